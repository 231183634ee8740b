import { parseMetric } from '#ui/format/parse-metric.ts'

export interface PastedCell {
  readonly row: number
  readonly column: number
  /** null: an empty cell takes the goal away */
  readonly minor: number | null
}

/** What the goals of a sheet are written in. */
export interface GoalFormat {
  readonly unit: string
  readonly currency: string
}

/** One cell as typed: minor units or a value of the metric, null for none. */
export function readGoal(text: string, format: GoalFormat): number | null | 'unreadable' {
  const trimmed = text.trim()
  if (trimmed === '' || trimmed === '-' || trimmed === '–') return null
  return parseMetric(trimmed, format) ?? 'unreadable'
}

/**
 * A block of cells copied from a spreadsheet. All of it is taken or, with the first problem named, none: half a pasted
 * plan is worse than none.
 */
export function pastedGoals(
  text: string,
  format: GoalFormat,
  room: { readonly rows: number; readonly columns: number },
): { readonly cells: PastedCell[]; readonly problem: string | null } {
  const lines = text.replace(/\r\n?/g, '\n').replace(/\n+$/, '').split('\n')
  if (lines.length > room.rows)
    return { cells: [], problem: `${lines.length} rows were copied, and there is room for ${room.rows} from here.` }
  const cells: PastedCell[] = []
  for (const [row, line] of lines.entries()) {
    const parts = line.split('\t')
    if (parts.length > room.columns)
      return {
        cells: [],
        problem: `${parts.length} columns were copied, and there is room for ${room.columns} from here.`,
      }
    for (const [column, part] of parts.entries()) {
      const minor = readGoal(part, format)
      if (minor === 'unreadable')
        return {
          cells: [],
          problem: `“${part.trim()}” in row ${row + 1}, column ${column + 1} cannot be read. Nothing was pasted.`,
        }
      cells.push({ row, column, minor })
    }
  }
  return { cells, problem: null }
}
