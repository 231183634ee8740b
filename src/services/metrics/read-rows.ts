import { moneyBelow } from '#metrics/metric.ts'
import { metricRows, type MetricRow } from '#metrics/rows.ts'
import { LeadoutError } from '#domain/errors.ts'
import { toMajor } from '#domain/money/amount.ts'
import { parseFilter } from '#domain/field-filter.ts'
import { figuresQuery } from '../bookings/figures.ts'
import { activityGrain } from '../access/activity-grain.ts'
import { requirePermission } from '../access/can.ts'
import { sees, visiblePersons } from '../access/visible-persons.ts'
import type { Ctx } from '../context.ts'
import { readStructure } from '../org/structure.ts'
import { resolveView, startOfDate } from '../org/view.ts'
import { metricAccess } from './access.ts'
import { finisher } from './finish.ts'
import { withGoal } from './goal-row.ts'
import { askedWindow, requireMetric } from './query.ts'
import { requireDimension } from './require-dimension.ts'
import { findSubject } from './subjects.ts'

export interface RowsInput {
  readonly metric: string
  /** `company`, `team=North`, `person=ann@example.org`, `segment=` for rows that belong to none */
  readonly subject?: string | undefined
  readonly window?: string | undefined
  readonly filters?: readonly string[] | undefined
  readonly asOf?: string | undefined
  readonly knownAt?: string | undefined
  readonly page?: { readonly offset: number; readonly limit: number }
}

/**
 * A row behind a figure; amounts in major units. Of an activity whose day is its person's own, `at` begins the week; the
 * person is there for those who may see that person's figures.
 */
export interface FigureRowBehind {
  readonly rowId: string
  readonly externalId: string | null
  readonly kind: string
  readonly at: string
  readonly personId: string | null
  readonly numerator: number | null
  readonly denominator: number | null
  readonly value: number | null
  readonly reason: string | null
}

/**
 * The rows that re-add to one figure, in pages where asked; `count` is how many there are.
 * @throws LeadoutError `not-found` for a metric or a subject, `invalid` for a window, `forbidden`
 */
export async function readMetricRows(
  ctx: Ctx,
  input: RowsInput,
): Promise<{ readonly rows: FigureRowBehind[]; readonly count: number }> {
  requirePermission(ctx, 'figures.read')
  const view = await resolveView(ctx.db, ctx.orgId, ctx.recordedAt, input)
  const metric = requireMetric(input.metric)
  const range = askedWindow(view, input.window ?? metric.window)
  const structure = await readStructure(ctx.db, view, range.from)
  const access = await metricAccess(ctx, view, structure)
  const { by, key } = await findSubject(ctx.db, view, input.subject ?? 'company')
  const filters = (input.filters ?? []).map(parseFilter)
  for (const name of [by, ...filters.map(({ field }) => field)]) await requireDimension(ctx.db, view, name)
  await access.require(by, undefined, filters)
  if (!access.shows(by, key)) throw new LeadoutError('forbidden', 'Your access level does not allow these figures.')
  const page = input.page === undefined ? {} : { page: input.page }
  const behind = await metricRows(ctx.db, {
    query: figuresQuery(view),
    metric,
    windows: [range],
    filters,
    by,
    subject: key,
    ...page,
  })
  const finish = await finisher(ctx.db, view, { metrics: [metric], windows: [range], by, partly: filters.length > 0 })
  const { rows, count } = withGoal(behind, finish.goalOf({ metric, window: '', subject: key }), range, input.page)
  await access.log(by, [key])
  const money = metric.terms.some((term) => term.money === true)
  const currency = money ? view.settings.currency : null
  const grain = activityGrain(ctx, view.settings)
  const momentOf = ({ kind, personId, day, at }: MetricRow) =>
    kind === 'activity' && grain.isCoarse(personId) ? startOfDate(grain.weekOf(day), view.settings.zone) : at
  const visible = await visiblePersons(ctx, view.asOf)
  const named = (id: string | null) => (id !== null && sees(visible, id) ? id : null)
  return {
    rows: rows.map((row) =>
      outward({ ...row, at: momentOf(row), personId: named(row.personId) }, currency, moneyBelow(metric)),
    ),
    count,
  }
}

function outward(row: MetricRow, currency: string | null, below: boolean): FigureRowBehind {
  const { rowId, externalId, kind, personId, denominator, reason } = row
  const major = (minor: number | null) =>
    minor === null || currency === null ? minor : Number(toMajor(minor, currency))
  return {
    rowId,
    externalId,
    kind,
    at: new Date(row.at).toISOString(),
    personId,
    numerator: major(row.numerator),
    denominator: below ? major(denominator) : denominator,
    value: major(row.value),
    reason,
  }
}
