import { dataAt } from '#db/data-at.ts'
import { emptyFigure, type MetricFigure, runMetrics } from '#metrics/run.ts'
import { peerBand, placeIn } from '#domain/band/band.ts'
import { LeadoutError } from '#domain/errors.ts'
import { scopesBelow } from '#domain/structure.ts'
import { comparable, ownBand } from '#services/metrics/band.ts'
import { medianOver, presentWindow, readRoles } from '#services/metrics/grid.ts'
import { figuresQuery } from '#services/bookings/figures.ts'
import { pointWindow, requireMetric } from '#services/metrics/query.ts'
import { windowsOf } from '#services/metrics/series.ts'
import { readSubjects } from '#services/metrics/subjects.ts'
import type { MetricCourse, MetricPart, SeriesPoint, Split } from '../contract.ts'
import { columnIn, shownOf } from '../../metric-figure.ts'
import { roleOf } from './grid.ts'
import { openPoints, type PointsInput, type PointsWorld, type Reader, sharedSeries } from '#services/metrics/points.ts'

export interface CourseInput extends PointsInput {
  readonly metric: string
}

/**
 * One metric of a scope at the same point of its periods, and of the people in it, those whom the reader may see by name.
 * @throws LeadoutError `not-found`, `forbidden`, `invalid` for a period that has not begun
 */
export async function readCourse(reader: Reader, input: CourseInput): Promise<MetricCourse> {
  const { ctx } = reader
  const { scope } = input
  const metric = requireMetric(input.metric)
  const world = await openPoints(reader, input, [metric])
  const { view, structure, access, persons } = world
  const ask = { ...input, metrics: [metric] }
  const [own] = await sharedSeries(reader, world, { ...ask, by: scope.kind })
  const [people] = await sharedSeries(reader, world, { ...ask, by: 'person' })
  if (own === undefined || people === undefined || own.windows.length === 0) throw notBegun()
  const points = own.points(scope.id)
  const band = ownBand(own, scope.id)
  const roles = await readRoles(ctx.db, view)
  const named = scope.kind === 'person' ? [] : persons.filter((id) => access.shows('person', id))
  await access.log('person', scope.kind === 'person' ? [scope.id] : named)
  const present = (id: string) => people.points(id).at(-1)!
  return {
    asOf: view.asOf,
    knownAt: view.knownAt,
    dataAt: await dataAt(ctx.db, ctx.orgId),
    label: world.label,
    currency: view.settings.currency,
    column: columnIn(metric, presentWindow(own)!, medianOver(people, persons, named.length === persons.length)),
    points: own.windows.map((window, at): SeriesPoint => {
      const figure = points[at] ?? null
      const { low, high } = figure ?? { low: null, high: null }
      return {
        ...window,
        ...shownOf(figure ?? emptyFigure(metric, window.period, null)),
        low,
        high,
        covered: figure !== null,
      }
    }),
    band,
    place: placeIn(comparable(points.at(-1) ?? null), band),
    people: named.map((personId) => ({
      personId,
      name: structure.names.get(personId)!,
      role: roleOf({ roles }, personId, world).role,
      ...shownOf(present(personId)),
    })),
    peopleBand: scope.kind === 'person' ? null : peerBand(persons.map((id) => comparable(present(id)))),
    hidden: scope.kind === 'person' ? 0 : persons.length - named.length,
  }
}

/** A metric of a scope in a period, by what its rows have in common; those with nothing of the kind come last. */
export async function readSplit(
  reader: Reader,
  input: CourseInput & { readonly by: Split },
): Promise<
  Pick<MetricCourse, 'asOf' | 'knownAt' | 'dataAt' | 'currency'> & { from: string; to: string; parts: MetricPart[] }
> {
  const { ctx } = reader
  const { by, scope } = input
  const metric = requireMetric(input.metric)
  const world = await openPoints(reader, input, [metric])
  const { view } = world
  const window = windowsOf(view, metric, input.period).at(-1)
  if (window === undefined) throw notBegun()
  const run = {
    query: figuresQuery(view),
    metrics: [metric],
    windows: [{ ...pointWindow(view, window), key: '' }],
    filters: [],
  }
  const found =
    by === 'team'
      ? teamsOf(world, input, await runMetrics(ctx.db, { ...run, by: 'team' }))
      : (await runMetrics(ctx.db, { ...run, by: scope.kind, across: by }))
          .filter(({ subject }) => subject === scope.id)
          .map((figure) => ({ key: figure.dimension, figure }))
  const names = await readSubjects(
    ctx.db,
    view,
    by,
    found.flatMap(({ key }) => key ?? []),
  )
  if (scope.kind === 'person') await world.access.log('person', [scope.id])
  const parts = found.map(({ key, figure }): MetricPart => ({
    key,
    label: key === null ? null : names(key).label,
    ...shownOf(figure),
    low: figure.low,
    high: figure.high,
  }))
  return {
    asOf: view.asOf,
    knownAt: view.knownAt,
    dataAt: await dataAt(ctx.db, ctx.orgId),
    currency: view.settings.currency,
    from: window.from,
    to: window.to,
    parts: parts.toSorted((a, b) => order(a).localeCompare(order(b))),
  }
}

const order = ({ label }: MetricPart) => label ?? '\uffff'

/** The teams below the scope whose figures the reader may see. */
function teamsOf({ structure, access, day }: PointsWorld, { scope }: CourseInput, figures: readonly MetricFigure[]) {
  const below = scopesBelow(structure, scope, 'team', day).filter(({ id }) => access.shows('team', id))
  return below.flatMap(({ id }) => {
    const figure = figures.find(({ subject }) => subject === id)
    return figure ? [{ key: id, figure }] : []
  })
}

function notBegun(): LeadoutError {
  return new LeadoutError('invalid', 'This period has not begun yet.')
}
