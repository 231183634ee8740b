import type { Column } from './data-table.tsx'

/** RFC 4180 with a byte-order mark for spreadsheets; a cell that would be read as a formula gets an apostrophe. */
export function toCsv<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const written = columns.filter((column) => column.text)
  const lines = [
    written.map((column) => quote(column.header)),
    ...rows.map((row) => written.map((column) => quote(column.text?.(row) ?? ''))),
  ]
  return `\uFEFF${lines.map((line) => line.join(',')).join('\r\n')}\r\n`
}

const FORMULA = /^[=+\-@\t\r]/
const PLAIN_NUMBER = /^-?\d+(\.\d+)?$/

function quote(text: string): string {
  const safe = FORMULA.test(text) && !PLAIN_NUMBER.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
