import { csvLine, type Cell, type TableName } from './tables.ts'

/** Text of one or more rows of a table, in the order in which they stand in the file. */
export interface Batch {
  readonly table: TableName | 'truth-deals' | 'truth-accounts'
  readonly rows: number
  readonly text: string
}

/** Gathers rows by table until they are taken away. */
export interface Sink {
  readonly row: (table: TableName, cells: readonly Cell[]) => void
  /** a line that is ready, with its break */
  readonly line: (table: Batch['table'], text: string) => void
  readonly take: () => Batch[]
  /** the same once there is enough of it for a write; nothing before */
  readonly full: () => Batch[]
}

const ENOUGH = 1 << 16
const NOTHING: Batch[] = []

export function newSink(): Sink {
  let tables = new Map<Batch['table'], { rows: number; text: string }>()
  let characters = 0
  const line: Sink['line'] = (table, text) => {
    characters += text.length
    const held = tables.get(table)
    if (held === undefined) tables.set(table, { rows: 1, text })
    else {
      held.rows += 1
      held.text += text
    }
  }
  const take = () => {
    const batches = [...tables].map(([table, { rows, text }]) => ({ table, rows, text }))
    tables = new Map()
    characters = 0
    return batches
  }
  return {
    row: (table, cells) => line(table, csvLine(cells)),
    line,
    take,
    full: () => (characters < ENOUGH ? NOTHING : take()),
  }
}
