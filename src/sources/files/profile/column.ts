import { DATE_STYLES, type DateStyle } from '../styles/dates.ts'
import { shapeOf, SALESFORCE_ID } from '../styles/cell.ts'
import {
  addHash,
  createSketch,
  distinctOf,
  finishSketch,
  mergeSketches,
  packSketch,
  unpackSketch,
  valueHash,
  type SketchState,
} from './sketch.ts'

/** columns with more distinct values than this keep no list of them */
const LISTED_VALUES = 1_000
const LONGEST_LISTED = 200
const EXAMPLES = 5

/** Cells of one shape: `bits` as in styles/cell.ts. */
export interface ShapeCount {
  readonly bits: number
  readonly cells: number
  readonly examples: readonly string[]
}

/** newest time per date style, epoch ms: `local` as if written in UTC, `instant` where the cells carry an offset */
export type Latest = Readonly<
  Partial<Record<DateStyle, { readonly local: number | null; readonly instant: number | null }>>
>

/** Statistics of a whole column: JSON, bounded, mergeable. */
export interface ColumnProfile {
  readonly rows: number
  readonly filled: number
  /** exact up to 20,000, estimated beyond */
  readonly distinct: number
  /** every value with its cells, most frequent first; null where there are more than 1,000 */
  readonly values: readonly (readonly [string, number])[] | null
  readonly examples: readonly string[]
  readonly shapes: readonly ShapeCount[]
  /** cells with a sign, by `signOf` what it can stand for */
  readonly currencies: Readonly<Record<string, number>>
  /** first three characters of Salesforce ids */
  readonly prefixes: Readonly<Record<string, number>>
  readonly min: number | null
  readonly max: number | null
  readonly longest: number
  readonly latest: Latest
  readonly sketch: { readonly limit: number; readonly hashes: string }
}

interface ShapeState {
  bits: number
  cells: number
  examples: string[]
}

interface ValueState {
  cells: number
  readonly shape: ShapeState
  readonly currency: string | null
  readonly prefix: string | null
}

interface LatestState {
  local: number | null
  instant: number | null
}

export interface ColumnState {
  rows: number
  filled: number
  values: Map<string, ValueState> | null
  readonly shapes: Map<number, ShapeState>
  readonly currencies: Map<string, number>
  readonly prefixes: Map<string, number>
  readonly examples: string[]
  readonly latest: Map<DateStyle, LatestState>
  readonly sketch: SketchState
  min: number | null
  max: number | null
  longest: number
  /** the latest prefix, so that a column of ids does not cut one from every cell */
  prefix: string | null
}

export function createColumn(): ColumnState {
  return {
    rows: 0,
    filled: 0,
    values: new Map(),
    shapes: new Map(),
    currencies: new Map(),
    prefixes: new Map(),
    examples: [],
    latest: new Map(),
    sketch: createSketch(),
    min: null,
    max: null,
    longest: 0,
    prefix: null,
  }
}

/** Counts one cell. A value seen before costs one look-up as long as the column has few values. */
export function addCell(state: ColumnState, raw: string): void {
  state.rows += 1
  if (raw === '') return
  const last = raw.charCodeAt(raw.length - 1)
  const text = raw.charCodeAt(0) > 32 && last > 32 && last < 128 ? raw : raw.trim()
  if (text === '') return
  state.filled += 1
  const known = state.values?.get(text)
  if (known !== undefined) {
    known.cells += 1
    return
  }
  addValue(state, text)
}

function addValue(state: ColumnState, text: string): void {
  addHash(state.sketch, valueHash(text.length > LONGEST_LISTED ? text.slice(0, 1_000) : text))
  const shape = shapeOf(text)
  let shapes = state.shapes.get(shape.bits)
  if (shapes === undefined) {
    shapes = { bits: shape.bits, cells: 0, examples: [] }
    state.shapes.set(shape.bits, shapes)
  }
  if (shapes.examples.length < 2) shapes.examples.push(text.slice(0, LONGEST_LISTED))
  if (state.examples.length < EXAMPLES) state.examples.push(text.slice(0, LONGEST_LISTED))
  for (const { style, day, time, offset } of shape.dates) {
    const at = day * 86_400_000 + (time ?? 0)
    let latest = state.latest.get(style)
    if (latest === undefined) state.latest.set(style, (latest = { local: null, instant: null }))
    if (offset === null) latest.local = Math.max(latest.local ?? at, at)
    else latest.instant = Math.max(latest.instant ?? -Infinity, at - offset * 60_000)
  }
  if (shape.value !== null) {
    if (state.min === null || shape.value < state.min) state.min = shape.value
    if (state.max === null || shape.value > state.max) state.max = shape.value
  }
  if (text.length > state.longest) state.longest = text.length
  const prefix =
    (shape.bits & SALESFORCE_ID) === 0
      ? null
      : state.prefix !== null && text.startsWith(state.prefix)
        ? state.prefix
        : (state.prefix = text.slice(0, 3))
  if (state.values !== null) {
    if (state.values.size < LISTED_VALUES && text.length <= LONGEST_LISTED) {
      state.values.set(text, { cells: 1, shape: shapes, currency: shape.currency, prefix })
      return
    }
    settle(state)
  }
  shapes.cells += 1
  count(state.currencies, shape.currency, 1)
  count(state.prefixes, prefix, 1)
}

