import { createHash } from 'node:crypto'
import type { Blob } from './blob.ts'
import { visible, type RecordBatch } from './csv.ts'
import type { InputFile } from './input.ts'
import { LONGEST_CELL } from './row.ts'
import { dataRows, sampleLayout } from './table.ts'
import { openWorkbook, type Workbook } from './workbook.ts'
import { columnOf, readXml, type XmlHandler } from './xml.ts'

const BATCH_ROWS = 1_000
/** a gap of empty rows longer than this is closed, so that one stray cell at the bottom costs nothing */
const LONGEST_GAP = 1_000
const LAST_COLUMN = 16_384
const NO_FAULTS: RecordBatch['faults'] = new Map()

/** Every sheet of a workbook as a table. Formulas are never computed: a cell is the value that was saved with it. */
export async function* sheetFiles(blob: Blob): AsyncIterable<InputFile> {
  const hash = createHash('sha256')
  for await (const bytes of blob.bytes()) hash.update(bytes)
  const sha256 = hash.digest('hex')
  const workbook = await openWorkbook(blob)
  for (const sheet of workbook.sheets) {
    const merged = await mergedDown(workbook.part(sheet.part))
    const records = () => sheetRecords(workbook, sheet.part, merged)
    const found = await sampleLayout(records())
    if (found.header.length === 0) continue
    // a sheet does not write the empty cells at the end of a row
    const layout = { ...found, shortRows: true }
    yield {
      name: workbook.sheets.length === 1 ? blob.name : `${blob.name}#${sheet.name}`,
      size: blob.size,
      sha256,
      header: layout.header,
      hidden: sheet.hidden,
      headed: layout.headed,
      text: null,
      rows: (onProblem = () => undefined) => dataRows(records(), layout, onProblem),
    }
  }
}

/** A cell merged over several rows: its value is written in the first, and meant for all. */
interface Merged {
  readonly column: number
  readonly from: number
  readonly to: number
}

const MOST_MERGED = 100_000

/** The merged cells of a sheet, which stand behind its rows, by their last row; sideways merging is no matter of values. */
async function mergedDown(bytes: AsyncIterable<Uint8Array>): Promise<readonly Merged[]> {
  const found: Merged[] = []
  const decoder = new TextDecoder()
  let carry = ''
  for await (const piece of bytes) {
    const text = carry + decoder.decode(piece, { stream: true })
    for (const [, column, from, to] of text.matchAll(/<mergeCell ref="([A-Z]+)(\d+):[A-Z]+(\d+)"/g)) {
      if (from !== to && found.length < MOST_MERGED)
        found.push({ column: columnOf(`${column}1`), from: Number(from), to: Number(to) })
    }
    const last = text.lastIndexOf('<')
    carry = last === -1 || text.length - last > 200 ? '' : text.slice(last)
  }
  return found.toSorted((a, b) => a.from - b.from)
}

/** Gives each row the values that cells merged down to it hold. */
function fillDown(merged: readonly Merged[]): (row: number, cells: string[]) => void {
  const open = new Map<Merged, string>()
  let next = 0
  return (row, cells) => {
    for (const [range, value] of open) {
      if (range.to < row) open.delete(range)
      else {
        while (cells.length <= range.column) cells.push('')
        cells[range.column] ||= value
      }
    }
    while (next < merged.length && merged[next]!.from <= row) {
      const range = merged[next]!
      if (range.from === row && (cells[range.column] ?? '') !== '') open.set(range, cells[range.column]!)
      next += 1
    }
  }
}

async function* sheetRecords(workbook: Workbook, part: string, merged: readonly Merged[]): AsyncIterable<RecordBatch> {
  let records: string[][] = []
  let rows: number[] = []
  const fill = fillDown(merged)
  const handler = sheetHandler(workbook, (cells, row) => {
    fill(row, cells)
    records.push(cells)
    rows.push(row)
  })
  for await (const _ of readXml(workbook.part(part), handler)) {
    if (records.length < BATCH_ROWS) continue
    yield { records, rows, faults: NO_FAULTS }
    records = []
    rows = []
  }
  if (records.length > 0) yield { records, rows, faults: NO_FAULTS }
}

/** turns the elements of a sheet into records; `r` of a row counts from 1 and leaves empty rows out */
function sheetHandler(workbook: Workbook, emit: (cells: string[], row: number) => void): XmlHandler {
  let cells: string[] = []
  let nextRow = 1
  let type = 'n'
  let style = 0
  let column = 0
  let text = ''
  let collecting = false
  return {
    open(name, attributes) {
      if (name === 'row') {
        const row = Number(attributes['r'] ?? nextRow)
        for (let gap = Math.min(row - nextRow, LONGEST_GAP); gap > 0; gap--) emit([], row - gap)
        nextRow = row + 1
        cells = []
        column = 0
      } else if (name === 'c') {
        const at = attributes['r'] === undefined ? column : columnOf(attributes['r'])
        column = Math.min(at, LAST_COLUMN) + 1
        type = attributes['t'] ?? 'n'
        style = Number(attributes['s'] ?? 0)
        text = ''
      } else if (name === 'v' || name === 't') collecting = true
    },
    text(piece) {
      if (collecting && text.length < LONGEST_CELL) text += piece
    },
    close(name) {
      if (name === 'v' || name === 't') collecting = false
      else if (name === 'c') {
        if (text === '') return
        while (cells.length < column - 1) cells.push('')
        cells.push(visible(workbook.cellText(type, style, text)))
      } else if (name === 'row') emit(cells, nextRow - 1)
    },
  }
}
