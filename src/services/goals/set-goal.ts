import { appendChanges, type NewChange } from '../../db/ledger.ts'
import { historySince, type DatedRow } from '../../db/structure.ts'
import type { GoalSource } from '../../domain/burn-down/scope-goal.ts'
import { periodRange } from '../../domain/calendar/period.ts'
import { zoneOf } from '../../domain/calendar/zone.ts'
import { LeadoutError } from '../../domain/errors.ts'
import type { Instant, LocalDate } from '../../domain/instant.ts'
import { COMPANY, type Scope } from '../../domain/scope.ts'
import { LATEST } from '../../domain/span/box.ts'
import type { StateOf } from '../../domain/world/kinds.ts'
import { newId } from '../../platform/ids.ts'
import { actorUserId, requirePermission } from '../access/can.ts'
import { requireScope, scopeAccess } from '../access/scope.ts'
import type { Ctx } from '../context.ts'
import { refold } from '../ledger/refold.ts'
import { notifyTopics } from '../live/notify-topics.ts'
import { periodCalendar } from '../org/policy.ts'
import { labelOf, readStructure } from '../org/structure.ts'
import { type OrgView, resolveView } from '../org/view.ts'
import { requireMetric } from '../metrics/query.ts'
import { closeEdit, openEdit } from '../world/edit-world.ts'
import { goalIsMoney } from './goal-metric.ts'

const NOW = { valid: LATEST, known: LATEST, recorded: LATEST }

/** Whose goal: a scope's, or what each of a role's people is given in full swing. */
export type GoalScope = Scope | { readonly kind: 'role'; readonly id: string }

export interface GoalInput {
  readonly scope: GoalScope
  readonly metric: string
  readonly period: string
  /** minor units of the organisation's currency; of a metric that is no money a value in its own unit */
  readonly minor: number
  readonly source: GoalSource
  /** a local date from which the goal holds; `correction`: it always should have been this, known from now on */
  readonly from: LocalDate | 'correction'
}

/**
 * Sets the goal of a scope for a metric and period. *As known then* keeps what a correction replaces.
 * @throws LeadoutError `forbidden`, `not-found` for an unknown scope or metric, `invalid` for a period that does not
 *   exist, a date outside of it or a value that the metric cannot have
 */
export async function setGoal(ctx: Ctx, input: GoalInput): Promise<{ readonly minor: number }> {
  await setGoals(ctx, { editId: newId(), goals: [input] })
  return { minor: input.minor }
}

/** A goal to set, or to take away where `minor` is null. */
export type GoalCell = Omit<GoalInput, 'minor'> & { readonly minor: number | null }

/** Sets many goals at once, as one edit that can be undone whole. @throws LeadoutError as `setGoal` */
export async function setGoals(
  ctx: Ctx,
  input: { readonly editId: string; readonly goals: readonly GoalCell[] },
): Promise<{ readonly changes: number }> {
  requirePermission(ctx, 'goals.write')
  const view = await resolveView(ctx.db, ctx.orgId, ctx.recordedAt, {})
  const calendar = periodCalendar(view.settings)
  for (const { metric, minor, period, from } of input.goals) {
    requireValue(metric, minor)
    const range = periodRange(period, calendar)
    if (from !== 'correction' && from > range.to)
      throw new LeadoutError('invalid', `The goal of ${period} cannot begin after ${range.to}`, { from })
  }
  await requireTargets(
    ctx,
    view,
    input.goals.map(({ scope }) => scope),
  )
  return ctx.db.transaction().execute(async (tx) => {
    // two goals set at once for the same scope and period must meet in one entity
    await tx.selectFrom('org').select('org_id').where('org_id', '=', ctx.orgId).forUpdate().execute()
    if (!(await openEdit(tx, ctx, input.editId))) return { changes: 0 }
    // those still to come included
    const steps = await historySince(tx, view.orgId, 'goal', NOW, -Infinity)
    const changes = input.goals.flatMap((goal) =>
      changesOf(ctx, view, goal, steps, periodRange(goal.period, calendar).from),
    )
    await appendChanges(tx, ctx.orgId, ctx.recordedAt, changes)
    await refold(
      tx,
      ctx.orgId,
      'goal',
      changes.map(({ entityId }) => entityId),
    )
    await closeEdit(
      tx,
      ctx,
      input.editId,
      changes.map(({ id }) => id),
    )
    await notifyTopics(tx, ctx.orgId, ['goals'], ctx.recordedAt)
    return { changes: changes.length }
  })
}