function count(counts: Map<string, number>, key: string | null, cells: number): void {
  if (key !== null && (counts.size < 50 || counts.has(key))) counts.set(key, (counts.get(key) ?? 0) + cells)
}

/** moves what was counted per value into the sums */
function settle(state: ColumnState): void {
  for (const value of state.values?.values() ?? []) {
    value.shape.cells += value.cells
    count(state.currencies, value.currency, value.cells)
    count(state.prefixes, value.prefix, value.cells)
  }
  state.values = null
}

/** The statistics so far; the state is used up. */
export function finishColumn(state: ColumnState): ColumnProfile {
  const values =
    state.values === null ? null : sorted([...state.values].map(([text, { cells }]) => [text, cells] as const))
  settle(state)
  const sketch = finishSketch(state.sketch)
  return {
    rows: state.rows,
    filled: state.filled,
    distinct: values === null ? distinctOf(sketch) : values.length,
    values,
    examples: state.examples,
    shapes: [...state.shapes.values()].sort((a, b) => b.cells - a.cells),
    currencies: Object.fromEntries(state.currencies),
    prefixes: Object.fromEntries(state.prefixes),
    min: state.min,
    max: state.max,
    longest: state.longest,
    latest: Object.fromEntries(state.latest),
    sketch: packSketch(sketch),
  }
}

const sorted = (values: (readonly [string, number])[]) => values.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))

/** The profile of both parts of one column. */
export function mergeColumns(a: ColumnProfile, b: ColumnProfile): ColumnProfile {
  const sketch = mergeSketches(unpackSketch(a.sketch), unpackSketch(b.sketch))
  const values = a.values === null || b.values === null ? null : sorted([...sumByKey([...a.values, ...b.values])])
  const listed = values !== null && values.length <= LISTED_VALUES ? values : null
  const shapes = new Map<number, ShapeCount>()
  for (const shape of [...a.shapes, ...b.shapes]) {
    const other = shapes.get(shape.bits)
    const examples = [...new Set([...(other?.examples ?? []), ...shape.examples])].slice(0, 2)
    shapes.set(shape.bits, { bits: shape.bits, cells: shape.cells + (other?.cells ?? 0), examples })
  }
  return {
    rows: a.rows + b.rows,
    filled: a.filled + b.filled,
    distinct: listed?.length ?? distinctOf(sketch),
    values: listed,
    examples: [...new Set([...a.examples, ...b.examples])].slice(0, EXAMPLES),
    shapes: [...shapes.values()].sort((x, y) => y.cells - x.cells),
    currencies: Object.fromEntries(sumByKey([...Object.entries(a.currencies), ...Object.entries(b.currencies)])),
    prefixes: Object.fromEntries(sumByKey([...Object.entries(a.prefixes), ...Object.entries(b.prefixes)])),
    min: extreme(Math.min, a.min, b.min),
    max: extreme(Math.max, a.max, b.max),
    longest: Math.max(a.longest, b.longest),
    latest: mergeLatest(a.latest, b.latest),
    sketch: packSketch(sketch),
  }
}

function sumByKey(entries: readonly (readonly [string, number])[]): Map<string, number> {
  const sums = new Map<string, number>()
  for (const [key, cells] of entries) sums.set(key, (sums.get(key) ?? 0) + cells)
  return sums
}

const extreme = (pick: (a: number, b: number) => number, a: number | null, b: number | null): number | null =>
  a === null ? b : b === null ? a : pick(a, b)

function mergeLatest(a: Latest, b: Latest): Latest {
  const merged: Partial<Record<DateStyle, LatestState>> = {}
  for (const style of DATE_STYLES) {
    const [x, y] = [a[style], b[style]]
    if (x === undefined && y === undefined) continue
    merged[style] = {
      local: extreme(Math.max, x?.local ?? null, y?.local ?? null),
      instant: extreme(Math.max, x?.instant ?? null, y?.instant ?? null),
    }
  }
  return merged
}
