import { type Cell, csvLines } from '#services/export/csv.ts'
import type { FigureRow } from '#services/metrics/read-figures.ts'
import { textTable } from './text-table.ts'

/** Rows of one shape as CSV, under their names. */
export function csvText(rows: readonly object[]): string {
  const [first] = rows
  return first === undefined ? '' : csvLines([Object.keys(first), ...rows.map((row): Cell[] => Object.values(row))])
}

/** Figures for people: subject, value, interval, rows behind it. */
export function figureTable(rows: readonly FigureRow[]): string {
  if (rows.length === 0) return 'No figures.'
  const number = new Intl.NumberFormat('en', { maximumFractionDigits: 2 })
  const percent = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 })
  const show = (row: FigureRow, value: number | null) => {
    if (value === null) return row.reason ?? '–'
    if (row.unit === 'share') return percent.format(value)
    return row.unit === 'money' ? `${number.format(value)} ${row.currency}` : number.format(value)
  }
  const cells = rows.map((row) => [
    row.metric,
    row.subject ?? 'no one',
    row.dimension ?? '',
    show(row, row.value),
    row.low === null ? '' : `${show(row, row.low)} to ${show(row, row.high)}`,
    row.state === 'too-few' ? `n ${row.n}, too few` : `n ${row.n}`,
  ])
  return textTable(cells)
}
