import { TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { PageHead, Section } from '#ui/frame/page-head.tsx'
import { Failure, Loading } from '#ui/states/states.tsx'
import { useApi } from '../../api.tsx'
import { messageOf } from '../../failure.ts'
import { useTravel } from '../../view.tsx'
import type { MetricMeaning } from '../../metric-figure.ts'
import { windowWords } from './definition-words.ts'
import styles from './metric.module.css'
import { FAMILIES, FAMILY_WORDS } from '../../metric-words.tsx'

/** What every metric means, and which ones wait for data. */
export function Page() {
  const api = useApi()
  const [text, setText] = useState('')
  const definitions = useQuery(api.metrics.definitions.queryOptions({ staleTime: Infinity }))
  if (definitions.isError && !definitions.data)
    return <Failure message={messageOf(definitions.error)} onRetry={() => void definitions.refetch()} />
  if (!definitions.data) return <Loading lines={12} />
  const wanted = text.trim().toLocaleLowerCase()
  const fits = (...texts: readonly string[]) => texts.some((one) => one.toLocaleLowerCase().includes(wanted))
  const metrics = definitions.data.metrics.filter(({ id, label, words }) => fits(id, label, words))
  const waiting = definitions.data.waiting.filter(({ id, label, waitsFor }) => fits(id, label, waitsFor))
  return (
    <>
      <PageHead
        title="Definitions"
        lead="One definition per metric. Every screen, receipt, file and command counts by it."
      />
      <TextInput
        type="search"
        className={styles.search ?? ''}
        aria-label="Search definitions"
        placeholder="Search"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {FAMILIES.map((family) => {
        const some = metrics.filter((one) => one.family === family)
        return some.length === 0 ? null : (
          <Section key={family} title={FAMILY_WORDS[family]}>
            <ul className={styles.metricList}>
              {some.map((meaning) => (
                <MetricRow key={meaning.id} meaning={meaning} />
              ))}
            </ul>
          </Section>
        )
      })}
      {waiting.length > 0 ? (
        <Section title="Waiting for data">
          <ul className={styles.metricList}>
            {waiting.map(({ id, label, waitsFor }) => (
              <li key={id} className={styles.metricRow} data-row tabIndex={-1}>
                <span>{label}</span>
                <span>{waitsFor}</span>
                <code>{id}</code>
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
      {metrics.length + waiting.length === 0 ? <p className={styles.sentence}>No metric fits these words.</p> : null}
    </>
  )
}

function MetricRow({ meaning }: { meaning: MetricMeaning }) {
  const search = useTravel()
  return (
    <li className={styles.metricRow} data-row tabIndex={-1}>
      <Link to="/metrics/$metricId" params={{ metricId: meaning.id }} search={search}>
        {meaning.label}
      </Link>
      <span>{meaning.words}</span>
      <span>{windowWords(meaning.window)}</span>
    </li>
  )
}
