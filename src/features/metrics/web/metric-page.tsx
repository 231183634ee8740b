import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { formatMetric, type MetricFormat } from '#ui/format/metric.ts'
import { Figures } from '#ui/figures.tsx'
import { PageHead } from '#ui/frame/page-head.tsx'
import { State } from '#ui/state.tsx'
import { Empty, Failure, Loading } from '#ui/states/states.tsx'
import { useApi } from '../../api.tsx'
import { messageOf } from '../../failure.ts'
import { Figure } from '../../figure.tsx'
import { useView } from '../../view.tsx'
import type { MetricCourse } from '../contract.ts'
import type { MetricMeaning } from '../../metric-figure.ts'
import { metricFigure } from '../../metric-ref.ts'
import { Definition } from './definition.tsx'
import { MetricRows } from './metric-rows.tsx'
import { PeopleTrack } from './people-track.tsx'
import { SeriesFigure } from './series-figure.tsx'
import { SplitTable } from './split-table.tsx'
import { rangeWords, stateIn } from '../../metric-words.tsx'
import { courseWords } from './course-words.ts'

/** One metric: how it went, who stands where, what it is made of, what it means and which rows are behind it. */
export function Page() {
  const api = useApi()
  const { metricId } = useParams({ strict: false }) as { metricId: string }
  const { scope, period } = useView()
  const definitions = useQuery(api.metrics.definitions.queryOptions({ staleTime: Infinity }))
  const meaning = definitions.data?.metrics.find(({ id }) => id === metricId)
  const course = useQuery(
    api.metrics.course.queryOptions({
      input: { scope, period, metric: metricId },
      enabled: meaning !== undefined && meaning.per === null,
    }),
  )
  if (definitions.isError && !definitions.data)
    return <Failure message={messageOf(definitions.error)} onRetry={() => void definitions.refetch()} />
  if (!definitions.data) return <Loading lines={8} />
  if (!meaning) {
    const waiting = definitions.data.waiting.find(({ id }) => id === metricId)
    return waiting ? (
      <>
        <PageHead title={waiting.label} />
        <Empty>{waitsWords(waiting.waitsFor)}</Empty>
      </>
    ) : (
      <Empty>There is no metric of this name.</Empty>
    )
  }
  if (meaning.per !== null) {
    return (
      <>
        <PageHead title={meaning.label} lead={meaning.words} />
        <SplitTable meaning={meaning} />
        <Definition meaning={meaning} />
      </>
    )
  }
  if (course.isError && !course.data) {
    return (
      <>
        <PageHead title={meaning.label} lead={meaning.words} />
        <Failure message={messageOf(course.error)} onRetry={() => void course.refetch()} />
        <Definition meaning={meaning} />
      </>
    )
  }
  return (
    <>
      {course.data ? (
        <CourseHead course={course.data} meaning={meaning} />
      ) : (
        <PageHead title={meaning.label} lead={meaning.words} />
      )}
      {course.data ? <Course course={course.data} meaning={meaning} /> : <Loading lines={8} />}
    </>
  )
}

/** The sentence of the page opens the receipt of its number. */
function CourseHead({ course, meaning }: { course: MetricCourse; meaning: MetricMeaning }) {
  const { scope } = useView()
  const words = courseWords(course, meaning)
  const figure = metricFigure(course.column.id, scope.kind, scope.id, course.column)
  return <PageHead title={words} heading={<Figure figure={figure}>{words}</Figure>} lead={meaning.words} />
}

function waitsWords(waitsFor: string): string {
  return `This metric waits for ${waitsFor}.`
}

function Course({ course, meaning }: { course: MetricCourse; meaning: MetricMeaning }) {
  const { scope } = useView()
  const { column, currency } = course
  const format: MetricFormat = { kind: column.kind, unit: column.unit, currency }
  const present = course.points.at(-1)!
  const figure = metricFigure(column.id, scope.kind, scope.id, column)
  const state = stateIn(course, column)
  return (
    <>
      <Figures
        items={[
          {
            label: course.label,
            value: <Figure figure={figure}>{formatMetric(present, format)}</Figure>,
            exact: formatMetric(present, format, { exact: true }),
            note: state ? <State state={state}>{placeNote(course)}</State> : rangeWords(column),
          },
        ]}
      />
      <SeriesFigure course={course} />
      {course.people.length > 0 ? <PeopleTrack course={course} /> : null}
      <SplitTable meaning={meaning} />
      <Definition meaning={meaning} />
      <MetricRows figure={figure} />
    </>
  )
}

function placeNote({ place }: MetricCourse): string {
  return place === 'above' ? 'above what is usual' : 'below what is usual'
}
