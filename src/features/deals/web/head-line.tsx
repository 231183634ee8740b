import type { DealOrder } from '#domain/deal/list.ts'
import { COLUMNS } from './columns.ts'
import styles from './deals.module.css'

/** What the columns are called; a click sorts by one, a second click the other way round. */
export function HeadLine({ sort, onSort }: { sort: DealOrder; onSort: (column: string) => void }) {
  return (
    <div role="row" className={styles.head} aria-rowindex={1}>
      <span role="columnheader" className={styles.check}>
        <span className="sr-only">Selected</span>
      </span>
      {COLUMNS.map(({ id, header, sort: by, end }) => {
        const sorted = by !== undefined && sort.by === by
        const arrow = sort.descending ? '↓' : '↑'
        return (
          <div
            key={id}
            role="columnheader"
            className={styles.headCell}
            data-column={id}
            data-end={end}
            aria-sort={sorted ? (sort.descending ? 'descending' : 'ascending') : undefined}
          >
            {by === undefined ? (
              header
            ) : (
              <button
                type="button"
                className={styles.sort}
                onClick={() => onSort(sorted && !sort.descending ? `-${by}` : by)}
              >
                {header}
                {sorted ? <span aria-hidden>{arrow}</span> : null}
              </button>
            )}
          </div>
        )
      })}
    </div>
  )
}
