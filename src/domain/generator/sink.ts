import { csvLine, type Cell, type TableName } from './tables.ts'

/** Text of one or more rows of a table, in the order in which they stand in the file. */
export interface Batch {
  readonly table: TableName | 'truth-deals'
  readonly rows: number
  readonly text: string
}

/** Gathers rows by table until they are taken away. */
export interface Sink {
  readonly row: (table: TableName, cells: readonly Cell[]) => void
  /** a row of ids, numbers and words of ours, none of which needs quotes */
  readonly plain: (table: TableName, cells: readonly Cell[]) => void
  readonly line: (table: 'truth-deals', text: string) => void
  readonly take: () => Batch[]
  readonly size: () => number
}

export function newSink(): Sink {
  let tables = new Map<Batch['table'], { rows: number; text: string }>()
  let characters = 0
  const add = (table: Batch['table'], text: string) => {
    characters += text.length
    const held = tables.get(table)
    if (held === undefined) tables.set(table, { rows: 1, text })
    else {
      held.rows += 1
      held.text += text
    }
  }
  return {
    row: (table, cells) => add(table, csvLine(cells)),
    plain: (table, cells) => add(table, `${cells.join(',')}\r\n`),
    line: (table, text) => add(table, text),
    size: () => characters,
    take: () => {
      const batches = [...tables].map(([table, { rows, text }]) => ({ table, rows, text }))
      tables = new Map()
      characters = 0
      return batches
    },
  }
}
