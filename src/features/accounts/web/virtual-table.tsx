import { useEffect, useLayoutEffect, useRef, useState, type ReactNode } from 'react'
import { useWindowLines } from '#ui/table/use-window-lines.ts'
import styles from './accounts.module.css'

export interface VirtualColumn<Row> {
  readonly id: string
  readonly header: string
  readonly align?: 'end'
  /** left out where the screen is narrow */
  readonly minor?: true
  /** the server sorts by it */
  readonly sort?: string
  readonly cell: (row: Row) => ReactNode
}

interface VirtualTableProps<Row> {
  readonly caption: string
  /** tracks of the grid, one a column */
  readonly tracks: string
  readonly columns: readonly VirtualColumn<Row>[]
  readonly rows: readonly Row[]
  readonly count: number
  readonly rowKey: (row: Row) => string
  readonly sort: string
  readonly descending: boolean
  readonly onSort: (sort: string) => void
  /** asked for when the end comes into sight */
  readonly onMore: () => void
}

const ROW = 36
/** so many rows before the end more are asked for */
const AHEAD = 24

const sizeOf = () => ROW

/** A table of any length: only the rows in sight are drawn. */
export function VirtualTable<Row>(props: VirtualTableProps<Row>) {
  const { caption, tracks, columns, rows, count, rowKey, sort, descending, onSort, onMore } = props
  const body = useRef<HTMLDivElement>(null)
  const [margin, setMargin] = useState(0)
  const virtual = useWindowLines({ count: rows.length, sizeOf, margin })
  useLayoutEffect(() => {
    const top = body.current?.getBoundingClientRect().top
    if (top !== undefined) setMargin(Math.round(top + globalThis.scrollY))
  }, [rows.length])
  const items = virtual.getVirtualItems()
  const last = items.at(-1)?.index ?? -1
  const wanting = rows.length < count && last >= rows.length - AHEAD
  useEffect(() => {
    if (wanting) onMore()
  }, [wanting, onMore])
  return (
    <div role="table" aria-label={caption} aria-rowcount={count + 1} style={{ ['--tracks' as string]: tracks }}>
      <div role="rowgroup">
        <div role="row" className={styles.head}>
          {columns.map((column) => (
            <span
              key={column.id}
              role="columnheader"
              data-align={column.align}
              data-minor={column.minor}
              aria-sort={column.sort === sort ? (descending ? 'descending' : 'ascending') : undefined}
            >
              {column.sort === undefined ? (
                column.header
              ) : (
                <button type="button" className={styles.sort} onClick={() => onSort(column.sort!)}>
                  {column.header}
                  {column.sort === sort ? <span aria-hidden>{descending ? '↓' : '↑'}</span> : null}
                </button>
              )}
            </span>
          ))}
        </div>
      </div>
      <div role="rowgroup" ref={body} className={styles.body} style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => {
          const row = rows[item.index]
          if (row === undefined) return null
          return (
            <div
              key={rowKey(row)}
              role="row"
              aria-rowindex={item.index + 2}
              data-row
              tabIndex={-1}
              className={styles.row}
              style={{ transform: `translateY(${item.start - margin}px)` }}
            >
              {columns.map((column) => (
                <span key={column.id} role="cell" data-align={column.align} data-minor={column.minor}>
                  {column.cell(row)}
                </span>
              ))}
            </div>
          )
        })}
      </div>
    </div>
  )
}
