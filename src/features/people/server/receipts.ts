import { dataAt } from '#db/data-at.ts'
import { LeadoutError } from '#domain/errors.ts'
import type { Contrast } from '#domain/fingerprint/contrast.ts'
import type { MetricDefinition } from '#metrics/metric.ts'
import type { AnswerCache } from '#platform/live/answers.ts'
import type { Ctx } from '#services/context.ts'
import { type ContrastReport, readContrast } from '#services/metrics/contrast.ts'
import { fingerprintSince } from '#services/metrics/fingerprint.ts'
import { gridCell, presentWindow, readDue } from '#services/metrics/grid.ts'
import { mixOf } from '#services/metrics/mix.ts'
import { openPoints } from '#services/metrics/points.ts'
import { requireMetric } from '#services/metrics/query.ts'
import { employment, readSeries } from '#services/metrics/series.ts'
import { readResults } from '#services/metrics/standing.ts'
import { clockOf, type OrgView } from '#services/org/view.ts'
import type { FigureValue, Receipt } from '../../receipt.ts'
import type { ReceiptProvider } from '../../receipt-provider.ts'
import { HABITS } from './profile.ts'

const NOT_KEPT: AnswerCache = { get: (_, make) => make() }

async function stamp(ctx: Ctx, view: OrgView) {
  const sources = [{ name: 'Leadout', at: await dataAt(ctx.db, ctx.orgId) }]
  return { asOf: view.asOf, knownAt: view.knownAt, sources }
}

const PARTS = {
  proven: 'The mean of the proven: of each person the mean of the own full quarters, then of the people.',
  others: 'The mean of everybody else of this role with four full quarters.',
  effect:
    "Hedges' g: the difference of the two means in standard deviations of a person, corrected for small groups. Around 0.2 is small, 0.5 middling, 0.8 large.",
  low: 'The lower end of the 90 % interval of the effect.',
  high: 'The upper end of the 90 % interval of the effect.',
  sure: "How likely the difference has the sign it shows, by Welch's t. Of metrics without any difference one in five comes out at 90 % or more.",
} as const satisfies Record<keyof Contrast, string>
type Part = keyof typeof PARTS

/** One figure of the contrast report. `of`: `role`, `part`, and `metric` unless it is the size of a group. */
export const contrastReceipt: ReceiptProvider = {
  kind: 'contrast',
  async explain(ctx, view, { role, metric: id, part }): Promise<Receipt> {
    const report = await readContrast({ ctx, answers: NOT_KEPT }, { role: String(role), ...clockOf(view) })
    if (id === undefined) return { ...(await stamp(ctx, view)), ...groupReceipt(report, String(part)) }
    const row = report.metrics.find(({ metric }) => metric.id === id)
    if (!Object.hasOwn(PARTS, String(part)) || report.group.proven === null || !row?.contrast)
      throw new LeadoutError('not-found', 'There is no such figure.')
    const { proven, others } = report.group
    const asked = part as Part
    return {
      ...(await stamp(ctx, view)),
      title: `${row.metric.label}, what the proven do differently`,
      value: partValue(row.metric, row.contrast, asked, view.settings.currency),
      words: `${PARTS[asked]} ${row.metric.words}`,
      parts: (['proven', 'others'] as const).map((one) => ({
        label: one === 'proven' ? `Mean of ${proven} proven` : `Mean of ${others} others`,
        value: partValue(row.metric, row.contrast!, one, view.settings.currency),
        ref: null,
      })),
      window: report.range,
      n: proven + others,
      audience: 'Everyone who may see the figures of the company.',
      notes: [
        'The proven are the quarter with the best attainment over full quarters, luck taken out. Nobody is named, and the values of the people are not listed.',
        'People differ in more than what they do: territory, product and luck stand behind such a difference as well.',
      ],
      rows: null,
    }
  },
}

const GROUP_WORDS: Readonly<Record<string, string>> = {
  proven: 'People in the quarter of this role with the best attainment over full quarters, luck taken out.',
  others: 'Everybody else of this role with four full quarters.',
  people: 'People of this role with four full quarters.',
}

function groupReceipt(
  { group, range, role }: ContrastReport,
  part: string,
): Omit<Receipt, 'asOf' | 'knownAt' | 'sources'> {
  const sizes: Readonly<Record<string, number>> = group.proven === null ? { people: group.people } : group
  const value = sizes[part]
  const words = GROUP_WORDS[part]
  if (value === undefined || words === undefined) throw new LeadoutError('not-found', 'There is no such figure.')
  return {
    title: `People compared, ${role ?? ''}`,
    value: { type: 'number', value },
    words,
    parts: [],
    window: range,
    n: value,
    audience: 'Everyone who may see the figures of the company.',
    notes: ['Nobody is named: a group of few is not shown at all.'],
    rows: null,
  }
}

function partValue({ unit }: MetricDefinition, contrast: Contrast, part: Part, currency: string): FigureValue {
  const value = contrast[part]
  if (part === 'sure') return { type: 'ratio', value }
  if (part === 'effect' || part === 'low' || part === 'high') return { type: 'number', value }
  if (unit === 'money') return { type: 'money', minor: Math.round(contrast[part]), currency }
  return unit === 'share' ? { type: 'ratio', value } : { type: 'number', value }
}

