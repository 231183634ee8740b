import { readKind } from '../../db/spans.ts'
import { openDealsOf } from '../../db/open-book.ts'
import { appendChanges, type NewChange } from '../../db/ledger.ts'
import { addDays } from '../../domain/calendar/local-date.ts'
import { LeadoutError } from '../../domain/errors.ts'
import type { LocalDate } from '../../domain/instant.ts'
import { openExchange } from '../../domain/money/exchange.ts'
import { LATEST } from '../../domain/span/box.ts'
import type { WorldEdit } from '../../domain/world/edit.ts'
import { newId } from '../../platform/ids.ts'
import { actorUserId, requirePermission } from '../access/can.ts'
import type { Ctx } from '../context.ts'
import { refold } from '../ledger/refold.ts'
import { editWorldWithin } from '../world/edit-world.ts'
import { startOfDate, type OrgView, resolveView } from './view.ts'
import { readDirectReports } from './reports.ts'
import { requirePersons } from './require-persons.ts'

export interface LeaverBook {
  readonly deals: readonly {
    readonly dealId: string
    readonly name: string | null
    readonly account: string | null
    readonly stage: string | null
    readonly closeDate: LocalDate | null
    readonly amount: number | null
    readonly currency: string
  }[]
  /** in the organisation's currency, by the plan rate */
  readonly minor: number
  /** currencies of deals that `minor` leaves out, because they have no rate */
  readonly missing: readonly string[]
  readonly accounts: readonly { readonly id: string; readonly name: string }[]
  readonly reports: readonly string[]
  readonly teams: readonly { readonly id: string; readonly name: string }[]
}

/** What somebody who leaves would leave behind: open deals and their sum, accounts, people who report to them, teams. */
export async function readLeaverBook(ctx: Ctx, personId: string): Promise<LeaverBook> {
  requirePermission(ctx, 'settings.manage')
  await requirePersons(ctx, [personId])
  const view = await resolveView(ctx.db, ctx.orgId, ctx.recordedAt, {})
  const deals = await openDealsOf(ctx.db, ctx.orgId, view.view, personId)
  const rates = await readKind(ctx.db, ctx.orgId, 'rate', view.view)
  const exchange = openExchange(
    view.settings.currency,
    rates.map(({ state }) => state),
  )
  const missing = new Set<string>()
  let minor = 0
  for (const { amount, currency } of deals) {
    if (amount === null) continue
    const worth = exchange.convert({ minor: amount, currency, date: view.asOfDate }, view.settings.currency, 'plan')
    if ('minor' in worth) minor += worth.minor
    else missing.add(currency)
  }
  const { reports, teams, accounts } = await leftBehind(ctx, view, personId)
  return { deals, minor, missing: [...missing].toSorted(), accounts, reports, teams }
}

export interface Leaving {
  readonly editId: string
  readonly personId: string
  /** the last day of employment */
  readonly lastDay: LocalDate
  /** who takes over open deals and accounts; null: they stay where they are */
  readonly to: string | null
  /** deals that go to somebody else than `to` */
  readonly except: Readonly<Record<string, string>>
  /** whom the leaver's people and teams report to from then on; null: nobody */
  readonly reportsTo: string | null
}

/**
 * Ends somebody's employment with a day and hands over the open book from the day after, in one edit that can be undone
 * whole. Past days stay as they were.
 * @throws LeadoutError `forbidden`, `not-found`, `invalid` where the leaver would take over from the leaver
 */
export async function leave(ctx: Ctx, input: Leaving): Promise<{ readonly deals: number; readonly accounts: number }> {
  requirePermission(ctx, 'settings.manage')
  const { personId, editId } = input
  const takers = [input.to, input.reportsTo, ...Object.values(input.except)]
  if (takers.includes(personId)) throw new LeadoutError('invalid', 'Somebody else takes over from who leaves.')
  return ctx.db.transaction().execute(async (tx) => {
    const within = { ...ctx, db: tx }
    const now = await resolveView(tx, ctx.orgId, ctx.recordedAt, {})
    await requirePersons(within, [personId, ...takers])
    const { reports, teams, accounts } = await leftBehind(within, now, personId)
    const since = addDays(input.lastDay, 1)
    const heir = { managerId: input.reportsTo }
    const edits: WorldEdit[] = [
      ...reports.map((id): WorldEdit => ({ kind: 'membership', id, since, patch: heir })),
      ...teams.map(({ id }): WorldEdit => ({ kind: 'team', id, since, patch: heir })),
      { kind: 'membership', id: personId, since, patch: { employed: false } },
      { kind: 'person', id: personId, since, patch: { active: false } },
    ]
    let deals = 0
    let moved = 0
    await editWorldWithin(within, { editId, edits }, async (view) => {
      const book = await openDealsOf(tx, ctx.orgId, view.view, personId)
      const handed = book.flatMap(({ dealId }) => {
        const to = input.except[dealId] ?? input.to
        return to === null ? [] : [{ kind: 'deal', id: dealId, to } as const]
      })
      const accountsTo = input.to
      const given =
        accountsTo === null ? [] : accounts.map(({ id }) => ({ kind: 'account', id, to: accountsTo }) as const)
      deals = handed.length
      moved = given.length
      return handOver(within, view, since, [...handed, ...given])
    })
    return { deals, accounts: moved }
  })
}

async function handOver(
  ctx: Ctx,
  view: OrgView,
  since: LocalDate,
  handed: readonly { readonly kind: 'deal' | 'account'; readonly id: string; readonly to: string }[],
): Promise<string[]> {
  const validAt = startOfDate(since, view.settings.zone)
  const changes = handed.map(({ kind, id, to }): NewChange => ({
    id: newId(),
    kind,
    entityId: id,
    patch: { ownerId: to },
    validAt,
    validDate: since,
    knownAt: view.asOf,
    actorId: actorUserId(ctx.actor),
    source: 'leadout',
  }))
  if (changes.length === 0) return []
  await appendChanges(ctx.db, ctx.orgId, ctx.recordedAt, changes)
  for (const [kind, own] of Map.groupBy(handed, (one) => one.kind))
    await refold(
      ctx.db,
      ctx.orgId,
      kind,
      own.map((one) => one.id),
    )
  return changes.map((change) => change.id)
}

async function leftBehind(ctx: Ctx, { view }: OrgView, personId: string) {
  const NOW = { ...view, valid: LATEST }
  const teams = (await readKind(ctx.db, ctx.orgId, 'team', NOW)).filter(({ state }) => state.managerId === personId)
  const accounts = (await readKind(ctx.db, ctx.orgId, 'account', NOW)).filter(({ state }) => state.ownerId === personId)
  return {
    reports: await readDirectReports(ctx.db, ctx.orgId, view, personId),
    teams: teams.map(({ id, state }) => ({ id, name: state.name })),
    accounts: accounts.map(({ id, state }) => ({ id, name: state.name })),
  }
}
