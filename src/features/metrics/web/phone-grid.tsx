import { NativeSelect } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useEffect, useMemo } from 'react'
import { State } from '#ui/state.tsx'
import { useOpenDrawer } from '../../drawers.tsx'
import { useTravel } from '../../view.tsx'
import type { GridRow } from '../contract.ts'
import type { Comparison, GridCell, GridColumn } from '../../metric-figure.ts'
import { CellContent } from '../../metric-cell.tsx'
import styles from './grid.module.css'
import type { GridData, InSight } from './use-grid.ts'
import { FAMILY_WORDS, placeWords, roleWords, spanWords, stateIn } from '../../metric-words.tsx'

interface PhoneGridProps {
  readonly data: GridData
  readonly against: Comparison
  /** `person:<id>` or `metric:<id>` */
  readonly one: string | undefined
  readonly onOne: (one: string) => void
  readonly onSight: (inSight: InSight) => void
}

interface Shown {
  readonly row: Omit<GridRow, 'cells'>
  readonly column: GridColumn
  readonly cell: GridCell
}

/** One person on every metric, or everybody on one metric. */
export function PhoneGrid({ data, against, one, onOne, onSight }: PhoneGridProps) {
  const { count, metrics } = data
  useEffect(() => onSight({ rows: [0, count - 1], columns: [0, metrics.length - 1] }), [onSight, count, metrics.length])
  const people = range(count).flatMap((at) => data.row(at) ?? [])
  const columns = range(metrics.length).flatMap((at) => data.column(at) ?? [])
  const chosen = one ?? `person:${people[0]?.personId ?? ''}`
  const shown = useMemo(() => shownOf(data, chosen), [data, chosen])
  const byPerson = chosen.startsWith('person:')
  return (
    <>
      <NativeSelect
        aria-label="Person or metric"
        value={chosen}
        onChange={(event) => onOne(event.currentTarget.value)}
        data={[
          {
            group: 'One person',
            items: people.map(({ personId, name }) => ({ value: `person:${personId}`, label: name })),
          },
          { group: 'One metric', items: columns.map(({ id, label }) => ({ value: `metric:${id}`, label })) },
        ]}
      />
      <ul className={styles.list}>
        {shown.map((item, at) => (
          <li key={`${item.row.personId} ${item.column.id}`}>
            {byPerson && shown[at - 1]?.column.family !== item.column.family ? (
              <p className={styles.group}>{FAMILY_WORDS[item.column.family]}</p>
            ) : null}
            <Line item={item} byPerson={byPerson} against={against} currency={data.currency} />
          </li>
        ))}
      </ul>
    </>
  )
}

function Line({
  item: { row, column, cell },
  byPerson,
  against,
  currency,
}: {
  item: Shown
  byPerson: boolean
  against: Comparison
  currency: string
}) {
  const search = useTravel()
  const open = useOpenDrawer()
  return (
    <div className={styles.item} data-row tabIndex={-1}>
      {byPerson ? (
        <Link to="/metrics/$metricId" params={{ metricId: column.id }} search={search} className={styles.label}>
          {column.label}
        </Link>
      ) : (
        <button type="button" className={styles.person} onClick={() => open('person', row.personId)}>
          <span className={styles.personName}>{row.name}</span>
          <span className={styles.role}>{roleWords(row.role, row.weeks)}</span>
        </button>
      )}
      <span className={styles.words}>
        {byPerson ? <span className={styles.days}>{spanWords(column)}</span> : null}
        <State state={stateIn(cell, column)}>{placeWords(cell, column, against, currency)}</State>
      </span>
      <CellContent cell={cell} column={column} personId={row.personId} against={against} currency={currency} />
    </div>
  )
}

function shownOf(data: GridData, one: string): Shown[] {
  const [kind, id] = [one.slice(0, one.indexOf(':')), one.slice(one.indexOf(':') + 1)]
  return range(data.count).flatMap((rowAt) =>
    range(data.metrics.length).flatMap((columnAt) => {
      const [row, column, cell] = [data.row(rowAt), data.column(columnAt), data.cell(rowAt, columnAt)]
      if (!row || !column || !cell) return []
      return (kind === 'metric' ? column.id : row.personId) === id ? [{ row, column, cell }] : []
    }),
  )
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, at) => at)
}
