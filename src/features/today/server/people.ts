import { addDays } from '#domain/calendar/local-date.ts'
import type { DealSearch } from '#domain/deal/list.ts'
import type { Scope } from '#domain/scope.ts'
import { personsOn } from '#domain/structure.ts'
import { logBarsView } from '#services/access/scope.ts'
import type { Ctx } from '#services/context.ts'
import { dealListIn, type ListWorld, orderDealList } from '#services/deals/list.ts'
import type { OrgView } from '#services/org/view.ts'
import type { Today } from '../contract.ts'

const FOUR_WEEKS = 28
/** as many as can be talked about in a morning */
const MOST_PEOPLE = 5

/**
 * Those whose last four weeks differ most from their four before, up or down, and what lies untouched with them. They
 * stand in the order of their names: it is no ranking.
 */
export async function readPeople(
  ctx: Ctx,
  view: OrgView,
  { structure, access }: ListWorld,
  scope: Scope,
): Promise<NonNullable<Today['people']>> {
  const today = view.asOfDate
  const now = { from: addDays(today, 1 - FOUR_WEEKS), to: today }
  const before = { from: addDays(now.from, -FOUR_WEEKS), to: addDays(now.from, -1) }
  const byOwner = async (search: DealSearch) => {
    const list = await dealListIn(ctx, view, { search: { ...search, group: 'owner' }, scope }, { structure, access })
    const groups = await orderDealList(ctx, list)
    return new Map(groups.flatMap(({ key, minor }) => (key === null ? [] : [[key, minor] as const])))
  }
  const [won, wonBefore, untouched] = await Promise.all([
    byOwner({ status: 'won', ...now }),
    byOwner({ status: 'won', ...before }),
    byOwner({ untouched: '30' }),
  ])
  const rows = [...personsOn(structure, scope, today)]
    .filter((id) => access.allows({ kind: 'person', id }))
    .map((personId) => ({
      personId,
      name: structure.names.get(personId) ?? personId,
      won: won.get(personId) ?? 0,
      wonBefore: wonBefore.get(personId) ?? 0,
      untouched: untouched.get(personId) ?? 0,
    }))
    .toSorted((a, b) => Math.abs(b.won - b.wonBefore) - Math.abs(a.won - a.wonBefore))
    .slice(0, MOST_PEOPLE)
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
  await logBarsView(
    ctx,
    { view, structure, day: today },
    rows.map(({ personId }) => personId),
  )
  return { now, before, rows }
}
