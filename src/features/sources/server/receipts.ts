import { dataAt } from '#db/data-at.ts'
import { LeadoutError } from '#domain/errors.ts'
import type { QualityIssue } from '#domain/quality/issue.ts'
import { QUALITY_ISSUES } from '#domain/quality/issue.ts'
import { requirePermission } from '#services/access/can.ts'
import type { Ctx } from '#services/context.ts'
import { readImport } from '#services/imports/import-state.ts'
import type { ObjectCounts } from '#services/imports/run.ts'
import type { OrgView } from '#services/org/view.ts'
import type { FigureValue } from '../../receipt.ts'
import type { ReceiptProvider } from '../../receipt-provider.ts'
import { casesOf } from './quality-queries.ts'

const text = (value: string | null): FigureValue => ({ type: 'text', text: value ?? '' })
const number = (value: number): FigureValue => ({ type: 'number', value })
const column = (id: string, label: string, numeric = false) => ({ id, label, numeric })
const AUDIENCE = 'Administrators and owners, who look after imports.'

const stamp = async (ctx: Ctx, { asOf, knownAt }: OrgView) => ({
  parts: [],
  window: null,
  asOf,
  knownAt,
  sources: [{ name: 'Imports', at: await dataAt(ctx.db, ctx.orgId) }],
  audience: AUDIENCE,
  notes: [],
})

const COUNTED = {
  new: 'Rows that brought something that was not here before.',
  changed: 'Rows of something known that said something new of it.',
  unchanged: 'Rows that said what was known already. Nothing is written for them.',
  duplicate: 'Rows that repeat another row of the same import.',
  rejected: 'Rows that could not be used. They can be downloaded, repaired and imported again.',
} as const
type Counted = keyof typeof COUNTED

/** The counts of an import: of all of it, or of one kind of object. */
export const importCounts: ReceiptProvider = {
  kind: 'import',
  async explain(ctx, view, { importId, count, object }) {
    requirePermission(ctx, 'imports.manage')
    if (typeof importId !== 'string' || typeof count !== 'string' || !(count in COUNTED)) throw unknown()
    const counted = count as Counted
    const held = await readImport(ctx.db, ctx.orgId, importId)
    const objects: Readonly<Record<string, ObjectCounts>> = held.result ?? held.preview?.objects ?? {}
    const own = typeof object === 'string' ? Object.entries(objects).filter(([name]) => name === object) : null
    const counts = (own ?? Object.entries(objects)).filter(([, all]) => all[counted] > 0)
    const value = counts.reduce((sum, [, all]) => sum + all[counted], 0)
    return {
      ...(await stamp(ctx, view)),
      title: `${held.label}: ${counted}`,
      value: number(value),
      words: COUNTED[counted],
      sources: [{ name: held.label, at: held.takenAt }],
      n: value,
      rows: {
        columns: [column('object', 'What'), column('rows', 'Rows', true)],
        rows: counts.map(([name, all]) => ({
          id: name,
          cells: [text(objectWords(name)), number(all[counted])],
          opens: null,
        })),
        count: counts.length,
        total: number(value),
      },
    }
  },
}

/** What the rows of an import show first while it is not written: the deals are those of its trial. */
export const importFinding: ReceiptProvider = {
  kind: 'import-finding',
  async explain(ctx, view, { importId, figure }, page) {
    requirePermission(ctx, 'imports.manage')
    if (typeof importId !== 'string') throw unknown()
    const held = await readImport(ctx.db, ctx.orgId, importId)
    const finding = held.preview?.finding
    if (finding == null) throw unknown()
    const { count, minor, currency, rows = [] } = finding
    const value: FigureValue = figure === 'count' ? number(count) : { type: 'money', minor, currency }
    return {
      ...(await stamp(ctx, view)),
      title: FOUND[finding.id],
      value,
      words: `What the deals here and in ${held.label} add up to once these rows are written. Nothing is written yet.`,
      sources: [{ name: held.label, at: held.takenAt }],
      n: count,
      notes: rows.length < count ? [`The ${rows.length} largest are listed.`] : [],
      rows: {
        columns: [
          column('deal', 'Deal'),
          column('owner', 'Owner'),
          column('closes', 'Closes', true),
          column('amount', 'Amount', true),
          column('converted', currency, true),
        ],
        rows: rows.slice(page.offset, page.offset + page.limit).map((row) => ({
          id: row.id,
          cells: [
            text(row.name),
            text(row.owner),
            row.closeDate === null ? null : { type: 'date' as const, date: row.closeDate },
            row.amount === null ? null : { type: 'money' as const, minor: row.amount, currency: row.currency },
            row.amountOrg === null ? null : { type: 'money' as const, minor: row.amountOrg, currency },
          ],
          opens: null,
        })),
        count: rows.length,
        total: rows.length < count ? null : value,
      },
    }
  },
}

const FOUND = {
  untouched: 'Open deals without a touch',
  overdue: 'Open deals whose close date has passed',
  open: 'Open deals',
  won: 'Deals won',
} as const

const objectWords = (plural: string) => plural.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)

/** The numbers of the data-quality list. */
export const qualityFigures: ReceiptProvider = {
  kind: 'quality',
  async explain(ctx, view, of, page) {
    requirePermission(ctx, 'imports.manage')
    const { currency: own } = view.settings
    const issue = QUALITY_ISSUES.find((one) => one === of['issue'])
    if (issue === undefined) throw unknown()
    const cases = await casesOf(ctx, view, issue)
    const minor = cases.reduce((sum, one) => sum + (one.minorOrg ?? 0), 0)
    const value: FigureValue = of['sum'] === true ? { type: 'money', minor, currency: own } : number(cases.length)
    return {
      ...(await stamp(ctx, view)),
      title: TITLES[issue],
      value,
      words: of['sum'] === true ? `${WORDS[issue]} Their amounts, in ${own}.` : WORDS[issue],
      n: cases.length,
      rows: {
        columns: [column('name', 'Name'), column('detail', 'Belongs to'), column('amount', `Amount in ${own}`, true)],
        rows: cases.slice(page.offset, page.offset + page.limit).map(({ id, name, detail, minorOrg }) => ({
          id,
          cells: [
            text(name),
            text(detail),
            minorOrg === null ? null : { type: 'money', minor: minorOrg, currency: own },
          ],
          opens: isDealIssue(issue) ? { drawer: 'deal', id } : null,
        })),
        count: cases.length,
        total: value,
      },
    }
  },
}

const isDealIssue = (issue: QualityIssue) => issue !== 'duplicate-people' && issue !== 'unmatched-products'

const TITLES = {
  unowned: 'Open deals that nobody owns',
  zombie: 'Open deals given up for dead',
  'no-amount': 'Open deals without an amount',
  'no-stage': 'Open deals in no known stage',
  'duplicate-people': 'People who stand here twice',
  'unmatched-products': 'Products not in the catalogue',
} as const satisfies Record<QualityIssue, string>

const WORDS = {
  unowned: 'Open deals without an owner, or whose owner does not work here any more.',
  zombie:
    'Open deals whose close date is more than 90 days past, without a touch in 90 days and without a meeting to come.',
  'no-amount': 'Open deals whose amount is empty or zero.',
  'no-stage': 'Open deals whose stage is empty or on no stage map.',
  'duplicate-people': 'Users of one name whose addresses do not tell them apart, and contacts of one address.',
  'unmatched-products': 'Products that deals mention by a name that the product list does not have.',
} as const satisfies Record<QualityIssue, string>

function unknown(): LeadoutError {
  return new LeadoutError('not-found', 'There is no such figure.')
}
