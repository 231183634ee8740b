import { NativeSelect, Switch } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState, type ClipboardEvent, type KeyboardEvent } from 'react'
import { allows } from '#domain/access/permission.ts'
import { nextPeriod, periodOf, previousPeriod } from '#domain/calendar/period.ts'
import { formatMoney } from '#ui/format/money.ts'
import { formatPeriodShort } from '#ui/format/period.ts'
import { Section } from '#ui/frame/page-head.tsx'
import { Failure, Loading } from '#ui/states/states.tsx'
import { useApi } from '../../api.tsx'
import { newEditId } from '../../edit-id.ts'
import { useEdits } from '../../edits.tsx'
import { messageOf } from '../../failure.ts'
import { Figure } from '../../figure.tsx'
import type { FigureRef } from '../../receipt.ts'
import { scopeToText } from '../../scope-text.ts'
import { useFrame } from '../../view.tsx'
import type { GoalSheet as Sheet } from '../contract.ts'
import { pastedGoals, readGoal } from './paste-goals.ts'
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
  const unit = byQuarter ? 'quarter' : 'month'
  const sheet = useQuery(api.settings.sheet.queryOptions({ input: { year, unit } }))
  if (sheet.isError && !sheet.data)
    return <Failure message={messageOf(sheet.error)} onRetry={() => void sheet.refetch()} />
  if (!sheet.data) return <Loading lines={8} />
  const { currency, periods, rows } = sheet.data
  const mayWrite = allows(me.level, 'goals.write')
  const save = (cells: readonly { row: number; column: number; minor: number | null }[]) => {
    const goals = cells.flatMap(({ row, column, minor }) => {
      const scope = rows[row]?.scope
      const period = periods[column]
      return scope && period
        ? [{ scope, period, minor, source, from: correction ? 'correction' : today, metric: 'bookings' as const }]
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
    const read = pastedGoals(text, currency, { rows: rows.length - row, columns: periods.length - column })
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
              <tr key={scopeToText(row.scope)} data-kind={row.scope.kind}>
                <th scope="row">{row.label}</th>
                {row.cells.map((cell, column) => (
                  <td key={periods[column]}>
                    <GoalCell
                      sumRef={{
                        kind: 'goal-sum',
                        of: { scope: scopeToText(row.scope), period: periods[column] ?? '' },
                      }}
                      key={String(cell.own)}
                      cell={cell}
                      currency={currency}
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
    </Section>
  )
}

function GoalCell({
  cell,
  currency,
  label,
  disabled,
  at,
  sumRef,
  onPaste,
  onSet,
}: {
  cell: Sheet['rows'][number]['cells'][number]
  currency: string
  label: string
  disabled: boolean
  at: string
  sumRef: FigureRef
  onPaste: (event: ClipboardEvent) => void
  onSet: (minor: number | null) => void
}) {
  const held = cell.own === null ? '' : formatMoney(cell.own, currency, { style: 'exact' })
  const [text, setText] = useState(held)
  const [wrong, setWrong] = useState(false)
  const commit = () => {
    if (text.trim() === held) return
    const read = readGoal(text, currency)
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
  const sum = cell.sum === null ? null : formatMoney(cell.sum, currency, { style: 'exact' })
  const differs = cell.own !== null && cell.sum !== null && cell.sum !== cell.own
  return (
    <>
      <input
        className={styles.cell}
        data-at={at}
        aria-label={label}
        aria-invalid={wrong || undefined}
        title={wrong ? 'Not an amount: write 720k or 720,000' : undefined}
        inputMode="decimal"
        disabled={disabled}
        placeholder={sum ?? '–'}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onBlur={commit}
        onKeyDown={move}
        onPaste={onPaste}
      />
      {differs ? (
        <span className={styles.sum}>
          {'people '}
          <Figure figure={sumRef}>{sum}</Figure>
        </span>
      ) : null}
    </>
  )
}
