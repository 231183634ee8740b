import { dataAt } from '#db/data-at.ts'
import { LeadoutError } from '#domain/errors.ts'
import type { MetricFigure } from '#metrics/run.ts'
import { type MetricUnit, moneyBelow } from '#metrics/metric.ts'
import { explainMetric, type MetricExplained, type NamedRow } from '#services/metrics/explain.ts'
import type { FigureRef, FigureValue } from '../../receipt.ts'
import type { ReceiptProvider } from '../../receipt-provider.ts'

/** Any figure of the catalogue. `of`: `metric`, `by`, `subject` (empty: what belongs to none), `window`, `filters` joined by `&`. */
export const metricReceipt: ReceiptProvider = {
  kind: 'metric',
  async explain(ctx, view, of, page) {
    const explained = await explainMetric(ctx, view, readReference(of), page)
    const { figure, subject, range, rows, count } = explained
    const { metric } = figure
    const { currency } = view.settings
    return {
      title: subject === null ? `${metric.label}, no one` : `${metric.label}, ${subject}`,
      value: valueOf(figure, currency),
      words: metric.words,
      parts: partsOf(figure, currency),
      window: metric.instant === true ? null : range,
      asOf: view.asOf,
      knownAt: view.knownAt,
      sources: [{ name: 'Leadout', at: await dataAt(ctx.db, ctx.orgId) }],
      n: figure.n,
      audience: AUDIENCE[String(of['by'])] ?? 'Everyone who may see the figures of the company.',
      notes: notesOf(explained),
      rows: {
        columns: columnsOf(figure),
        rows: rows.map((row) => ({
          id: row.rowId,
          cells: cellsOf(row, figure, currency),
          opens: row.dealId === null ? null : { drawer: 'deal', id: row.dealId },
        })),
        count,
        total: metric.kind === 'median' ? null : valueOf(figure, currency),
      },
    }
  },
}

const AUDIENCE: Readonly<Record<string, string>> = {
  person: 'This person, the line of managers above, the lead of the team, admins and owners.',
  team: 'Everyone in the organisation, or the own team alone where the settings say so.',
  office: 'Everyone in the organisation, or the own team alone where the settings say so.',
}

function readReference(of: FigureRef['of']) {
  const { metric, by, subject, window, filters } = of
  if (typeof metric !== 'string' || typeof by !== 'string')
    throw new LeadoutError('invalid', 'There is no such figure.')
  return {
    metric,
    by,
    // what belongs to none is named by an empty text
    subject: by === 'company' ? 'all' : String(subject ?? '') || null,
    window: window === undefined ? undefined : String(window),
    filters: filters === undefined || filters === '' ? [] : String(filters).split('&'),
  }
}

const UNIT_NAMES: Partial<Record<MetricUnit, string>> = { days: 'days', hours: 'h' }

function amount(value: number | null, unit: MetricUnit, currency: string): FigureValue {
  if (unit === 'money') return { type: 'money', minor: value === null ? null : Math.round(value), currency }
  const name = UNIT_NAMES[unit]
  return { type: 'number', value, ...(name !== undefined && { unit: name }) }
}

function valueOf({ metric, value, numerator, denominator }: MetricFigure, currency: string): FigureValue {
  if (metric.kind === 'proportion') return { type: 'share', numerator: numerator ?? 0, denominator: denominator ?? 0 }
  if (metric.unit === 'share') return { type: 'ratio', value }
  return amount(value, metric.unit, currency)
}

/** Above and below the line, where a value has one. */
function partsOf({ metric, numerator, denominator }: MetricFigure, currency: string) {
  if (denominator === null) return []
  const money = metric.terms.some((term) => term.money === true)
  const above = amount(numerator, money ? 'money' : 'count', currency)
  const below = amount(denominator, moneyBelow(metric) ? 'money' : 'count', currency)
  return [
    { label: 'Above the line', value: above, ref: null },
    { label: 'Below the line', value: below, ref: null },
  ]
}

function columnsOf({ metric }: MetricFigure) {
  const divided = metric.kind === 'proportion' || metric.kind === 'quotient'
  return [
    { id: 'what', label: 'What', numeric: false },
    { id: 'who', label: 'Who', numeric: false },
    { id: 'when', label: 'When', numeric: true },
    ...(divided
      ? [
          { id: 'above', label: 'Above the line', numeric: true },
          { id: 'below', label: 'Below the line', numeric: true },
        ]
      : [{ id: 'adds', label: metric.kind === 'median' ? 'Value' : 'Adds', numeric: true }]),
  ]
}

function cellsOf(row: NamedRow, { metric }: MetricFigure, currency: string): (FigureValue | null)[] {
  const text = (words: string | null): FigureValue | null => (words === null ? null : { type: 'text', text: words })
  const money = metric.terms.some((term) => term.money === true)
  const divided = metric.kind === 'proportion' || metric.kind === 'quotient'
  const sums: (FigureValue | null)[] = divided
    ? [
        amount(row.numerator, money ? 'money' : 'count', currency),
        amount(row.denominator, moneyBelow(metric) ? 'money' : 'count', currency),
      ]
    : [amount(row.value, metric.unit, currency)]
  return [
    text(row.name ?? row.externalId),
    text(row.person),
    row.week === null ? { type: 'date', date: row.day } : text(weekWords(row.week)),
    ...sums,
  ]
}

function notesOf({ figure: { metric, reason, low, high, n, state }, range, removed }: MetricExplained): string[] {
  const notes: string[] = []
  if (removed !== null) notes.push(removedWords(removed))
  for (const part of reason?.split('; ') ?? []) {
    const [code = part, detail = ''] = part.split(': ')
    notes.push(REASONS[code]?.(detail) ?? part)
  }
  if (state === 'goal-met') notes.push('The goal is met, so there is nothing left of it to divide by.')
  if (state === 'no-goal') notes.push('There is no goal for this period to divide by.')
  if (low !== null && high !== null && metric.kind === 'proportion')
    notes.push(`With 90 % certainty between ${percent(low)} and ${percent(high)}, as far as ${n} rows can tell.`)
  if (state === 'too-few') notes.push('There are too few rows to judge by.')
  if (range.to < range.from) notes.push('The window lies after the moment that is looked at.')
  return notes
}

function removedWords({ rows, on }: NonNullable<MetricExplained['removed']>): string {
  return rows === 1
    ? `1 row removed under retention on ${on}, sums kept.`
    : `${rows} rows removed under retention on ${on}, sums kept.`
}

const REASONS: Readonly<Record<string, (detail: string) => string>> = {
  'missing-rate': (currencies) => `${currencies} has no exchange rate, so the sum waits for it.`,
  'lost-amounts-missing': () => 'The lost deals have no amounts, so a share of amounts cannot be told.',
  'stage-probability-missing': () => 'Some of the stages have no probability.',
  'left-truncated': () => 'History begins shortly before these days, so what it says of the time before is not whole.',
  maturity: (share) => `${percent(Number(share))} of them are decided so far.`,
  'even-pace': (share) => `An even pace would give ${percent(Number(share))}.`,
}

function percent(share: number): string {
  return new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 0 }).format(share)
}

/** The week of an activity whose day is its person's own to tell. */
function weekWords(from: string): string {
  const day = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })
  return `week of ${day.format(Date.parse(from))}`
}
