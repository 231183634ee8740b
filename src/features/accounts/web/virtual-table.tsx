import { useCallback, useEffect, useLayoutEffect, useRef, useState, type ReactNode } from 'react'
import { useNarrow } from '#ui/table/use-narrow.ts'
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
  /** tracks of the grid, one a column; `narrow` without the minor ones */
  readonly tracks: { readonly wide: string; readonly narrow: string }
  readonly columns: readonly VirtualColumn<Row>[]
  readonly count: number
  /** absent until it came */
  readonly rowAt: (index: number) => Row | undefined
  readonly sort: string
  readonly descending: boolean
  readonly onSort: (sort: string) => void
  /** the first and the last row that are drawn */
  readonly onSight: (first: number, last: number) => void
}

const ROW = 36
const TOUCHED_ROW = 44

/** A table of any length: only the rows in sight are drawn. */
export function VirtualTable<Row>(props: VirtualTableProps<Row>) {
  const { caption, tracks, columns, count, rowAt, sort, descending, onSort, onSight } = props
  const body = useRef<HTMLDivElement>(null)
  const [margin, setMargin] = useState(0)
  const narrow = useNarrow(639)
  const height = narrow ? TOUCHED_ROW : ROW
  const sizeOf = useCallback(() => height, [height])
  const virtual = useWindowLines({ count, sizeOf, margin })
  useLayoutEffect(() => {
    const top = body.current?.getBoundingClientRect().top
    if (top !== undefined) setMargin(Math.round(top + globalThis.scrollY))
  }, [count])
  const items = virtual.getVirtualItems()
  const first = items[0]?.index ?? 0
  const last = items.at(-1)?.index ?? 0
  useEffect(() => onSight(first, last), [first, last, onSight])
  return (
    <div
      role="table"
      aria-label={caption}
      aria-rowcount={count + 1}
      style={{ ['--tracks' as string]: tracks[narrow ? 'narrow' : 'wide'] }}
    >
      <div role="rowgroup" className={styles.headGroup}>
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
          const row = rowAt(item.index)
          const place = { height, transform: `translateY(${item.start - margin}px)` }
          return row === undefined ? (
            <div key={item.key} role="row" aria-busy className={styles.row} style={place} />
          ) : (
            <div
              key={item.key}
              role="row"
              aria-rowindex={item.index + 2}
              data-row
              tabIndex={-1}
              className={styles.row}
              style={place}
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
