import { dataAt } from '#db/data-at.ts'
import { type ListedGroup, readDealRows } from '#db/deal-list.ts'
import type { DealSearch } from '#domain/deal/list.ts'
import type { Scope } from '#domain/scope.ts'
import type { AnswerCache } from '#platform/live/answers.ts'
import type { Ctx } from '#services/context.ts'
import {
  addUp,
  type DealList,
  idsOf,
  logListView,
  openDealList,
  orderDealList,
  visibleGroups,
} from '#services/deals/list.ts'
import type { DealListGroup, DealRow, DealSum } from '../contract.ts'

/** Who asks, and where answers that others may share are kept. */
export interface Reader {
  readonly ctx: Ctx
  readonly answers: AnswerCache
}

interface BoardInput extends DealSearch {
  readonly scope?: Scope | undefined
  readonly asOf?: string | undefined
  readonly knownAt?: string | undefined
  readonly offset: number
  readonly limit: number
}

/** The whole list is put in order once, and kept: a window of it is then a few rows by their ids. */
export async function readBoard(reader: Reader, input: BoardInput) {
  const { ctx } = reader
  const { scope, asOf, knownAt, offset, limit, ...search } = input
  const list = await openDealList(ctx, { scope, search, asOf, knownAt })
  const groups = visibleGroups(list, await keptOrder(reader, list, { asOf, knownAt }))
  if (offset === 0) await logListView(ctx, list, groups)
  const { view, query, filter } = list
  const rows: DealRow[] = await readDealRows(ctx.db, { ...query, status: filter.status }, idsOf(groups, offset, limit))
  return {
    asOf: view.asOf,
    knownAt: view.knownAt,
    dataAt: await dataAt(ctx.db, ctx.orgId),
    currency: query.currency,
    total: sumOf(addUp(groups)),
    groups: groups.map((group): DealListGroup => ({ ...sumOf(group), key: group.key, label: group.label })),
    offset,
    rows,
  }
}

/** The order of a list for everyone who may open it, until something changes or a minute has gone. */
function keptOrder({ ctx, answers }: Reader, list: DealList, clock: object): Promise<ListedGroup[]> {
  const minute = Math.floor(ctx.recordedAt / 60_000)
  const question = JSON.stringify(['deals', list.search, list.scope, clock, minute])
  const key = { orgId: ctx.orgId, topics: ['figures', 'clock'], permissionClass: 'allowed', question }
  return answers.get(key, () => orderDealList(ctx, list))
}

export function sumOf({ count, minor, missing, converted }: ListedGroup): DealSum {
  return { count, minor: missing.length > 0 ? null : minor, missing: [...missing], converted }
}
