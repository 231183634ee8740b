import { hash } from 'node:crypto'
import type { Row } from '../read/row.ts'
import { allTables, headerScores } from '../recognise/names.ts'
import { stageWord } from '../recognise/words.ts'
import { addCell, createColumn, finishColumn, type ColumnProfile } from './column.ts'
import { addHash, createSketch, finishSketch, packSketch, valueHash, type SketchState } from './sketch.ts'

/** rows of which it is remembered whether they came before; larger files get no duplicate counts */
const REMEMBERED_ROWS = 300_000
const MOST_COMBINATIONS = 5_000
/** enough for every stage, role or pipeline of a company */
const SAMPLE_ROWS = 200

/** Raise it with every change of what a profile says. */
export const PROFILE_VERSION = 3

/** A set of columns that could be the key of a file without ids. */
export interface KeyProfile {
  readonly columns: readonly number[]
  /** rows that have the same values in these columns as an earlier row */
  readonly clashes: number
  /** pairs of rows that clash */
  readonly examples: readonly (readonly [number, number])[]
}

/** Statistics of a whole file: JSON, bounded. */
export interface FileProfile {
  /** of the code that made it: another version is made anew */
  readonly version?: number
  readonly header: readonly string[]
  /** a sheet that its workbook does not show */
  readonly hidden?: boolean
  readonly rows: number
  readonly columns: readonly ColumnProfile[]
  /** first rows, for showing a reading on real data */
  readonly sample: readonly Row[]
  /** how often the values of stage, flags, probability and pipeline occur together */
  readonly joint: {
    readonly columns: readonly number[]
    readonly counts: readonly (readonly [readonly string[], number])[]
  } | null
  /** rows equal to an earlier row in every cell; null in files too large to tell */
  readonly identical: number | null
  readonly keys: readonly KeyProfile[]
  /** values of two columns joined with a space: full names */
  readonly fullName: {
    readonly columns: readonly [number, number]
    readonly sketch: { readonly limit: number; readonly hashes: string }
  } | null
}

interface Together {
  readonly joint: { columns: number[]; counts: Map<string, { cells: string[]; rows: number }> } | null
  readonly keys: { columns: number[]; seen: Map<string, number>; clashes: number; examples: [number, number][] }[]
  readonly fullName: { columns: [number, number]; sketch: SketchState } | null
}

/** One pass over all rows. */
export async function profileFile(
  header: readonly string[],
  chunks: AsyncIterable<readonly Row[]> | Iterable<readonly Row[]>,
): Promise<FileProfile> {
  const columns = header.map(() => createColumn())
  const sample: Row[] = []
  const seen = new Map<string, number>()
  let identical = 0
  let rows = 0
  let together: Together | null = null
  for await (const chunk of chunks) {
    for (const row of chunk) for (let i = 0; i < columns.length; i++) addCell(columns[i]!, row.cells[i] ?? '')
    together ??= choose(header, chunk)
    for (const row of chunk) {
      if (sample.length < SAMPLE_ROWS) sample.push({ row: row.row, cells: row.cells.map((cell) => cell.slice(0, 200)) })
      rows += 1
      if (together.joint !== null) addJoint(together.joint, row)
      if (together.fullName !== null) {
        const [first, last] = together.fullName.columns
        const name = `${row.cells[first] ?? ''} ${row.cells[last] ?? ''}`.trim()
        if (name !== '') addHash(together.fullName.sketch, valueHash(name))
      }
      if (together.keys.length > 0 && rows <= REMEMBERED_ROWS) {
        if (remember(seen, row.cells.join('\u001f'), row.row) !== null) {
          identical += 1
          continue
        }
        for (const key of together.keys) {
          const earlier = remember(key.seen, key.columns.map((i) => row.cells[i]).join('\u001f'), row.row)
          if (earlier === null) continue
          key.clashes += 1
          if (key.examples.length < 3) key.examples.push([earlier, row.row])
        }
      }
    }
  }
  return {
    header,
    rows,
    sample,
    columns: columns.map(finishColumn),
    joint: together?.joint
      ? {
          columns: together.joint.columns,
          counts: [...together.joint.counts.values()].map(({ cells, rows: n }) => [cells, n] as const),
        }
      : null,
    identical: rows > REMEMBERED_ROWS || together === null || together.keys.length === 0 ? null : identical,
    keys: (together?.keys ?? []).map(({ columns: key, clashes, examples }) => ({ columns: key, clashes, examples })),
    fullName: together?.fullName
      ? { columns: together.fullName.columns, sketch: packSketch(finishSketch(together.fullName.sketch)) }
      : null,
  }
}

