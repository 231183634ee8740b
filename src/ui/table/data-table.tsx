import type { ReactNode } from 'react'
import { openRow } from '../keyboard/rows.ts'
import styles from './data-table.module.css'

export interface Column<Row> {
  readonly id: string
  /** empty over a column of actions */
  readonly header: string
  readonly align?: 'start' | 'end'
  /** left out where the screen is narrow */
  readonly minor?: true
  /** stays on one line */
  readonly whole?: true
  readonly cell: (row: Row) => ReactNode
  /** the cell's plain text for the download; without it the column is left out */
  readonly text?: (row: Row) => string
}

interface DataTableProps<Row> {
  readonly caption: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => string
  /** where the screen is narrow, each row becomes a block of labelled lines and no column is left out */
  readonly narrow?: 'cards'
}

/** Rows of 32 px, numbers to the right, one thin rule between rows. */
export function DataTable<Row>({ caption, columns, rows, rowKey, narrow }: DataTableProps<Row>) {
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label={caption}>
      <table className={styles.table} data-narrow={narrow}>
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.id} scope="col" data-align={column.align} data-minor={column.minor}>
                {column.header === '' ? <span className="sr-only">Actions</span> : column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr
              key={rowKey(row)}
              data-row
              tabIndex={-1}
              onKeyDown={(event) => {
                if (event.key === 'Enter' && event.target === event.currentTarget) openRow(event.currentTarget)
              }}
            >
              {columns.map((column) => (
                <td
                  key={column.id}
                  data-align={column.align}
                  data-minor={column.minor}
                  data-whole={column.whole}
                  data-label={column.header}
                >
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
