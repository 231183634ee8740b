import Papa from 'papaparse'

/** A number stays a number; null and undefined are empty. */
export type Cell = string | number | boolean | null | undefined

/** One file of an export: its header and its rows, in chunks. */
export interface ExportTable {
  /** without `.csv` */
  readonly name: string
  readonly header: readonly string[]
  readonly rows: () => AsyncIterable<readonly (readonly Cell[])[]>
}

/** What a spreadsheet would run as a formula; papaparse's own pattern lets a cell with a line break pass. */
const FORMULA = /^[=+\-@\t\r]/

/** Lines of CSV (RFC 4180). A text that begins with = + - @ tab or CR gets an apostrophe before it. */
export function csvLines(rows: readonly (readonly Cell[])[]): string {
  if (rows.length === 0) return ''
  return `${Papa.unparse(rows as Cell[][], { header: false, newline: '\r\n', escapeFormulae: FORMULA })}\r\n`
}
