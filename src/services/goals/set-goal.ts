import type { Db } from '../../db/client.ts'
import { appendChanges, type NewChange } from '../../db/ledger.ts'
import { historySince, type DatedRow } from '../../db/structure.ts'
import type { GoalSource } from '../../domain/burn-down/scope-goal.ts'
import { periodRange } from '../../domain/calendar/period.ts'
import { zoneOf } from '../../domain/calendar/zone.ts'
import { LeadoutError } from '../../domain/errors.ts'
import type { Instant, LocalDate } from '../../domain/instant.ts'
import type { Scope } from '../../domain/scope.ts'
import { periodCalendar } from '../../domain/settings.ts'
import { LATEST } from '../../domain/span/box.ts'
import type { StateOf } from '../../domain/world/kinds.ts'
import { newId } from '../../platform/ids.ts'
import { actorUserId, requirePermission } from '../access/can.ts'
import { requireScope, scopeAccess } from '../access/scope.ts'
import type { Ctx } from '../context.ts'
import { refold } from '../ledger/refold.ts'
import { notifyTopics } from '../live/notify-topics.ts'
import { orgPolicy } from '../org/policy.ts'
import { labelOf, readStructure } from '../org/structure.ts'
import { type OrgView, resolveView } from '../org/view.ts'

export interface GoalInput {
  readonly scope: Scope
  readonly metric: 'bookings'
  readonly period: string
  /** minor units of the organisation's currency */
  readonly minor: number
  readonly source: GoalSource
  /** a local date from which the goal holds; `correction`: it always should have been this, known from now on */
  readonly from: LocalDate | 'correction'
}

/**
 * Sets the goal of a scope for a metric and period. *As known then* keeps what a correction replaces.
 * @throws LeadoutError `forbidden`, `not-found` for an unknown scope, `invalid` for a period that does not exist or a
 *   date outside of it
 */
export async function setGoal(ctx: Ctx, input: GoalInput): Promise<{ readonly minor: number }> {
  requirePermission(ctx, 'goals.write')
  const view = await resolveView(ctx.db, ctx.orgId, ctx.recordedAt, {})
  const range = periodRange(input.period, periodCalendar(orgPolicy(view.settings)))
  if (input.from !== 'correction' && input.from > range.to) {
    throw new LeadoutError('invalid', `The goal of ${input.period} cannot begin after ${range.to}`, {
      from: input.from,
    })
  }
  await requireTarget(ctx, view, input.scope)
  await ctx.db.transaction().execute(async (tx) => {
    // two goals set at once for the same scope and period must meet in one entity
    await tx.selectFrom('org').select('org_id').where('org_id', '=', ctx.orgId).forUpdate().execute()
    const held = await findGoal(tx, view, input)
    const entityId = held[0]?.id ?? newId()
    const change = {
      kind: 'goal',
      entityId,
      patch: patchOf(input, view.settings.currency),
      knownAt: view.asOf,
      actorId: actorUserId(ctx.actor),
      source: 'leadout',
    } as const
    const starts = instantsOf(input, view, range.from, held)
    const changes = starts.map((start): NewChange => ({ ...change, id: newId(), ...start }))
    await appendChanges(tx, ctx.orgId, ctx.recordedAt, changes)
    await refold(tx, ctx.orgId, 'goal', [entityId])
    await notifyTopics(tx, ctx.orgId, ['goals'], ctx.recordedAt)
  })
  return { minor: input.minor }
}

async function requireTarget(ctx: Ctx, view: OrgView, scope: Scope): Promise<void> {
  const structure = await readStructure(ctx.db, view, view.asOfDate)
  requireScope(await scopeAccess(ctx, view, structure), scope)
  if (labelOf(structure, scope, view.settings.name, view.asOfDate) === null) {
    throw new LeadoutError('not-found', 'There is no such team, office or person.')
  }
}

/** The steps of the goal that there is, by everything known now, those still to come included. */
async function findGoal(
  tx: Db,
  view: OrgView,
  { scope, metric, period }: GoalInput,
): Promise<DatedRow<StateOf<'goal'>>[]> {
  const now = { valid: LATEST, known: LATEST, recorded: LATEST }
  const rows = await historySince(tx, view.orgId, 'goal', now, -Infinity)
  return rows.filter(
    ({ state }) =>
      state.metric === metric &&
      state.period === period &&
      state.scopeKind === scope.kind &&
      state.scopeId === idOf(scope),
  )
}

function patchOf({ scope, metric, period, minor, source }: GoalInput, currency: string): StateOf<'goal'> {
  return { scopeKind: scope.kind, scopeId: idOf(scope), metric, period, minor, currency, source }
}

function idOf(scope: Scope): string | null {
  return scope.kind === 'company' ? null : scope.id
}

/**
 * When the change holds from. A correction holds from the start of the period, or from now for a period to come, and
 * again at every later step, so that no step it replaces comes back.
 */
function instantsOf(
  { from }: GoalInput,
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
