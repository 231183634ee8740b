import { useMemo } from 'react'
import { isComparable } from '#metrics/format.ts'
import { placeIn } from '#domain/band/band.ts'
import { DotTrack, dotScale } from '#ui/charts/dot-track.tsx'
import { formatMetric } from '#ui/format/metric.ts'
import { Section } from '#ui/frame/page-head.tsx'
import { Figure } from '../../figure.tsx'
import { useOpenDrawer } from '../../drawers.tsx'
import type { MetricCourse } from '../contract.ts'
import { metricFigure } from '../../metric-ref.ts'
import styles from './metric.module.css'
import { peopleWords, withoutWords } from './course-words.ts'
import { hiddenWords, stateIn } from '../../metric-words.tsx'

/** Everybody on one scale, by name, on the band of all of them: no order but the alphabet. */
export function PeopleTrack({ course }: { course: MetricCourse }) {
  const { column, currency, peopleBand } = course
  const people = useMemo(() => course.people.filter(({ state }) => state !== 'none'), [course])
  const open = useOpenDrawer()
  const scale = useMemo(
    () =>
      dotScale([
        ...people.map((one) => (isComparable(one, column) ? one.value : null)),
        peopleBand?.low,
        peopleBand?.high,
      ]),
    [people, peopleBand, column],
  )
  return (
    <Section title="People" aside={peopleBand ? 'band: the middle 80%; tick: the median' : null}>
      <p className={styles.sentence}>{peopleWords(course)}</p>
      <ul className={styles.people}>
        {people.map((one) => {
          const value = isComparable(one, column) ? one.value : null
          const state = stateIn({ place: placeIn(value, peopleBand) }, column)
          return (
            <li key={one.personId} className={styles.personRow} data-row tabIndex={-1}>
              <button type="button" className="plain" onClick={() => open('person', one.personId)}>
                {one.name}
              </button>
              <DotTrack value={value} band={peopleBand} tick={peopleBand?.middle ?? null} scale={scale} state={state} />
              <span className={styles.end}>
                <Figure figure={metricFigure(column.id, 'person', one.personId, column)}>
                  {formatMetric(one, { ...column, currency })}
                </Figure>
              </span>
            </li>
          )
        })}
      </ul>
      {people.length < course.people.length ? (
        <p className={styles.sentence}>{withoutWords(course.people.length - people.length)}</p>
      ) : null}
      {course.hidden > 0 ? <p className={styles.sentence}>{hiddenWords(course.hidden)}</p> : null}
    </Section>
  )
}
