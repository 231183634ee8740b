import { detectLayout, noData, type Layout } from './layout.ts'
import type { RecordBatch } from './csv.ts'
import { CHUNK_LENGTH, CHUNK_ROWS, type OnReadProblem, type Row } from './row.ts'

const SAMPLE_RECORDS = 300

/** Layout of the first records. */
export async function sampleLayout(batches: AsyncIterable<RecordBatch>): Promise<Layout> {
  const sample: string[][] = []
  for await (const batch of batches) {
    for (const [index, cells] of batch.records.entries())
      if (batch.faults.get(index)?.severity !== 'reject') sample.push(cells)
    if (sample.length >= SAMPLE_RECORDS) break
  }
  return detectLayout(sample.slice(0, SAMPLE_RECORDS))
}

/**
 * Data rows of a table in chunks: header, preamble, blank lines, repeated headers, totals and footers are left out;
 * a row with cells too many or too few is a problem, never data moved into the wrong column.
 */
export async function* dataRows(
  batches: AsyncIterable<RecordBatch>,
  layout: Layout,
  onProblem: OnReadProblem,
): AsyncIterable<Row[]> {
  const { header, shortRows } = layout
  const width = header.length
  let skip = layout.preamble + (layout.headed ? 1 : 0)
  let row = 0
  let chunk: Row[] = []
  let length = 0
  for await (const { records, rows, faults } of batches) {
    for (const [index, cells] of records.entries()) {
      row = rows?.[index] ?? row + 1
      if (skip > 0) {
        skip -= 1
        continue
      }
      const fault = faults.size === 0 ? undefined : faults.get(index)
      const other = noData(cells, header)
      if (other === 'blank') continue
      if (other !== null) {
        onProblem({ severity: 'skip', row, reason: other, cells })
        continue
      }
      if (fault?.severity === 'reject') {
        onProblem({ severity: 'reject', row, reason: fault.reason, cells })
        continue
      }
      const fitted = fit(cells, width, shortRows)
      if (typeof fitted === 'string') {
        onProblem({ severity: 'reject', row, reason: fitted, cells })
        continue
      }
      if (fault !== undefined) onProblem({ severity: 'note', row, reason: fault.reason })
      chunk.push({ row, cells: fitted.some(isGuarded) ? fitted.map(unguarded) : fitted })
      for (const cell of cells) length += cell.length
      if (chunk.length === CHUNK_ROWS || length > CHUNK_LENGTH) {
        yield chunk
        chunk = []
        length = 0
      }
    }
  }
  if (chunk.length > 0) yield chunk
}

/** `="007"` keeps a spreadsheet from reading a text as a number; `'=A1` from running it, and so do exports of ours */
const QUOTED_FORMULA = /^="([^"]*)"$/
const APOSTROPHE = /^'(?=[=+\-@\t\r])/
const isGuarded = (cell: string) => {
  const first = cell.charCodeAt(0)
  return (first === 61 && QUOTED_FORMULA.test(cell)) || (first === 39 && APOSTROPHE.test(cell))
}
const unguarded = (cell: string) => cell.replace(QUOTED_FORMULA, '$1').replace(APOSTROPHE, '')

function fit(
  cells: readonly string[],
  width: number,
  shortRows: boolean,
): readonly string[] | 'too-many-cells' | 'too-few-cells' {
  if (cells.length === width) return cells
  if (cells.length > width)
    return cells.slice(width).every((cell) => cell.trim() === '') ? cells.slice(0, width) : 'too-many-cells'
  return shortRows ? [...cells, ...Array.from({ length: width - cells.length }, () => '')] : 'too-few-cells'
}
