import { sql } from 'kysely'
import { emptyFigure, type MetricFigure, runMetrics } from '#metrics/run.ts'
import { type MetricRow, metricRows } from '#metrics/rows.ts'
import { inView } from '#db/spans.ts'
import { addDays, type DateRange } from '#domain/calendar/local-date.ts'
import { LeadoutError } from '#domain/errors.ts'
import { parseFilter } from '#domain/field-filter.ts'
import type { LocalDate } from '#domain/instant.ts'
import { figuresQuery } from '../bookings/figures.ts'
import { activityGrain } from '../access/activity-grain.ts'
import { requirePermission } from '../access/can.ts'
import { sees, visiblePersons } from '../access/visible-persons.ts'
import type { Ctx } from '../context.ts'
import { readStructure } from '../org/structure.ts'
import { type OrgView, startOfDate } from '../org/view.ts'
import { type Removed, removedIn } from '../retention/remove-raw.ts'
import { metricAccess } from './access.ts'
import { finisher } from './finish.ts'
import { withGoal } from './goal-row.ts'
import { askedWindow, requireMetric } from './query.ts'
import { readSubjects } from './subjects.ts'

export interface MetricQuestion {
  readonly metric: string
  readonly by: string
  /** key of the subject; null: what belongs to none */
  readonly subject: string | null
  readonly window?: string | undefined
  readonly filters: readonly string[]
}

/** A row with what a reader calls it; `week` begins with this day where others may see that of an activity alone. */
export interface NamedRow extends MetricRow {
  readonly name: string | null
  readonly person: string | null
  readonly week: LocalDate | null
}

export interface MetricExplained {
  readonly figure: MetricFigure
  readonly subject: string | null
  readonly range: DateRange
  readonly rows: readonly NamedRow[]
  readonly count: number
  /** what of the window was removed under retention: its sums are kept, its rows say nothing more */
  readonly removed: Removed | null
}

/**
 * One figure with the rows that re-add to it.
 * @throws LeadoutError `not-found` for a metric, `invalid` for a window or filter, `forbidden`
 */
export async function explainMetric(
  ctx: Ctx,
  view: OrgView,
  question: MetricQuestion,
  page: { readonly offset: number; readonly limit: number },
): Promise<MetricExplained> {
  requirePermission(ctx, 'figures.read')
  const metric = requireMetric(question.metric)
  const range = askedWindow(view, question.window ?? metric.window)
  const access = await metricAccess(ctx, view, await readStructure(ctx.db, view, range.from))
  const filters = question.filters.map(parseFilter)
  const { by, subject } = question
  await access.require(by, undefined, filters)
  if (!access.shows(by, subject)) throw new LeadoutError('forbidden', 'Your access level does not allow these figures.')
  const common = { query: figuresQuery(view), windows: [range], filters, by }
  const found = await runMetrics(ctx.db, { ...common, metrics: [metric], only: [subject] })
  const finish = await finisher(ctx.db, view, { metrics: [metric], windows: [range], by, partly: filters.length > 0 })
  const figure = finish(found.find((one) => one.subject === subject) ?? emptyFigure(metric, '', subject))
  const behind = await metricRows(ctx.db, { ...common, metric, subject, page })
  const { rows, count } = withGoal(behind, finish.goalOf({ metric, window: '', subject }), range, page)
  await access.log(by, [subject])
  const names = await readSubjects(ctx.db, view, by, subject === null ? [] : [subject])
  return {
    figure,
    subject: subject === null ? null : names(subject).label,
    range,
    rows: await named(ctx, view, rows),
    removed: rows.some(({ kind }) => kind === 'activity')
      ? await removedIn(ctx.db, ctx.orgId, {
          from: startOfDate(range.from, view.settings.zone),
          to: startOfDate(addDays(range.to, 1), view.settings.zone),
        })
      : null,
    count,
  }
}

async function named(ctx: Ctx, view: OrgView, rows: readonly MetricRow[]): Promise<NamedRow[]> {
  const visible = await visiblePersons(ctx, view.asOf)
  const grain = activityGrain(ctx, view.settings)
  const deals = await dealNames(ctx, view, rows)
  const people = await readSubjects(ctx.db, view, 'person', ids(rows.map(({ personId }) => personId)))
  return rows.map((row) => ({
    ...row,
    name: deals.get(row.dealId ?? '') ?? null,
    person: row.personId !== null && sees(visible, row.personId) ? people(row.personId).label : null,
    week: row.kind === 'activity' && grain.isCoarse(row.personId) ? grain.weekOf(row.day) : null,
  }))
}

function ids(all: readonly (string | null)[]): string[] {
  return [...new Set(all.filter((id) => id !== null))]
}

async function dealNames(ctx: Ctx, { view }: OrgView, rows: readonly MetricRow[]): Promise<Map<string, string | null>> {
  const wanted = ids(rows.map(({ dealId }) => dealId))
  if (wanted.length === 0) return new Map()
  const result = await sql<{ id: string; name: string | null }>`
    select d.deal_id as id, coalesce(d.name, a.state->>'name', d.external_id) as name
    from deal_span d
    left join span a on a.org_id = d.org_id and a.kind = 'account' and a.entity_id = d.account_id and ${inView('a', view)}
    where d.org_id = ${ctx.orgId} and d.deal_id = any(${wanted}::uuid[]) and ${inView('d', view)}
  `.execute(ctx.db)
  return new Map(result.rows.map(({ id, name }) => [id, name]))
}
