import { NativeSelect, Switch } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState, type ClipboardEvent, type KeyboardEvent } from 'react'
import { allows } from '#domain/access/permission.ts'
import { nextPeriod, periodOf, previousPeriod } from '#domain/calendar/period.ts'
import { formatMetricValue } from '#ui/format/metric.ts'
import { formatPeriodShort } from '#ui/format/period.ts'
import { Section } from '#ui/frame/page-head.tsx'
import { Failure, Loading } from '#ui/states/states.tsx'
import { useApi } from '../../api.tsx'
import { newEditId } from '../../edit-id.ts'
import { useEdits } from '../../edits.tsx'
import { messageOf } from '../../failure.ts'
import { Figure } from '../../figure.tsx'
import type { FigureRef } from '../../receipt.ts'
import { roleWords } from '../../metric-words.tsx'
import { scopeToText } from '../../scope-text.ts'
import { useFrame } from '../../view.tsx'
import type { GoalScope, GoalSheet as Sheet } from '../contract.ts'
import { GoalSuggestion } from './goal-suggestion.tsx'
import { type GoalFormat, pastedGoals, readGoal } from './paste-goals.ts'
import styles from './settings.module.css'

type Source = 'quota' | 'commit' | 'shared'
const SOURCES = [
  { value: 'quota', label: 'Quota' },
  { value: 'shared', label: 'Shared team goal' },
  { value: 'commit', label: 'Own commitment' },
]

