import * as z from 'zod'
import { dataAt } from '#db/data-at.ts'
import { BARS, PARTS, type Part, SIGNS, type Tally } from '#domain/changes/waterfall.ts'
import { LeadoutError } from '#domain/errors.ts'
import { type Changes, type ChangesInput, listChanges, readChanges } from '#services/changes/waterfall.ts'
import { periodSchema } from '../../scope.ts'
import { scopeFromText } from '../../scope-text.ts'
import type { FigureRef, FigureValue, Receipt } from '../../receipt.ts'
import type { ReceiptProvider } from '../../receipt-provider.ts'
import { FORMULA, PART_WORDS } from '../../change-words.ts'

const ofSchema = z.object({
  part: z.enum(PARTS),
  /** before, after: what one deal is worth at the first and at the second moment */
  measure: z.enum(['amount', 'count', 'before', 'after']),
  from: z.string(),
  to: z.string().optional(),
  closingIn: periodSchema.optional(),
  scope: z.string().optional(),
  /** a JSON list of `field=value` */
  filters: z.string().optional(),
  /** what one deal gives to the part, instead of the whole part */
  deal: z.uuid().optional(),
})

/** One part of a waterfall, its amount or how many deals it has; or what one deal gives to it. */
export const changesReceipt: ReceiptProvider = {
  kind: 'changes',
  async explain(ctx, view, of, page) {
    const asked = readOf(of, view)
    const { part, input, dealId } = asked
    const changes = await readChanges(ctx, input)
    const rows = await listChanges(ctx, { ...input, part }, { ...page, dealId })
    const explained = dealId === undefined ? explainPart(changes, rows, asked, of) : explainDeal(rows, asked, of)
    return {
      ...explained,
      window: { from: changes.from.asOfDate, to: changes.to.asOfDate },
      asOf: changes.to.asOf,
      knownAt: changes.to.knownAt,
      sources: [{ name: 'Deals, from imports and edits', at: await dataAt(ctx.db, ctx.orgId) }],
      audience:
        input.scope?.kind === 'person'
          ? 'The person, the line of managers, and administrators.'
          : 'Everyone in the organisation who may see the figures of this scope.',
    }
  },
}

type Rows = Awaited<ReturnType<typeof listChanges>>
type Asked = ReturnType<typeof readOf>
type Explained = Pick<Receipt, 'title' | 'value' | 'words' | 'parts' | 'n' | 'notes' | 'rows'>

function explainPart(changes: Changes, found: Rows, { part, measure }: Asked, of: FigureRef['of']): Explained {
  const { deals, count, amount, currency } = found
  const money = (minor: number | null): FigureValue => ({ type: 'money', minor, currency })
  const value = (tally: Tally): FigureValue =>
    measure === 'amount' ? money(tally.amount) : { type: 'number', value: tally.count }
  const { label, meaning } = PART_WORDS[part]
  return {
    title: measure === 'amount' ? label : `${label}, deals`,
    value: value({ count, amount }),
    words: part === 'closing' ? `${meaning} ${FORMULA}` : meaning,
    parts: part === 'closing' ? termsOf(changes, of, value) : [],
    n: count,
    notes: notesOf(changes, part, currency),
    rows: {
      columns: [
        { id: 'deal', label: 'Deal', numeric: false },
        { id: 'account', label: 'Account', numeric: false },
        { id: 'before', label: 'At the first moment', numeric: true },
        { id: 'after', label: 'At the second', numeric: true },
        { id: 'given', label, numeric: true },
      ],
      rows: deals.map(({ dealId, name, account, opening, closing, given }) => ({
        id: dealId,
        cells: [
          { type: 'text', text: name },
          account === null ? null : { type: 'text', text: account },
          opening === null ? null : money(opening.amount),
          closing === null ? null : money(closing.amount),
          money(given),
        ],
        opens: { drawer: 'deal', id: dealId },
      })),
      count,
      total: value({ count, amount }),
    },
  }
}

const DEAL_WORDS = {
  amount: 'What this deal gives to the bar.',
  before: 'The amount of this deal at the first moment, at the plan rate of that day.',
  after: 'The amount of this deal at the second moment, at the plan rate of that day.',
} as const

function explainDeal({ deals: [deal], currency }: Rows, { part, measure }: Asked, of: FigureRef['of']): Explained {
  if (deal === undefined || measure === 'count') throw new LeadoutError('not-found', 'There is no such figure.')
  const amounts = { amount: deal.given, before: deal.opening?.amount ?? null, after: deal.closing?.amount ?? null }
  const money = (minor: number | null): FigureValue => ({ type: 'money', minor, currency })
  const term = (label: string, which: keyof typeof amounts) => ({
    label,
    value: money(amounts[which]),
    ref: { kind: 'changes', of: { ...of, measure: which } },
  })
  return {
    title: deal.name,
    value: money(amounts[measure]),
    words: measure === 'amount' ? `${DEAL_WORDS.amount} ${PART_WORDS[part].meaning}` : DEAL_WORDS[measure],
    parts: measure === 'amount' ? [term('At the first moment', 'before'), term('At the second', 'after')] : [],
    n: null,
    notes: [],
    rows: {
      columns: [
        { id: 'deal', label: 'Deal', numeric: false },
        { id: 'amount', label: 'Amount', numeric: true },
      ],
      rows: [
        {
          id: deal.dealId,
          cells: [{ type: 'text', text: deal.name }, money(amounts[measure])],
          opens: { drawer: 'deal', id: deal.dealId },
        },
      ],
      count: 1,
      total: money(amounts[measure]),
    },
  }
}

function readOf(of: FigureRef['of'], view: { asOf: number; knownAt: number | null }) {
  const parsed = ofSchema.safeParse(of)
  const scope = parsed.success ? scopeFromText(parsed.data.scope ?? 'company') : null
  if (!parsed.success || scope === null) throw new LeadoutError('not-found', 'There is no such figure.')
  const { part, measure, from, to, closingIn, filters, deal } = parsed.data
  const input: ChangesInput = {
    from,
    to: to ?? new Date(view.asOf).toISOString(),
    scope,
    ...(closingIn !== undefined && { closingIn }),
    ...(filters !== undefined && { filters: readFilters(filters) }),
    ...(view.knownAt !== null && { knownAt: new Date(view.knownAt).toISOString() }),
  }
  return { part, measure, input, dealId: deal }
}

function readFilters(text: string): string[] {
  try {
    return z.array(z.string()).parse(JSON.parse(text))
  } catch {
    throw new LeadoutError('not-found', 'There is no such figure.')
  }
}

function termsOf(changes: Changes, of: FigureRef['of'], value: (tally: Tally) => FigureValue) {
  const term = (part: Part, tally: Tally, sign: string) => ({
    label: sign === '' ? PART_WORDS[part].label : `${sign} ${PART_WORDS[part].label}`,
    value: value(tally),
    ref: { kind: 'changes', of: { ...of, part } },
  })
  return [
    term('opening', changes.opening, ''),
    ...BARS.map((bar) => term(bar, changes.bars[bar], SIGNS[bar] > 0 ? '+' : '−')),
  ]
}

function notesOf({ passed }: Changes, part: Part, currency: string): string[] {
  const notes = [`Amounts in ${currency} at plan rates; a deal without an amount counts as 0.`]
  if (part === 'grown' || part === 'shrunk')
    notes.push('These deals stand in opening or won, too: their number changes nothing.')
  if ((part === 'won' || part === 'lost') && passed[part].count > 0)
    notes.push(
      'Deals that were open outside of this scope at the first moment and were decided in it since are not counted here: they were in it at neither moment.',
    )
  return notes
}
