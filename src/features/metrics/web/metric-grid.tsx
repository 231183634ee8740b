import { Link } from '@tanstack/react-router'
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { useBoxItems } from '#ui/table/use-box-items.ts'
import { useShortcuts } from '#ui/keyboard/keyboard.tsx'
import { useOpenDrawer } from '../../drawers.tsx'
import { useTravel } from '../../view.tsx'
import type { Comparison, GridColumn } from '../../metric-figure.ts'
import { CellContent } from '../../metric-cell.tsx'
import styles from './grid.module.css'
import { MedianRow } from './median-row.tsx'
import type { GridData, InSight } from './use-grid.ts'
import { FAMILY_WORDS, rangeWords, roleWords, spanWords } from '../../metric-words.tsx'

const ROW = 36
const COLUMN = 168
const NAME = 208
const HEAD = 72
const OVERSCAN = 4

interface MetricGridProps {
  readonly data: GridData
  readonly against: Comparison
  readonly onSight: (inSight: InSight) => void
}

interface Place {
  readonly row: number
  readonly column: number
}

/** People by metrics, as many of both as there are; arrows walk over the cells, N to the next one outside its band. */
export function MetricGrid({ data, against, onSight }: MetricGridProps) {
  const box = useRef<HTMLDivElement>(null)
  const [place, setPlace] = useState<Place>({ row: 0, column: 0 })
  const focusNext = useRef(false)
  const { count, metrics } = data
  const rows = useBoxItems({ box, count, size: ROW, overscan: OVERSCAN, padding: [HEAD, ROW * 2] })
  const columns = useBoxItems({
    box,
    count: metrics.length,
    size: COLUMN,
    horizontal: true,
    overscan: 2,
    padding: [NAME, 24],
  })
  const rowItems = rows.getVirtualItems()
  const columnItems = columns.getVirtualItems()
  const firstRow = rowItems[0]?.index ?? 0
  const lastRow = rowItems.at(-1)?.index ?? 0
  const firstColumn = columnItems[0]?.index ?? 0
  const lastColumn = columnItems.at(-1)?.index ?? 0
  useEffect(
    () => onSight({ rows: [firstRow, lastRow], columns: [firstColumn, lastColumn] }),
    [onSight, firstRow, lastRow, firstColumn, lastColumn],
  )
  useLayoutEffect(() => {
    if (!focusNext.current) return
    const stop = box.current?.querySelector<HTMLElement>(`[data-cell="${place.row}-${place.column}"] button`)
    if (!stop) return
    focusNext.current = false
    stop.focus({ preventScroll: true })
  })

  // column 0 is the name
  const go = useCallback(
    (row: number, column: number) => {
      const next = { row: clamp(row, count - 1), column: clamp(column, metrics.length) }
      focusNext.current = true
      setPlace(next)
      rows.scrollToIndex(next.row)
      if (next.column > 0) columns.scrollToIndex(next.column - 1)
    },
    [count, metrics.length, rows, columns],
  )
  const nextOutside = useCallback(() => {
    const found = findOutside(data, place)
    if (found) go(found.row, found.column)
  }, [data, place, go])
  useShortcuts(useMemo(() => [{ keys: 'n', label: 'Next outside its band', run: nextOutside }], [nextOutside]))

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const { row, column } = place
    const page = Math.max(1, lastRow - firstRow - OVERSCAN * 2)
    const keys: Readonly<Record<string, () => void>> = {
      ArrowDown: () => go(row + 1, column),
      ArrowUp: () => go(row - 1, column),
      ArrowRight: () => go(row, column + 1),
      ArrowLeft: () => go(row, column - 1),
      j: () => go(row + 1, column),
      k: () => go(row - 1, column),
      Home: () => go(row, 0),
      End: () => go(row, metrics.length),
      PageDown: () => go(row + page, column),
      PageUp: () => go(row - page, column),
    }
    const run = keys[event.key]
    if (!run || !(event.target as HTMLElement).closest('[data-cell]')) return
    event.preventDefault()
    run()
  }
  const width = NAME + columns.getTotalSize()
  const tabbed = (row: number, column: number) => (place.row === row && place.column === column ? 0 : -1)
  return (
    <div
      ref={box}
      className={styles.box}
      role="grid"
      tabIndex={-1}
      aria-label="People by metrics"
      aria-rowcount={count + 2}
      aria-colcount={metrics.length + 1}
      onKeyDown={onKeyDown}
    >
      <div className={styles.head} style={{ width }} role="row" aria-rowindex={1}>
        <div className={styles.corner} role="columnheader" aria-colindex={1}>
          Person
        </div>
        {columnItems.map(({ index, start }) => {
          const column = data.column(index)
          return (
            <div
              key={index}
              role="columnheader"
              aria-colindex={index + 2}
              className={styles.headCell}
              style={{ left: NAME + start, width: COLUMN }}
            >
              {column ? (
                <Head column={column} before={index === firstColumn ? undefined : data.column(index - 1)} />
              ) : null}
            </div>
          )
        })}
      </div>
      <div role="rowgroup" className={styles.rows} style={{ width, height: rows.getTotalSize() }}>
        {rowItems.map(({ index, start }) => {
          const row = data.row(index)
          return (
            <div
              key={index}
              role="row"
              aria-rowindex={index + 2}
              className={styles.row}
              style={{ transform: `translateY(${start}px)`, width }}
            >
              <div role="rowheader" aria-colindex={1} className={styles.name} data-cell={`${index}-0`}>
                {row ? (
                  <PersonName
                    personId={row.personId}
                    name={row.name}
                    role={row.role}
                    weeks={row.weeks}
                    tabIndex={tabbed(index, 0)}
                  />
                ) : null}
              </div>
              {columnItems.map((item) => {
                const column = data.column(item.index)
                const cell = data.cell(index, item.index)
                return (
                  <div
                    key={item.index}
                    role="gridcell"
                    aria-colindex={item.index + 2}
                    className={styles.cell}
                    style={{ left: NAME + item.start, width: COLUMN }}
                    data-cell={`${index}-${item.index + 1}`}
                    onFocus={() => setPlace({ row: index, column: item.index + 1 })}
                  >
                    {row && column && cell ? (
                      <CellContent
                        cell={cell}
                        column={column}
                        personId={row.personId}
                        against={against}
                        currency={data.currency}
                        tabIndex={tabbed(index, item.index + 1)}
                      />
                    ) : (
                      <span className={styles.coming} aria-busy />
                    )}
                  </div>
                )
              })}
            </div>
          )
        })}
      </div>
      <MedianRow data={data} items={columnItems} width={width} names={NAME} column={COLUMN} index={count + 2} />
    </div>
  )
}

