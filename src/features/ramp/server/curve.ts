import { dataAt } from '#db/data-at.ts'
import { placeIn } from '#domain/band/band.ts'
import { daysBetween } from '#domain/calendar/local-date.ts'
import { LeadoutError } from '#domain/errors.ts'
import { fullWeek, type RampCurve, shareAt } from '#domain/ramp/curve.ts'
import type { RampFit } from '#domain/ramp/fit.ts'
import { usualRange } from '#domain/ramp/usual-range.ts'
import { type Role, roleKey } from '#domain/role.ts'
import type { MetricDefinition } from '#metrics/metric.ts'
import { comparable } from '#services/metrics/band.ts'
import { metricAccess } from '#services/metrics/access.ts'
import type { Reader } from '#services/metrics/points.ts'
import { sharedSeries } from '#services/metrics/points.ts'
import { requireMetric } from '#services/metrics/query.ts'
import { readStructure } from '#services/org/structure.ts'
import { resolveView } from '#services/org/view.ts'
import { type Cohort, fitCohort, isFittable, rampWeeks, readCohort } from '#services/ramp/cohort.ts'
import { readRamps } from '#services/ramp/read-ramps.ts'
import { readStints, type Stint } from '#services/ramp/read-stints.ts'
import { shownOf } from '../../metric-figure.ts'
import type { Ramp, Ramping } from '../contract.ts'

export interface CurveInput {
  readonly discipline?: string | undefined
  readonly segment?: string | undefined
  readonly metric: string
  readonly asOf?: string | undefined
  readonly knownAt?: string | undefined
}

/** Weeks that somebody on the way is judged by. */
const JUDGED = 8
/** Where nothing says when a role is full, people are on the way for half a year. */
const USUAL_WEEKS = 26

/**
 * How a role ramps on a metric: what is in force, what the own cohorts say, and where those on the way stand.
 * @throws LeadoutError `not-found` for a metric, `forbidden` where the company's figures may not be seen
 */
export async function readRamp(reader: Reader, input: CurveInput): Promise<Ramp> {
  const { ctx } = reader
  const { discipline = null, segment = null, metric: id, ...clock } = input
  const role: Role = { discipline, segment }
  const metric = requireMetric(id)
  const view = await resolveView(ctx.db, ctx.orgId, ctx.recordedAt, clock)
  const windows = rampWeeks(view)
  const structure = await readStructure(ctx.db, view, windows[0]!.from)
  const access = await metricAccess(ctx, view, structure)
  if (!access.shows('company', 'all'))
    throw new LeadoutError('forbidden', 'Your access level does not allow these figures.')
  const stored = (await readRamps(ctx.db, view))(role, metric.id)
  const cohort = isFittable(metric) ? await readCohort(reader, { view, structure }, { role, metric, ...clock }) : null
  const fit = cohort === null ? null : fitCohort(cohort)
  const curve = stored?.points ?? fit?.points ?? null
  const until = curve === null ? USUAL_WEEKS : fullWeek(curve)
  const onTheWay = (await readStints(ctx.db, view, view.asOfDate)).filter(
    (stint) =>
      isOf(stint, role) &&
      stint.to >= view.asOfDate &&
      stint.since !== null &&
      daysBetween(stint.since, view.asOfDate) / 7 < until &&
      structure.names.has(stint.personId),
  )
  const named = onTheWay.filter(({ personId }) => access.shows('person', personId))
  const judged = { from: windows.at(-JUDGED)!.from, to: windows.at(-1)!.to, period: 'ramping' }
  const asked = { ...clock, metrics: [metric], by: 'person', period: 'ramping', windows: [judged] }
  const [series] = named.length === 0 ? [] : await sharedSeries(reader, { view, structure }, asked)
  await access.log(
    'person',
    named.map(({ personId }) => personId),
  )
  return {
    asOf: view.asOf,
    knownAt: view.knownAt,
    dataAt: await dataAt(ctx.db, ctx.orgId),
    currency: view.settings.currency,
    metric,
    held:
      stored === null
        ? null
        : {
            points: stored.points,
            fittedFrom: stored.fittedFrom,
            ofDiscipline: roleKey(stored) !== roleKey(role),
          },
    fit: fit === null ? null : fitOf(fit),
    why: fit !== null ? null : cohort === null ? 'not-countable' : 'few',
    from: windows[0]!.from,
    to: windows.at(-1)!.to,
    ramping: named.map((stint) => {
      const figure = series!.points(stint.personId)[0]!
      const { share, due } = dueOf(stint, { cohort, fit, curve, metric })
      return {
        personId: stint.personId,
        name: structure.names.get(stint.personId)!,
        week: Math.floor(daysBetween(stint.since!, view.asOfDate) / 7),
        share,
        figure: shownOf(figure),
        from: judged.from,
        to: judged.to,
        due,
        place: due === null ? null : placeIn(comparable(figure), due),
      }
    }),
    hidden: onTheWay.length - named.length,
  }
}

function fitOf({ points, weeks, full, starters, ramped, time }: RampFit): Ramp['fit'] {
  return { points: [...points], weeks: [...weeks], full, starters, ramped, time }
}

/** Between what people in full swing would lie in the same selling days, each week by how far this person is ramped. */
function dueOf(
  { personId }: Stint,
  {
    cohort,
    fit,
    curve,
    metric,
  }: { cohort: Cohort | null; fit: RampFit | null; curve: RampCurve | null; metric: MetricDefinition },
): Pick<Ramping, 'share' | 'due'> {
  const own = cohort?.people.find((one) => one.personId === personId)?.weeks.slice(-JUDGED) ?? []
  const exposure = own.reduce((sum, week) => sum + week.exposure, 0)
  const weighed = own.reduce((sum, week) => sum + week.exposure * shareAt(curve, week.week), 0)
  const share = exposure === 0 ? 0 : weighed / exposure
  if (fit === null || exposure === 0) return { share, due: null }
  const { low, high } = usualRange(fit.levels, weighed)
  const middle = fit.full.middle * weighed
  const over = metric.kind === 'sum' || metric.kind === 'distinct' ? 1 : exposure
  return { share, due: { low: low / over, middle: middle / over, high: high / over } }
}

function isOf(stint: Stint, role: Role): boolean {
  return role.segment === null ? stint.discipline === role.discipline : roleKey(stint) === roleKey(role)
}
