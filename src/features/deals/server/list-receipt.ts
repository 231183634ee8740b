import { dataAt } from '#db/data-at.ts'
import { type DealListRow, type ListedGroup, readDealRows } from '#db/deal-list.ts'
import { dealSearchSchema } from '#domain/deal/list.ts'
import { LeadoutError } from '#domain/errors.ts'
import { addUp, dealListIn, idsOf, logListView, orderDealList, visibleGroups } from '#services/deals/list.ts'
import type { FigureRef, FigureValue } from '../../receipt.ts'
import type { ReceiptProvider } from '../../receipt-provider.ts'
import { scopeFromText } from '../../scope-text.ts'

/** The sum or the count of a filtered list of deals, or of one of its groups: the rows are the deals. */
export const dealsReceipt: ReceiptProvider = {
  kind: 'deals',
  async explain(ctx, view, of, page) {
    const { search, scope, key, counted } = readReference(of)
    const list = await dealListIn(ctx, view, { search, scope })
    const all = visibleGroups(list, await orderDealList(ctx, list))
    const groups = key === undefined ? all : all.filter((group) => group.key === key)
    if (key !== undefined && groups.length === 0) throw new LeadoutError('not-found', 'There is no such figure.')
    await logListView(ctx, list, groups)
    const { count, minor, missing } = addUp(groups)
    const { currency } = list.query
    const sum: FigureValue = { type: 'money', minor: missing.length > 0 ? null : minor, currency }
    const number: FigureValue = { type: 'number', value: count }
    const rows = await readDealRows(
      ctx.db,
      { ...list.query, status: list.filter.status },
      idsOf(groups, page.offset, page.limit),
    )
    return {
      title: counted ? 'Deals of the list' : 'Sum of the deals of the list',
      value: counted ? number : sum,
      words: counted
        ? 'Every deal that the filter lets through, counted once.'
        : `The amounts of the deals that the filter lets through, each turned into ${currency}: a won deal at the rate of the day it was won, every other at the plan rate. A lost deal counts with its last amount above 0, a deal without an amount by count alone.`,
      parts: counted ? [] : [{ label: 'Deals', value: number, ref: { kind: 'deals', of: { ...of, figure: 'count' } } }],
      window:
        list.filter.from !== null && list.filter.to !== null ? { from: list.filter.from, to: list.filter.to } : null,
      asOf: view.asOf,
      knownAt: view.knownAt,
      sources: [{ name: 'Leadout', at: await dataAt(ctx.db, ctx.orgId) }],
      n: count,
      audience: 'Whoever may see the deals of this scope; the figures of one person only who may see that person.',
      notes: [
        ...(list.filter.overdue
          ? [
              'Overdue: its next step was due before today; where the next step has no date, it was to close before today.',
            ]
          : []),
        ...missing.map(
          (unpriced) => `There is no exchange rate from ${unpriced} to ${currency}: the sum waits for it.`,
        ),
        ...reconstructedNote(rows),
      ],
      rows: {
        columns: [
          { id: 'deal', label: 'Deal', numeric: false },
          { id: 'owner', label: 'Owner', numeric: false },
          { id: 'stage', label: 'Stage', numeric: false },
          { id: 'closes', label: 'Closes', numeric: true },
          { id: 'amount', label: 'Amount', numeric: true },
          { id: 'converted', label: currency, numeric: true },
        ],
        rows: rows.map((row) => ({ id: row.id, cells: cellsOf(row, currency), opens: { drawer: 'deal', id: row.id } })),
        count,
        total: counted ? number : sum,
      },
    }
  },
}

function cellsOf(row: DealListRow, currency: string): (FigureValue | null)[] {
  const text = (value: string | null): FigureValue | null => (value === null ? null : { type: 'text', text: value })
  return [
    text(row.name),
    text(row.owner),
    text(row.stage),
    { type: 'date', date: row.outcomeDate ?? row.closeDate },
    row.amount === null ? null : { type: 'money', minor: row.amount, currency: row.currency },
    row.amountOrg === null ? null : { type: 'money', minor: row.amountOrg, currency },
  ]
}

function reconstructedNote(rows: readonly DealListRow[]): string[] {
  return rows.some(({ reconstructed }) => reconstructed)
    ? ['The creation or the outcome of some of these deals was reconstructed: no source recorded it.']
    : []
}

function readReference({ scope, key, figure, ...rest }: FigureRef['of']) {
  const search = dealSearchSchema.safeParse(rest)
  const place = scope === undefined ? { kind: 'company' as const, id: 'all' } : scopeFromText(String(scope))
  if (!search.success || place === null) throw new LeadoutError('invalid', 'There is no such figure.')
  // a group without a key is named by an empty text
  const group: ListedGroup['key'] | undefined = key === undefined ? undefined : String(key) || null
  return { search: search.data, scope: place, key: group, counted: figure === 'count' }
}
