import { IconChartLine, IconDownload, IconTable } from '@tabler/icons-react'
import { useMemo, useState, type ReactNode } from 'react'
import { useShortcuts } from '../keyboard/keyboard.tsx'
import { toCsv } from '../table/csv.ts'
import { downloadText } from '../table/download.ts'
import { DataTable, type Column } from '../table/data-table.tsx'
import styles from './chart-figure.module.css'

interface ChartFigureProps<Row> {
  /** what the chart says, in one sentence */
  readonly sentence: string
  /** the same sentence as the caption shows it, where its numbers open something */
  readonly caption?: ReactNode
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => string
  /** of the download, without its ending */
  readonly fileName: string
  readonly children: ReactNode
}

/** A chart with its sentence, its table twin (T) and its download. */
export function ChartFigure<Row>({
  sentence,
  caption = sentence,
  columns,
  rows,
  rowKey,
  fileName,
  children,
}: ChartFigureProps<Row>) {
  const [asTable, setAsTable] = useState(false)
  useShortcuts(useMemo(() => [{ keys: 't', label: 'Chart or table', run: () => setAsTable((on) => !on) }], []))
  const download = () => downloadText(`${fileName}.csv`, toCsv(columns, rows), 'text/csv')
  return (
    <figure className={styles.figure} aria-label={sentence}>
      {asTable ? <DataTable caption={sentence} columns={columns} rows={rows} rowKey={rowKey} /> : children}
      <figcaption className={styles.caption}>
        <span>{caption}</span>
        <span className={styles.actions}>
          <button type="button" onClick={() => setAsTable(!asTable)} aria-pressed={asTable} title="T">
            {asTable ? <IconChartLine size={15} aria-hidden /> : <IconTable size={15} aria-hidden />}
            {asTable ? 'Chart' : 'Table'}
          </button>
          <button type="button" onClick={download}>
            <IconDownload size={15} aria-hidden />
            CSV
          </button>
        </span>
      </figcaption>
    </figure>
  )
}