function remember(seen: Map<string, number>, text: string, row: number): number | null {
  const key = hash('sha1', text, 'base64')
  const earlier = seen.get(key)
  if (earlier !== undefined) return earlier
  seen.set(key, row)
  return null
}

function addJoint(joint: NonNullable<Together['joint']>, row: Row): void {
  const cells = joint.columns.map((i) => (row.cells[i] ?? '').trim())
  const key = cells.join('\u001f')
  const known = joint.counts.get(key)
  if (known !== undefined) known.rows += 1
  else if (joint.counts.size < MOST_COMBINATIONS) joint.counts.set(key, { cells, rows: 1 })
}

const JOINT_FIELDS = ['stage', 'closed', 'won', 'probability', 'pipeline']
const KEY_SETS = [
  ['name'],
  ['name', 'createdAt'],
  ['name', 'owner', 'createdAt'],
  ['name', 'account', 'createdAt'],
  ['name', 'owner', 'createdAt', 'closeDate', 'amount'],
  ['account', 'owner', 'createdAt'],
]

/** decides from the first rows which columns are counted together */
function choose(header: readonly string[], chunk: readonly Row[]): Together {
  const fields = header.map((name) => dealFields(name))
  const bestFor = (field: string) => {
    const scores = fields.map((scores) => scores.get(field) ?? 0)
    const best = Math.max(0, ...scores)
    return best >= 0.6 ? scores.indexOf(best) : -1
  }
  const first = chunk.map((row) => row.cells)
  const joint = new Set(JOINT_FIELDS.map(bestFor).filter((i) => i >= 0 && distinctIn(first, i) <= 60))
  for (let i = 0; i < header.length && joint.size < 6; i++) if (looksLikeStage(first, i)) joint.add(i)
  const keys =
    bestFor('id') >= 0
      ? []
      : KEY_SETS.map((set) => set.map(bestFor)).filter(
          (columns) => columns.every((i) => i >= 0) && new Set(columns).size === columns.length,
        )
  const [firstName, lastName] = [nameColumn(header, 'firstName'), nameColumn(header, 'lastName')]
  return {
    joint: joint.size >= 1 ? { columns: [...joint], counts: new Map() } : null,
    keys: keys.map((columns) => ({ columns, seen: new Map(), clashes: 0, examples: [] })),
    fullName: firstName >= 0 && lastName >= 0 ? { columns: [firstName, lastName], sketch: createSketch() } : null,
  }
}

function dealFields(header: string): Map<string, number> {
  const best = new Map<string, number>()
  for (const table of allTables()) {
    if (table.spec.object !== 'deal') continue
    for (const [field, score] of headerScores(table, header)) best.set(field, Math.max(score, best.get(field) ?? 0))
  }
  return best
}

function nameColumn(header: readonly string[], field: string): number {
  return header.findIndex((name) =>
    allTables().some((table) => table.spec.object === 'person' && (headerScores(table, name).get(field) ?? 0) > 0.8),
  )
}

function distinctIn(rows: readonly (readonly string[])[], column: number): number {
  const values = new Set<string>()
  for (const cells of rows) values.add(cells[column] ?? '')
  return values.size
}

function looksLikeStage(rows: readonly (readonly string[])[], column: number): boolean {
  const values = new Set<string>()
  for (const cells of rows) {
    const cell = (cells[column] ?? '').trim()
    if (cell !== '') values.add(cell)
    if (values.size > 40) return false
  }
  const kinds = new Set([...values].map(stageWord))
  return (kinds.has('won') && (kinds.has('lost') || kinds.has('open'))) || (kinds.has('lost') && kinds.has('open'))
}