function changesOf(
  ctx: Ctx,
  view: OrgView,
  goal: GoalCell,
  steps: readonly DatedRow<StateOf<'goal'>>[],
  periodStart: LocalDate,
): NewChange[] {
  const held = steps.filter(({ state }) => isOf(state, goal))
  if (goal.minor === null && held.length === 0) return []
  const entityId = held[0]?.id ?? newId()
  const gone = held.length > 0 && held.every(({ validTo }) => validTo !== Infinity)
  const patch =
    goal.minor === null
      ? { deleted: true }
      : { ...patchOf({ ...goal, minor: goal.minor }, view.settings.currency), ...(gone && { deleted: false }) }
  const change = {
    kind: 'goal',
    entityId,
    patch,
    knownAt: view.asOf,
    actorId: actorUserId(ctx.actor),
    source: 'leadout',
  } as const
  return instantsOf(goal, view, periodStart, held).map((start): NewChange => ({ ...change, id: newId(), ...start }))
}

function requireValue(id: string, value: number | null): void {
  const metric = requireMetric(id)
  if (value === null) return
  if (metric.unit === 'money' && !Number.isSafeInteger(value))
    throw new LeadoutError('invalid', 'A goal in money is a whole number of minor units.', { metric: id })
  if (metric.unit === 'share' && value > 1)
    throw new LeadoutError('invalid', `A goal for ${metric.label} is a share from 0 to 1.`, { metric: id })
}

async function requireTargets(ctx: Ctx, view: OrgView, scopes: readonly GoalScope[]): Promise<void> {
  const structure = await readStructure(ctx.db, view, view.asOfDate)
  const access = await scopeAccess(ctx, view, structure)
  for (const scope of scopes) {
    if (scope.kind === 'role') {
      requireScope(access, COMPANY)
      continue
    }
    requireScope(access, scope)
    if (labelOf(structure, scope, view.settings.name, view.asOfDate) === null) {
      throw new LeadoutError('not-found', 'There is no such team, office or person.')
    }
  }
}

function isOf(state: StateOf<'goal'>, { scope, metric, period }: GoalCell): boolean {
  return (
    state.metric === metric &&
    state.period === period &&
    state.scopeKind === scope.kind &&
    state.scopeId === idOf(scope)
  )
}

function patchOf({ scope, metric, period, minor, source }: GoalInput, own: string): StateOf<'goal'> {
  const currency = goalIsMoney(metric) ? own : null
  return { scopeKind: scope.kind, scopeId: idOf(scope), metric, period, minor, currency, source }
}

function idOf(scope: GoalScope): string | null {
  return scope.kind === 'company' ? null : scope.id
}

/**
 * When the change holds from. A correction holds from the start of the period, or from now for a period to come, and
 * again at every later step, so that no step it replaces comes back.
 */
function instantsOf(
  { from }: GoalCell,
  view: OrgView,
  periodStart: LocalDate,
  held: readonly DatedRow<StateOf<'goal'>>[],
): { readonly validAt: Instant; readonly validDate: LocalDate | null }[] {
  const zone = zoneOf(view.settings.zone)
  if (from !== 'correction') return [{ validAt: zone.startOfDay(from), validDate: from }]
  const start = Math.min(zone.startOfDay(periodStart), view.asOf, ...held.map(({ validFrom }) => validFrom))
  const later = held.map(({ validFrom }) => validFrom).filter((validFrom) => validFrom > start)
  return [...new Set([start, ...later])].map((validAt) => ({ validAt, validDate: null }))
}
