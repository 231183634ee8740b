import { moneyBelow } from '#metrics/metric.ts'
import { emptyFigure, type MetricFigure, runMetrics } from '#metrics/run.ts'
import { sellingDays } from '#domain/calendar/selling-days.ts'
import type { DateRange } from '#domain/calendar/local-date.ts'
import { LeadoutError } from '#domain/errors.ts'
import { toMajor } from '#domain/money/amount.ts'
import { isScopeKind } from '#domain/scope.ts'
import { parseFilter } from '#domain/field-filter.ts'
import { figuresQuery } from '../bookings/figures.ts'
import { requirePermission } from '../access/can.ts'
import type { Ctx } from '../context.ts'
import { readSellingTime } from '../org/selling-time.ts'
import { readStructure } from '../org/structure.ts'
import { type OrgView, resolveView } from '../org/view.ts'
import { metricAccess } from './access.ts'
import { finisher } from './finish.ts'
import { askedWindow, isTimeUnit, periodsWithin, requireMetric } from './query.ts'
import { requireDimension } from './require-dimension.ts'
import { readSubjects, subjectsWithin } from './subjects.ts'

export interface FiguresInput {
  readonly metrics: readonly string[]
  /** one dimension, or two: one splits the other, by time (`week`, `month` ...) or by any other dimension */
  readonly by: readonly string[]
  /** the metric's own without it */
  readonly window?: string | undefined
  readonly filters?: readonly string[] | undefined
  readonly asOf?: string | undefined
  readonly knownAt?: string | undefined
}

/** A figure as commands and the API give it; money in major units of `currency`. */
export interface FigureRow {
  readonly metric: string
  readonly definitionVersion: number
  readonly kind: string
  readonly unit: string
  readonly currency: string | null
  readonly subjectKind: string
  readonly subjectId: string | null
  readonly subject: string | null
  readonly externalId: string | null
  readonly dimension: string | null
  readonly from: string
  readonly to: string
  readonly asOf: string
  readonly knownAt: string | null
  readonly value: number | null
  readonly numerator: number | null
  readonly denominator: number | null
  readonly n: number
  readonly low: number | null
  readonly high: number | null
  readonly state: MetricFigure['state']
  readonly reason: string | null
  /** selling days of the subject in the window; null where it has no calendar */
  readonly exposureDays: number | null
}

/**
 * Values of metrics by a dimension, or by two. Subjects that exist in the window are there with 0 or nothing; a person
 * is there only for those who may see that person's figures, and the look is logged.
 * @throws LeadoutError `not-found` for a metric, `invalid` for a window or filter, `forbidden`
 */
export async function readFigureRows(ctx: Ctx, input: FiguresInput): Promise<FigureRow[]> {
  requirePermission(ctx, 'figures.read')
  const view = await resolveView(ctx.db, ctx.orgId, ctx.recordedAt, input)
  const [by, then] = splitOf(input.by)
  const filters = (input.filters ?? []).map(parseFilter)
  const splits = then === undefined || isTimeUnit(then) ? [by] : [by, then]
  for (const name of [...splits, ...filters.map(({ field }) => field)]) await requireDimension(ctx.db, view, name)
  const metrics = input.metrics.map(requireMetric)
  const rows: FigureRow[] = []
  for (const [text, group] of Map.groupBy(metrics, (metric) => input.window ?? metric.window)) {
    for (const metric of group) requirePart(metric, by, then)
    const range = askedWindow(view, text)
    const structure = await readStructure(ctx.db, view, range.from)
    const access = await metricAccess(ctx, view, structure)
    await access.require(by, then, filters)
    const inTime = then !== undefined && isTimeUnit(then)
    const windows = inTime ? periodsWithin(view, then, range) : [range]
    const query = figuresQuery(view)
    const split = inTime || then === undefined ? {} : { across: then }
    const found = await runMetrics(ctx.db, { query, metrics: group, windows, filters, by, ...split })
    const partly = filters.length > 0 || (then !== undefined && !inTime)
    const finish = await finisher(ctx.db, view, { metrics: group, windows, by, partly })
    const all = [
      ...found,
      ...absent(found, group, windows, subjectsWithin(structure, by, range), inTime || then === undefined),
    ].map(finish)
    const shown = all.filter(({ subject }) => access.shows(by, subject))
    const subjects = await readSubjects(ctx.db, view, by, keysOf(shown.map(({ subject }) => subject)))
    const seconds =
      then === undefined || inTime
        ? null
        : await readSubjects(ctx.db, view, then, keysOf(shown.map(({ dimension }) => dimension)))
    const exposure = await exposureOf(ctx, view, structure, by)
    const ranges = new Map(windows.map((window) => [window.key, window]))
    for (const figure of shown.toSorted(inOrder(group.map(({ id }) => id)))) {
      const { from, to } = ranges.get(figure.window)!
      const name = subjects(figure.subject)
      rows.push({
        ...outward(figure, view),
        subjectKind: by,
        subjectId: figure.subject,
        subject: figure.subject === null ? null : name.label,
        externalId: figure.subject === null ? null : name.externalId,
        dimension: inTime
          ? figure.window
          : seconds === null || figure.dimension === null
            ? null
            : seconds(figure.dimension).label,
        from,
        to,
        exposureDays: exposure(figure.subject, { from, to }),
      })
    }
    await access.log(
      by,
      shown.map(({ subject }) => subject),
    )
  }
  return rows
}