/** Goals of a fiscal year, scopes by periods: type into a cell, or paste a block from a spreadsheet. */
export function GoalSheet() {
  const api = useApi()
  const { me, workspace } = useFrame()
  const edit = useEdits()
  const { calendar } = workspace.org
  const { today } = workspace.clock
  const [year, setYear] = useState(periodOf(today, 'year', calendar))
  const [byQuarter, setByQuarter] = useState(false)
  const [source, setSource] = useState<Source>('quota')
  const [correction, setCorrection] = useState(true)
  const [problem, setProblem] = useState<string | null>(null)
  const [metricId, setMetricId] = useState('bookings')
  const definitions = useQuery(api.metrics.definitions.queryOptions({ staleTime: Infinity }))
  const unit = byQuarter ? 'quarter' : 'month'
  const sheet = useQuery(api.settings.sheet.queryOptions({ input: { year, unit, metric: metricId } }))
  if (sheet.isError && !sheet.data)
    return <Failure message={messageOf(sheet.error)} onRetry={() => void sheet.refetch()} />
  if (!sheet.data) return <Loading lines={8} />
  const { currency, metric, periods, rows } = sheet.data
  const format = { ...metric, currency }
  const choices = (definitions.data?.metrics ?? [metric]).filter((one) => !('per' in one) || one.per === null)
  const mayWrite = allows(me.level, 'goals.write')
  const save = (cells: readonly { row: number; column: number; minor: number | null }[]) => {
    const goals = cells.flatMap(({ row, column, minor }) => {
      const scope = rows[row]?.scope
      const period = periods[column]
      return scope && period
        ? [{ scope, period, minor, source, from: correction ? 'correction' : today, metric: metric.id }]
        : []
    })
    if (goals.length === 0) return
    const editId = newEditId()
    edit({
      label: goals.length === 1 ? 'Goal set' : `${goals.length} goals set`,
      call: ['settings.setGoals', { editId, goals }],
      undo: ['org.undo', { editId }],
    })
  }
  const paste = (event: ClipboardEvent, row: number, column: number) => {
    const text = event.clipboardData.getData('text/plain')
    if (!/[\t\n]/.test(text.trim())) return
    event.preventDefault()
    const read = pastedGoals(text, format, { rows: rows.length - row, columns: periods.length - column })
    setProblem(read.problem)
    if (read.problem === null)
      save(read.cells.map((cell) => ({ ...cell, row: row + cell.row, column: column + cell.column })))
  }
  return (
    <Section
      title="Sheet"
      aside={
        <span className={styles.steps}>
          <button type="button" className="plain" onClick={() => setYear(previousPeriod(year, calendar))}>
            {previousPeriod(year, calendar)}
          </button>
          <strong>{year}</strong>
          <button type="button" className="plain" onClick={() => setYear(nextPeriod(year, calendar))}>
            {nextPeriod(year, calendar)}
          </button>
        </span>
      }
    >
      <div className={styles.controls}>
        <NativeSelect
          aria-label="Goals for which metric?"
          size="xs"
          data={choices.map(({ id, label }) => ({ value: id, label }))}
          value={metricId}
          onChange={(event) => setMetricId(event.currentTarget.value)}
        />
        <Switch
          label="By quarter"
          checked={byQuarter}
          onChange={(event) => setByQuarter(event.currentTarget.checked)}
        />
        {mayWrite ? (
          <>
            <NativeSelect
              aria-label="Whose number is it?"
              size="xs"
              data={SOURCES}
              value={source}
              onChange={(event) =>
                setSource(SOURCES.find(({ value }) => value === event.currentTarget.value)?.value as Source)
              }
            />
            <NativeSelect
              aria-label="Since when?"
              size="xs"
              data={[
                { value: 'correction', label: 'For the whole period (correction)' },
                { value: 'today', label: 'From today: a step in the line' },
              ]}
              value={correction ? 'correction' : 'today'}
              onChange={(event) => setCorrection(event.currentTarget.value === 'correction')}
            />
          </>
        ) : null}
      </div>
      {problem === null ? null : (
        <p className="behind" role="alert">
          {problem}
        </p>
      )}
      <div className={styles.scroll} role="region" aria-label={`Goals of ${year}`} tabIndex={0}>
        <table className={styles.sheet}>
          <thead>
            <tr>
              <th scope="col">Whose</th>
              {periods.map((period) => (
                <th key={period} scope="col">
                  {formatPeriodShort(period)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, rowAt) => (
              <tr key={`${row.scope.kind}:${row.scope.id}`} data-kind={row.scope.kind}>
                <th scope="row">{row.scope.kind === 'role' ? eachWords(row.label) : row.label}</th>
                {row.cells.map((cell, column) => (
                  <td key={periods[column]}>
                    <GoalCell
                      sumRef={sumRef(row.scope, periods[column] ?? '', metric.id)}
                      key={`${metric.id} ${cell.own}`}
                      cell={cell}
                      format={format}
                      word={row.scope.kind === 'person' ? 'role' : 'people'}
                      label={`${row.label}, ${formatPeriodShort(periods[column] ?? '')}`}
                      disabled={!mayWrite}
                      at={`${rowAt}:${column}`}
                      onPaste={(event) => paste(event, rowAt, column)}
                      onSet={(minor) => save([{ row: rowAt, column, minor }])}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {mayWrite ? (
        <GoalSuggestion
          key={`${metric.id} ${unit} ${year}`}
          sheet={sheet.data}
          onTake={(row, column, minor) => save([{ row, column, minor }])}
        />
      ) : null}
    </Section>
  )
}

const WRONG: Readonly<Record<string, string>> = {
  money: 'Not an amount: write 720k or 720,000',
  share: 'Not a share: write 25 % or 0.25',
}

function eachWords(role: string): string {
  return `Each ${roleWords(role, null)}`
}

/** What a goal that is not the scope's own is made of. */
function sumRef(scope: GoalScope, period: string, metric: string): FigureRef | null {
  return scope.kind === 'role' ? null : { kind: 'goal-sum', of: { scope: scopeToText(scope), period, metric } }
}

function GoalCell({
  cell,
  format,
  word,
  label,
  disabled,
  at,
  sumRef,
  onPaste,
  onSet,
}: {
  cell: Sheet['rows'][number]['cells'][number]
  format: GoalFormat & { readonly kind: string }
  /** whose goals the sum is made of */
  word: string
  label: string
  disabled: boolean
  at: string
  /** null: there is no sum */
  sumRef: FigureRef | null
  onPaste: (event: ClipboardEvent) => void
  onSet: (minor: number | null) => void
}) {
  const held = cell.own === null ? '' : formatMetricValue(cell.own, format, { exact: true })
  const [text, setText] = useState(held)
  const [wrong, setWrong] = useState(false)
  const commit = () => {
    if (text.trim() === held) return
    const read = readGoal(text, format)
    setWrong(read === 'unreadable')
    if (read !== 'unreadable') onSet(read)
  }
  const move = (event: KeyboardEvent<HTMLInputElement>) => {
    const step = { ArrowUp: -1, ArrowDown: 1, Enter: 1 }[event.key]
    if (event.key === 'Escape') setText(held)
    if (step === undefined) return
    event.preventDefault()
    commit()
    const [row, column] = at.split(':').map(Number)
    const table = event.currentTarget.closest('table')
    table?.querySelector<HTMLInputElement>(`[data-at="${(row ?? 0) + step}:${column}"]`)?.focus()
  }
  const sum = cell.sum === null ? null : formatMetricValue(cell.sum, format, { exact: true })
  const differs = cell.own !== null && cell.sum !== null && cell.sum !== cell.own
  return (
    <>
      <input
        className={styles.cell}
        data-at={at}
        aria-label={label}
        aria-invalid={wrong || undefined}
        title={wrong ? (WRONG[format.unit] ?? 'Not a number: write 12 or 1.5k') : undefined}
        inputMode="decimal"
        disabled={disabled}
        placeholder={sum ?? '–'}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onBlur={commit}
        onKeyDown={move}
        onPaste={onPaste}
      />
      {differs && sumRef ? (
        <span className={styles.sum}>
          {word} <Figure figure={sumRef}>{sum}</Figure>
        </span>
      ) : null}
    </>
  )
}
