import { Popover } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { allows } from '#domain/access/permission.ts'
import { periodRange } from '#domain/calendar/period.ts'
import { formatMoney } from '#ui/format/money.ts'
import { formatPeriod } from '#ui/format/period.ts'
import { formatDate } from '#ui/format/time.ts'
import { Section } from '#ui/frame/page-head.tsx'
import { Failure, Loading } from '#ui/states/states.tsx'
import { DataTable, type Column } from '#ui/table/data-table.tsx'
import { useApi } from '../../api.tsx'
import { messageOf } from '../../failure.ts'
import { Figure } from '../../figure.tsx'
import { GoalForm } from '../../goal-form.tsx'
import { paceRef } from '../../pace-ref.ts'
import { scopeToText } from '../../scope-text.ts'
import { useFrame, useView } from '../../view.tsx'
import type { GoalRow } from '../contract.ts'
import styles from './settings.module.css'

const SOURCES = { quota: 'quota', commit: 'own commitment', shared: 'shared' } as const

/** Goals of the period in the picker: who has one, where it comes from, what it was before. */
export function GoalSettings() {
  const api = useApi()
  const { me } = useFrame()
  const { period } = useView()
  const goals = useQuery(api.settings.goals.queryOptions({ input: { period } }))
  if (goals.isError && !goals.data)
    return <Failure message={messageOf(goals.error)} onRetry={() => void goals.refetch()} />
  if (!goals.data) return <Loading />
  const { currency, rows } = goals.data
  const people = rows.filter((row) => row.scope.kind === 'person')
  const shared = rows.filter((row) => row.scope.kind !== 'person')
  const money = (minor: number | null) => (minor === null ? '–' : formatMoney(minor, currency, { style: 'exact' }))
  const columns: Column<GoalRow>[] = [
    { id: 'label', header: 'Whose', cell: (row) => row.label },
    {
      id: 'goal',
      header: 'Goal',
      align: 'end',
      cell: (row) =>
        row.minor === null ? '–' : <Figure figure={paceRef('goal', row.scope, period)}>{money(row.minor)}</Figure>,
    },
    { id: 'source', header: 'Source', minor: true, cell: sourceWords },
    {
      id: 'median',
      header: 'Median of three months',
      align: 'end',
      minor: true,
      cell: (row) => money(row.medianOfLastThree || null),
    },
    { id: 'change', header: 'Last change', minor: true, cell: (row) => <LastChange row={row} /> },
    ...(allows(me.level, 'goals.write')
      ? [
          {
            id: 'set',
            header: '',
            align: 'end' as const,
            cell: (row: GoalRow) => <SetGoal row={row} currency={currency} />,
          },
        ]
      : []),
  ]
  return (
    <Section title={`Goals, ${formatPeriod(period)}`}>
      <DataTable caption="Goals of teams and offices" columns={columns} rows={shared} rowKey={rowKey} />
      {people.length > 0 ? (
        <details
          className={styles.people}
          open={shared.every((row) => row.minor === null || row.computed) && people.some((row) => row.minor !== null)}
        >
          <summary>People</summary>
          <DataTable caption="Goals of people" columns={columns} rows={people} rowKey={rowKey} />
        </details>
      ) : null}
    </Section>
  )
}

const rowKey = (row: GoalRow) => scopeToText(row.scope)

function sourceWords(row: GoalRow): string {
  if (row.minor === null) return ''
  return row.computed ? 'sum of members' : row.source === null ? '' : SOURCES[row.source]
}

function LastChange({ row }: { row: GoalRow }) {
  const [change] = row.changes
  if (!change) return null
  const what = change.correction ? 'corrected' : `from ${formatDate(change.date)}`
  return <span className="quiet">{change.by === null ? what : `${what}, ${change.by}`}</span>
}

function SetGoal({ row, currency }: { row: GoalRow; currency: string }) {
  const { workspace } = useFrame()
  const { period } = useView()
  const [open, setOpen] = useState(false)
  const own =
    row.minor !== null && row.source !== null && !row.computed ? { minor: row.minor, source: row.source } : null
  const { from, to } = periodRange(period, workspace.org.calendar)
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <button
          type="button"
          className="plain"
          onClick={() => setOpen(!open)}
          aria-expanded={open}
          aria-label={`${own ? 'Change' : 'Set'} the goal of ${row.label}`}
        >
          {own ? 'Change' : 'Set'}
        </button>
      </Popover.Target>
      <Popover.Dropdown p={20}>
        <GoalForm
          target={{ scope: row.scope, period, currency, from, to, own, medianOfLastThree: row.medianOfLastThree }}
          today={workspace.clock.today}
          onDone={() => setOpen(false)}
        />
      </Popover.Dropdown>
    </Popover>
  )
}
