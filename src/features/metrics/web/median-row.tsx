import { formatMetricValue } from '#ui/format/metric.ts'
import { Figure } from '../../figure.tsx'
import { scopeToText } from '../../scope-text.ts'
import { useView } from '../../view.tsx'
import styles from './grid.module.css'
import type { GridData } from './use-grid.ts'

interface MedianRowProps {
  readonly data: GridData
  readonly items: readonly { readonly index: number; readonly start: number }[]
  /** pixels: of the row, of the names before it, of one column */
  readonly width: number
  readonly names: number
  readonly column: number
  readonly index: number
}

/** The median of every column, below everybody. */
export function MedianRow({ data, items, width, names, column: columnWidth, index }: MedianRowProps) {
  const { scope, period } = useView()
  return (
    <div role="row" aria-rowindex={index} className={styles.median} style={{ width }}>
      <div role="rowheader" aria-colindex={1} className={styles.name}>
        Median
      </div>
      {items.map((item) => {
        const column = data.column(item.index)
        return (
          <div
            key={item.index}
            role="gridcell"
            aria-colindex={item.index + 2}
            className={styles.cell}
            style={{ left: names + item.start, width: columnWidth }}
          >
            <span className={styles.medianValue}>
              {!column ? null : column.median === null ? (
                <span title="fewer than four people have a value">–</span>
              ) : (
                <Figure
                  figure={{
                    kind: 'metric-median',
                    of: { metric: column.id, scope: scopeToText(scope), period },
                  }}
                >
                  {formatMetricValue(column.median, { ...column, currency: data.currency })}
                </Figure>
              )}
            </span>
          </div>
        )
      })}
    </div>
  )
}
