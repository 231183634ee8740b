import { dataAt } from '#db/data-at.ts'
import { LeadoutError } from '#domain/errors.ts'
import type { Ctx } from '#services/context.ts'
import { clockOf, type OrgView } from '#services/org/view.ts'
import type { FigureRef, FigureValue, Receipt } from '../../receipt.ts'
import type { ReceiptPage, ReceiptProvider } from '../../receipt-provider.ts'
import type { DealDetail } from '../../deal-detail.ts'
import { readDetail } from './detail.ts'

type Detail = Awaited<ReturnType<typeof readDetail>>
type Explained = Pick<Receipt, 'title' | 'value' | 'words' | 'parts' | 'notes' | 'n' | 'rows'>

/** One figure of one deal: its amount with every value it had, a line of its products, or its touches. */
export const dealReceipt: ReceiptProvider = {
  kind: 'deal',
  async explain(ctx: Ctx, view: OrgView, of, page) {
    const detail = await readDetail(ctx, {
      dealId: String(of['dealId']),
      ...clockOf(view),
    })
    const explained = EXPLAIN[String(of['field']) as keyof typeof EXPLAIN]?.(detail, of, page)
    if (!explained) throw new LeadoutError('not-found', 'There is no such figure.')
    return {
      ...explained,
      window: null,
      asOf: view.asOf,
      knownAt: view.knownAt,
      sources: [...detail.sources, 'leadout'].map((name) => ({ name, at: null })),
      audience: 'Whoever may see the deal.',
      ...(detail.sources.length === 0 && { sources: [{ name: 'leadout', at: await dataAt(ctx.db, ctx.orgId) }] }),
    }
  },
}

const EXPLAIN = {
  amount: explainAmount,
  converted: explainConverted,
  lineItem: explainLineItem,
  touches: explainTouches,
}

function explainAmount(detail: Detail): Explained {
  const { deal } = detail
  const lost = deal.status === 'lost' && detail.present.amount !== deal.amount
  return {
    title: 'Amount of the deal',
    value: money(deal.amount, deal.currency),
    words: lost
      ? 'The last amount above 0 before the deal was lost.'
      : 'What the ledger holds of the amount as of now.',
    parts:
      deal.currency === detail.orgCurrency
        ? []
        : [
            {
              label: detail.orgCurrency,
              value: money(deal.amountOrg, detail.orgCurrency),
              ref: { kind: 'deal', of: { dealId: deal.id, field: 'converted' } },
            },
          ],
    notes: detail.differs.some(({ field }) => field === 'amount')
      ? ['It was edited here and differs from what the source says.']
      : [],
    n: null,
    rows: historyRows(detail, 'amount'),
  }
}

function explainConverted({ deal, orgCurrency, rate }: Detail): Explained {
  const noted =
    rate === null
      ? [`There is no exchange rate from ${deal.currency} to ${orgCurrency}.`]
      : [`The ${rate.kind} rate of ${rate.date}.`]
  return {
    title: 'Amount in the currency of the organisation',
    value: money(deal.amountOrg, orgCurrency),
    words:
      'The amount times the rate, rounded to the smallest unit: at the rate of the day it was won, else at the plan rate.',
    parts: [
      {
        label: 'Amount',
        value: money(deal.amount, deal.currency),
        ref: { kind: 'deal', of: { dealId: deal.id, field: 'amount' } },
      },
      { label: 'Rate', value: { type: 'text', text: rate?.rate ?? 'missing' }, ref: null },
    ],
    notes: noted,
    n: null,
    rows: null,
  }
}

const PARTS = {
  quantity: 'Quantity',
  listPrice: 'List price',
  price: 'Price',
  total: 'Total',
  discount: 'Discount',
} as const

function explainLineItem({ lineItems }: Detail, of: FigureRef['of']): Explained | null {
  const item = lineItems.find(({ id }) => id === of['id'])
  const part = String(of['part']) as keyof typeof PARTS
  if (!item || !(part in PARTS)) return null
  return {
    title: PARTS[part],
    value: partOf(item, part),
    words: 'As the source holds this line of the deal; the list price is that of the product where the line has none.',
    parts: (Object.keys(PARTS) as (keyof typeof PARTS)[]).flatMap((other) =>
      item[other] === null || other === part ? [] : [{ label: PARTS[other], value: partOf(item, other), ref: null }],
    ),
    notes: [],
    n: null,
    rows: null,
  }
}

function partOf(item: DealDetail['lineItems'][number], part: keyof typeof PARTS): FigureValue {
  if (part === 'discount') return { type: 'text', text: item.discount ?? '' }
  if (part === 'quantity') return { type: 'number', value: item.quantity }
  return money(item[part], item.currency)
}

function explainTouches(
  { activities, activityCount, contacts }: Detail,
  of: FigureRef['of'],
  page: ReceiptPage,
): Explained {
  const contact = contacts.find(({ id }) => id === of['contactId'])
  const week = typeof of['week'] === 'string' ? of['week'] : null
  const counted = activities.filter(
    (one) =>
      one.touch &&
      (!contact || one.contacts.includes(contact.name ?? contact.id)) &&
      (week === null || inWeek(one.date, week)),
  )
  const value: FigureValue = { type: 'number', value: counted.length }
  return {
    title: 'Touches of the deal',
    value,
    words: 'Calls, mails and meetings that took place and are linked to the deal. A task or a note is no touch.',
    parts: [],
    notes: activityCount > activities.length ? ['Only the newest activities are listed.'] : [],
    n: counted.length,
    rows: {
      columns: [
        { id: 'type', label: 'What', numeric: false },
        { id: 'person', label: 'Who', numeric: false },
        { id: 'contacts', label: 'With', numeric: false },
        { id: 'date', label: 'When', numeric: true },
      ],
      rows: counted.slice(page.offset, page.offset + page.limit).map(({ id, type, person, contacts: met, date }) => ({
        id,
        cells: [text(type), text(person?.name ?? null), text(met.join(', ')), { type: 'date', date }],
        opens: null,
      })),
      count: counted.length,
      total: value,
    },
  }
}

const WEEK_MS = 7 * 86_400_000

function inWeek(date: string, from: string): boolean {
  const past = Date.parse(date) - Date.parse(from)
  return past >= 0 && past < WEEK_MS
}

function historyRows({ changes }: Detail, field: string): Receipt['rows'] {
  const told = changes.filter((change) => change.field === field)
  return {
    columns: [
      { id: 'from', label: 'From', numeric: true },
      { id: 'value', label: 'Value', numeric: true },
      { id: 'by', label: 'By', numeric: false },
      { id: 'withdrawn', label: 'Withdrawn', numeric: true },
    ],
    rows: told.map(({ id, validAt, value, by, source, import: imported, withdrawnAt }) => ({
      id,
      cells: [
        { type: 'moment', at: validAt },
        value,
        text(by ?? imported ?? source),
        withdrawnAt === null ? null : { type: 'moment', at: withdrawnAt },
      ],
      opens: null,
    })),
    count: told.length,
    total: null,
  }
}

function money(minor: number | null, currency: string): FigureValue {
  return { type: 'money', minor, currency }
}

function text(value: string | null): FigureValue | null {
  return value === null || value === '' ? null : { type: 'text', text: value }
}