/** What a figure is of and, of a pair, what splits it; time comes second, of the company where nothing else is said. */
function splitOf(names: readonly string[]): [by: string, then: string | undefined] {
  const [first = 'company', second, ...more] = names
  if (more.length > 0) throw new LeadoutError('invalid', 'Figures are split by one dimension or by two.', { by: names })
  return isTimeUnit(first) ? [second ?? 'company', first] : [first, second]
}

/** A mix is a share of each part: without the parts it says nothing. */
function requirePart({ id, family, per }: MetricFigure['metric'], by: string, then: string | undefined): void {
  if (family !== 'mix' || per === undefined || by === per || then === per) return
  throw new LeadoutError('invalid', `${id} is a share of each ${per}: ask for it by ${per}, or by person,${per}.`, {
    metric: id,
  })
}

/** Figures without a single row, for subjects that exist; a second dimension made of values has no such list. */
function absent(
  found: readonly MetricFigure[],
  metrics: readonly MetricFigure['metric'][],
  windows: readonly { readonly key: string }[],
  subjects: readonly string[] | null,
  complete: boolean,
): MetricFigure[] {
  if (subjects === null || !complete) return []
  const key = (metric: string, window: string, subject: string | null) => `${metric} ${window} ${subject}`
  const there = new Set(found.map((figure) => key(figure.metric.id, figure.window, figure.subject)))
  return metrics
    .filter(({ per }) => per === undefined)
    .flatMap((metric) =>
      windows.flatMap((window) =>
        subjects
          .filter((subject) => !there.has(key(metric.id, window.key, subject)))
          .map((subject) => emptyFigure(metric, window.key, subject)),
      ),
    )
}

/** By metric as asked, then by subject, then by window and dimension; what belongs to nobody comes last. */
function inOrder(metrics: readonly string[]): (a: MetricFigure, b: MetricFigure) => number {
  const text = (figure: MetricFigure) =>
    [figure.subject ?? '\uffff', figure.window, figure.dimension ?? '\uffff'].join('\u0000')
  return (a, b) =>
    metrics.indexOf(a.metric.id) - metrics.indexOf(b.metric.id) || (text(a) < text(b) ? -1 : Number(text(a) > text(b)))
}

function keysOf(keys: readonly (string | null)[]): string[] {
  return [...new Set(keys.filter((key) => key !== null))]
}

type Outward = Omit<
  FigureRow,
  'subjectKind' | 'subjectId' | 'subject' | 'externalId' | 'dimension' | 'from' | 'to' | 'exposureDays'
>

function outward(
  { metric, value, numerator, denominator, n, low, high, state, reason }: MetricFigure,
  view: OrgView,
): Outward {
  const { currency } = view.settings
  const money = metric.terms.some((term) => term.money === true)
  const major = (minor: number | null) => (minor === null || !money ? minor : Number(toMajor(minor, currency)))
  // of a rate of amounts the sums are money while the value is none
  const valueOf = metric.unit === 'money' ? major : (plain: number | null) => plain
  return {
    metric: metric.id,
    definitionVersion: metric.version,
    kind: metric.kind,
    unit: metric.unit,
    currency: money ? currency : null,
    asOf: new Date(view.asOf).toISOString(),
    knownAt: view.knownAt === null ? null : new Date(view.knownAt).toISOString(),
    value:
      metric.unit === 'money' && metric.kind === 'quotient'
        ? quotientOf(major(numerator), denominator, value)
        : valueOf(value),
    numerator: major(numerator),
    denominator: moneyBelow(metric) ? major(denominator) : denominator,
    n,
    low: valueOf(low),
    high: valueOf(high),
    state,
    reason,
  }
}

/** Money per something, without rounding to minor units. */
function quotientOf(above: number | null, below: number | null, value: number | null): number | null {
  return value === null || above === null || below === null ? null : above / below
}

async function exposureOf(
  ctx: Ctx,
  view: OrgView,
  structure: Awaited<ReturnType<typeof readStructure>>,
  by: string,
): Promise<(subject: string | null, range: DateRange) => number | null> {
  if (!isScopeKind(by)) return () => null
  const time = await readSellingTime(ctx.db, view, structure)
  return (subject, range) => {
    if (subject === null) return null
    const { calendar, leave } = time({ kind: by, id: subject })
    return range.to < range.from ? 0 : sellingDays(range.from, range.to, calendar, leave).length
  }
}