/** A share of what a person did in a period, or of what was planned. `of`: `personId`, `period`, `metric`, `part`: `actual`, `planned`. */
export const mixReceipt: ReceiptProvider = {
  kind: 'mix',
  async explain(ctx, view, { personId, period, metric: id, part }): Promise<Receipt> {
    const metrics = HABITS.map(requireMetric)
    const scope = { kind: 'person', id: String(personId) } as const
    const asked = { ...clockOf(view), scope, period: String(period) }
    const world = await openPoints({ ctx }, asked, metrics)
    const ask = { metrics, period: asked.period, by: 'person', employed: employment(world.structure) }
    const series = await readSeries(ctx.db, view, ask)
    const due = await readDue(ctx.db, view, world.structure, metrics, asked.period)
    const parts = mixOf(series, scope.id, due)
    const found = parts.find(({ metric }) => metric.id === id)
    const value = part === 'planned' ? found?.planned : part === 'actual' ? found?.actual : null
    const window = series[0] === undefined ? null : presentWindow(series[0])
    if (found === undefined || value == null || window === null)
      throw new LeadoutError('not-found', 'There is no such figure.')
    await world.access.log('person', [scope.id])
    const { from, to } = window
    const ref = (metric: string) => ({
      kind: 'metric',
      of: { metric, by: 'person', subject: scope.id, window: `${from}..${to}` },
    })
    return {
      ...(await stamp(ctx, view)),
      title:
        part === 'planned'
          ? `${found.metric.label}, share of the plan`
          : `${found.metric.label}, share of what was done`,
      value: { type: 'ratio', value },
      words:
        part === 'planned'
          ? 'The goal for it over the goals for all of these, as far as they are due by now.'
          : 'How often it was done over how often any of these was.',
      parts: parts.map((one) => ({
        label: one.metric.label,
        value: { type: 'number', value: part === 'planned' ? one.due : one.done },
        ref: part === 'planned' ? null : ref(one.metric.id),
      })),
      window: { from, to },
      n: null,
      audience: 'This person, the line of managers above, the lead of the team, admins and owners.',
      notes: [],
      rows: null,
    }
  },
}

const STANDING_WORDS = {
  goal: 'The part of the goal of the period that belongs to the selling days gone.',
  past: 'The median of the same point of earlier periods, because there is no goal.',
  chance:
    'Where four of five such periods end when what is due is what is to be expected: deals come one by one, so their number and their sizes vary by chance (compound Poisson; the variance is what is due times the mean square of a deal over its mean).',
} as const

/** What was due of a person's bookings, and how far chance leads. `of`: `personId`, `period`, `part`: `due`, `low`, `high`. */
export const standingReceipt: ReceiptProvider = {
  kind: 'standing',
  async explain(ctx, view, { personId, period, part }, { offset, limit }): Promise<Receipt> {
    const metric = requireMetric('bookings')
    const since = fingerprintSince(view)
    const scope = { kind: 'person', id: String(personId) } as const
    const asked = { ...clockOf(view), scope, period: String(period) }
    const world = await openPoints({ ctx }, asked, [metric], since)
    const ask = { metrics: [metric], period: asked.period, by: 'person', employed: employment(world.structure) }
    const [series] = await readSeries(ctx.db, view, ask)
    const past = { from: since, to: view.asOfDate }
    const due = (await readDue(ctx.db, view, world.structure, [metric], asked.period))(metric, scope.id)
    const cell = gridCell(series!, scope.id, 'past', { roles: new Map(), due: () => null })
    const results = await readResults(ctx.db, view, scope.id, { ...cell, due }, past)
    const minor =
      part === 'due' ? results?.due : part === 'low' || part === 'high' ? results?.chance?.[part] : undefined
    if (results === null || minor === undefined) throw new LeadoutError('not-found', 'There is no such figure.')
    await world.access.log('person', [scope.id])
    const { currency } = view.settings
    const money = (amount: number | null): FigureValue => ({ type: 'money', minor: amount, currency })
    const { wins } = results
    return {
      ...(await stamp(ctx, view)),
      title: part === 'due' ? 'Due of the bookings' : 'Within chance of what was due',
      value: money(Math.round(minor)),
      words: part === 'due' ? STANDING_WORDS[results.by] : STANDING_WORDS.chance,
      parts: part === 'due' ? [] : [{ label: 'Due', value: money(Math.round(results.due)), ref: null }],
      window: part === 'due' ? null : past,
      n: part === 'due' ? null : wins.length,
      audience: 'This person, the line of managers above, the lead of the team, admins and owners.',
      notes: part === 'due' ? [] : ['The rows are the deals won whose sizes were taken; the figure is no sum of them.'],
      rows:
        part === 'due'
          ? null
          : {
              columns: [
                { id: 'day', label: 'Won', numeric: true },
                { id: 'deal', label: 'Deal', numeric: false },
                { id: 'amount', label: 'Amount', numeric: true },
              ],
              rows: wins.slice(offset, offset + limit).map(({ rowId, externalId, dealId, day, numerator }) => ({
                id: rowId,
                cells: [{ type: 'date', date: day }, { type: 'text', text: externalId ?? '' }, money(numerator)],
                opens: dealId === null ? null : { drawer: 'deal', id: dealId },
              })),
              count: wins.length,
              total: null,
            },
    }
  },
}
