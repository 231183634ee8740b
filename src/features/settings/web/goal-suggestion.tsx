import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { formatMetricValue } from '#ui/format/metric.ts'
import { formatCount, formatPercent } from '#ui/format/number.ts'
import { formatPeriod } from '#ui/format/period.ts'
import { Section } from '#ui/frame/page-head.tsx'
import { Failure, Loading } from '#ui/states/states.tsx'
import { useApi } from '../../api.tsx'
import { messageOf } from '../../failure.ts'
import { Figure } from '../../figure.tsx'
import { roleWords } from '../../metric-words.tsx'
import type { FigureRef } from '../../receipt.ts'
import type { GoalScope, GoalSheet, GoalSuggestion as Suggested } from '../contract.ts'
import styles from './settings.module.css'

interface SuggestionProps {
  readonly sheet: GoalSheet
  /** sets the goal as the sheet does, with its undo */
  readonly onTake: (row: number, column: number, value: number) => void
}

/** Levels that people of the same role have reached, each to take with one click. */
export function GoalSuggestion({ sheet, onTake }: SuggestionProps) {
  const api = useApi()
  const choices = sheet.rows.flatMap((row, at) =>
    row.scope.kind === 'person' || row.scope.kind === 'role' ? [{ at, row }] : [],
  )
  const [row, setRow] = useState(choices[0]?.at ?? 0)
  const [column, setColumn] = useState(0)
  const scope = sheet.rows[row]?.scope
  const period = sheet.periods[column]
  const { data, isError, error, refetch } = useQuery({
    ...api.settings.suggestion.queryOptions({
      input: { scope: scope ?? { kind: 'role', id: '-' }, metric: sheet.metric.id, period: period ?? '' },
    }),
    enabled: scope !== undefined && period !== undefined,
    retry: false,
  })
  if (choices.length === 0 || scope === undefined || period === undefined) return null
  return (
    <Section title="Suggestion" aside="What comparable people have reached">
      <div className={styles.controls}>
        <NativeSelect
          aria-label="Suggestion for whom?"
          size="xs"
          data={choices.map(({ at, row: one }) => ({
            value: String(at),
            label: one.scope.kind === 'role' ? eachWords(one.label) : one.label,
          }))}
          value={String(row)}
          onChange={(event) => setRow(Number(event.currentTarget.value))}
        />
        <NativeSelect
          aria-label="Suggestion for which period?"
          size="xs"
          data={sheet.periods.map((id, at) => ({ value: String(at), label: formatPeriod(id) }))}
          value={String(column)}
          onChange={(event) => setColumn(Number(event.currentTarget.value))}
        />
      </div>
      {isError && !data ? (
        <Failure message={messageOf(error)} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <Loading lines={3} />
      ) : (
        <Levels
          suggested={data}
          of={suggestionRef(scope, sheet.metric.id, period)}
          onTake={(value) => onTake(row, column, value)}
        />
      )}
    </Section>
  )
}

function Levels({ suggested, of, onTake }: { suggested: Suggested; of: FigureRef; onTake: (value: number) => void }) {
  const { metric, currency, levels } = suggested
  if (levels.length === 0)
    return <p className="quiet">Too few to compare with: it takes four people of the role and twelve whole periods.</p>
  const write = (value: number) => formatMetricValue(value, { ...metric, currency }, { exact: true })
  return (
    <>
      <p className="quiet">
        <Figure figure={of}>{sampleWords(suggested)}</Figure>
      </p>
      <ul className={styles.list}>
        {levels.map((level) => (
          <li key={level.reachedIn}>
            <span>
              <Figure figure={of}>{levelWords(write(level.value), level)}</Figure>
            </span>
            <button type="button" className="plain" onClick={() => onTake(level.value)}>
              {takeWords(write(level.value))}
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}

function eachWords(role: string): string {
  return `Each ${roleWords(role, null)}`
}

function suggestionRef(scope: GoalScope, metric: string, period: string): FigureRef {
  return { kind: 'goal-suggestion', of: { scopeKind: scope.kind, scopeId: scope.id, metric, period } }
}

function sampleWords({ role, people, periods, share }: Suggested): string {
  const sample = `${roleWords(role, null)}: ${formatCount(people)} people, ${formatCount(periods)} whole periods in full swing.`
  return share === 1 ? sample : `${sample} Times ${formatPercent(share)} for the ramp.`
}

function levelWords(value: string, { reachedIn, reachedBy }: Suggested['levels'][number]): string {
  const people = reachedBy === 1 ? '1 person' : `${formatCount(reachedBy)} people`
  return `${value}: reached in ${formatPercent(reachedIn)} of periods, by ${people}`
}

function takeWords(value: string): string {
  return `Take ${value}`
}