/** A metric at the head of a column: what it is and which days it counts; the first of a family bears its name. */
function Head({ column, before }: { column: GridColumn; before: GridColumn | undefined }) {
  const search = useTravel()
  return (
    <>
      <span className={styles.family}>{before?.family === column.family ? null : FAMILY_WORDS[column.family]}</span>
      <Link to="/metrics/$metricId" params={{ metricId: column.id }} search={search} className={styles.metric}>
        {column.label}
      </Link>
      <span className={styles.span} title={rangeWords(column)}>
        {spanWords(column)}
      </span>
    </>
  )
}

function PersonName({
  personId,
  name,
  role,
  weeks,
  tabIndex,
}: {
  personId: string
  name: string
  role: string
  weeks: number | null
  tabIndex: number
}) {
  const open = useOpenDrawer()
  return (
    <button
      type="button"
      tabIndex={tabIndex}
      className={styles.person}
      title={name}
      onClick={() => open('person', personId)}
    >
      <span className={styles.personName}>{name}</span>
      <span className={styles.role}>{roleWords(role, weeks)}</span>
    </button>
  )
}

/** The next cell outside its band after a place, row by row, from the beginning again after the end. */
export function findOutside(data: GridData, from: Place): Place | null {
  const width = data.metrics.length
  const all = data.count * width
  const start = from.row * width + from.column
  for (let step = 0; step < all; step += 1) {
    const at = (start + step) % all
    const [row, column] = [Math.floor(at / width), at % width]
    const place = data.cell(row, column)?.place
    if (place === 'above' || place === 'below') return { row, column: column + 1 }
  }
  return null
}

function clamp(value: number, last: number): number {
  return Math.max(0, Math.min(last, value))
}
