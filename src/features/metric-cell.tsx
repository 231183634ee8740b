import { Sparkline } from '#ui/charts/sparkline.tsx'
import { formatMetric } from '#ui/format/metric.ts'
import { Glyph } from '#ui/state.tsx'
import { Figure } from './figure.tsx'
import styles from './metric-cell.module.css'
import type { Comparison, GridCell, GridColumn } from './metric-figure.ts'
import { metricFigure } from './metric-ref.ts'
import { placeWords, stateIn } from './metric-words.tsx'

interface CellProps {
  readonly cell: GridCell
  readonly column: GridColumn
  readonly personId: string
  readonly against: Comparison
  readonly currency: string
  readonly tabIndex?: number
}

/** A value that opens its receipt, its course, and a sign where it lies outside the band. */
export function CellContent({ cell, column, personId, against, currency, tabIndex }: CellProps) {
  const state = stateIn(cell, column)
  const words = placeWords(cell, column, against, currency)
  const text = formatMetric(cell, { ...column, currency })
  return (
    <span className={styles.cell}>
      <span className={styles.value} data-quiet={text === 'too few' || text === '–' || undefined}>
        <Figure
          figure={metricFigure(column.id, 'person', personId, column)}
          title={words}
          {...(tabIndex !== undefined && { tabIndex })}
        >
          {text}
        </Figure>
      </span>
      <Sparkline points={cell.points} band={cell.band} />
      <span className={styles.sign} title={words} data-state={state ?? undefined}>
        <Glyph state={state} />
        <span className="sr-only">{words}</span>
      </span>
    </span>
  )
}
