import Papa from 'papaparse'
import { LONGEST_CELL } from './row.ts'

/** Records of one piece of text. `faults` names what was repaired (`note`) or cannot be trusted (`reject`), by index. */
export interface RecordBatch {
  readonly records: string[][]
  /** the number of each record's row in its sheet; without them records are counted */
  readonly rows?: readonly number[]
  readonly faults: ReadonlyMap<
    number,
    { readonly severity: 'note' | 'reject'; readonly reason: 'quote' | 'truncated' | 'nul' }
  >
}

type Faults = Map<number, { severity: 'note' | 'reject'; reason: 'quote' | 'truncated' | 'nul' }>

/** a record that has not ended by then has a stray quote, unless it is one long line */
const LONGEST_RECORD = 2 * LONGEST_CELL
const MOST_LINES = 200

interface Parsed {
  readonly data: string[][]
  readonly errors: readonly { readonly type: string; readonly code: string }[]
  readonly meta: { readonly cursor: number }
}

const INVISIBLE = /[\u200b\u200e\u200f\u2060\ufeff]/

/** The text without marks that nobody sees and that would make two names of one. */
export const visible = (text: string): string => text.replace(new RegExp(INVISIBLE, 'g'), '')

function parse(text: string, delimiter: string, toTheEnd: boolean): Parsed {
  return new Papa.Parser({ delimiter, newline: '\n' }).parse(text, 0, !toTheEnd) as Parsed
}

/**
 * Records of a delimited text. `width` is the expected number of cells (0 while unknown): a quote that is never closed
 * is told from a value with line breaks by it, and costs its own line only.
 */
export async function* readRecords(
  text: AsyncIterable<string>,
  delimiter: string,
  width: () => number,
): AsyncIterable<RecordBatch> {
  let carry = ''
  let run = 0
  const separators = new RegExp(`[${delimiter}\\n"]`)
  let pendingReturn = false
  for await (const raw of text) {
    let piece: string = pendingReturn ? `\r${raw}` : raw
    pendingReturn = piece.endsWith('\r')
    if (pendingReturn) piece = piece.slice(0, -1)
    if (INVISIBLE.test(piece)) piece = visible(piece)
    if (piece.includes('\r')) piece = piece.replace(/\r\n?/g, '\n')
    // only a cell that fills whole pieces can pass the limit: the rest of it is dropped here, before it fills the memory
    run = separators.test(piece) ? 0 : run + piece.length
    if (run > LONGEST_RECORD) continue
    const batch = take(carry + piece, delimiter, width(), false)
    carry = batch.rest
    if (batch.records.length > 0) yield batch
  }
  if (pendingReturn) carry += '\n'
  const batch = take(carry, delimiter, width(), true)
  if (batch.records.length > 0) yield batch
}

function take(text: string, delimiter: string, width: number, last: boolean): RecordBatch & { rest: string } {
  const faults: Faults = new Map()
  // a last line break ends a record and does not begin another
  const toParse = last && text.endsWith('\n') ? text.slice(0, -1) : text
  if (toParse === '') return { records: [], faults, rest: '' }
  const parsed = parse(toParse, delimiter, last)
  const rest = last ? '' : toParse.slice(parsed.meta.cursor)
  let result: { records: string[][]; rest: string } = { records: parsed.data, rest }
  if (
    parsed.errors.some(({ type }) => type === 'Quotes') ||
    rest.length > LONGEST_RECORD ||
    hasSwallowed(parsed.data, width)
  ) {
    result = recover(toParse, delimiter, width, last, faults)
  }
  if (text.includes('\0')) dropNul(result.records, faults)
  if (text.length > LONGEST_CELL) cutLongCells(result.records, faults)
  return { ...result, faults }
}

/** true where a record has line breaks in a cell and the wrong number of cells: perhaps a quote took in other records */
function hasSwallowed(records: readonly string[][], width: number): boolean {
  if (width === 0) return false
  return records.some((cells) => cells.length !== width && cells.some((cell) => cell.includes('\n')))
}

/** Goes line by line through text with broken quotes. */
function recover(
  text: string,
  delimiter: string,
  width: number,
  last: boolean,
  faults: Faults,
): { records: string[][]; rest: string } {
  const lines = text.split('\n')
  const ended = last ? lines.length : lines.length - 1
  const records: string[][] = []
  let i = 0
  while (i < ended) {
    const line = lines[i]!
    if (!line.includes('"')) {
      records.push(line.split(delimiter))
      i += 1
      continue
    }
    const found = spanFrom(lines, i, ended, delimiter, width, last)
    if (found === 'more') break
    if (found !== null) {
      records.push(found.cells)
      i += found.lines
      continue
    }
    const literal = parseLiterally(line, delimiter)
    const lenient = parse(line, delimiter, true).data[0] ?? []
    const cells = literal.length === width || lenient.length !== width ? literal : lenient
    faults.set(records.length, { severity: width === 0 || cells.length === width ? 'note' : 'reject', reason: 'quote' })
    records.push(cells)
    i += 1
  }
  return { records, rest: lines.slice(i).join('\n') }
}

/** the well-formed record that begins at line `from`; null when there is none, `more` when it may end in later text */
function spanFrom(
  lines: readonly string[],
  from: number,
  ended: number,
  delimiter: string,
  width: number,
  last: boolean,
) {
  let text = ''
  for (let to = from; to < Math.min(ended, from + MOST_LINES) && text.length < LONGEST_RECORD; to++) {
    text = to === from ? lines[to]! : `${text}\n${lines[to]!}`
    if (to > from && !lines[to]!.includes('"')) continue
    const { data, errors } = parse(text, delimiter, true)
    if (errors.length === 0) {
      const cells = data[0] ?? ['']
      const stray =
        to > from && width > 0 && cells.length !== width && parseLiterally(lines[from]!, delimiter).length === width
      return stray ? null : { cells, lines: to - from + 1 }
    }
    if (errors.some(({ code }) => code === 'InvalidQuotes')) return null
  }
  const mayEndLater = !last && ended - from < MOST_LINES && text.length < LONGEST_RECORD
  return mayEndLater ? ('more' as const) : null
}

/** splits at every delimiter; quotes around a cell are taken off, others stay as written */
function parseLiterally(line: string, delimiter: string): string[] {
  return line.split(delimiter).map((cell) => cell.trim().replace(/^"|"$/g, '').replaceAll('""', '"'))
}

function dropNul(records: string[][], faults: Faults): void {
  for (const [index, cells] of records.entries()) {
    for (const [column, cell] of cells.entries()) {
      if (!cell.includes('\0')) continue
      cells[column] = cell.replaceAll('\0', '')
      faults.set(index, faults.get(index) ?? { severity: 'note', reason: 'nul' })
    }
  }
}

function cutLongCells(records: string[][], faults: Faults): void {
  for (const [index, cells] of records.entries()) {
    for (const [column, cell] of cells.entries()) {
      if (cell.length <= LONGEST_CELL) continue
      cells[column] = cell.slice(0, LONGEST_CELL)
      faults.set(index, faults.get(index) ?? { severity: 'note', reason: 'truncated' })
    }
  }
}
