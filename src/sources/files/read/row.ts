/**
 * One row of data as cells of text. `row` is the number a spreadsheet shows beside it: header, blank rows and what
 * stands above the table are counted, a cell with line breaks is not counted twice.
 */
export interface Row {
  readonly row: number
  readonly cells: readonly string[]
}

/** Something about the bytes that a reader repaired, dropped or could not use. */
export interface ReadProblem {
  /** `reject`: the row is not among the rows; `skip`: it is no data; `note`: it was repaired and is among them */
  readonly severity: 'reject' | 'note' | 'skip'
  /** as in `Row`; 0 where it is about the whole file */
  readonly row: number
  readonly reason:
    | 'quote'
    | 'truncated'
    | 'nul'
    | 'too-many-cells'
    | 'too-few-cells'
    | 'repeated-header'
    | 'footer'
    | 'total'
    | 'preamble'
    | 'encoding'
  readonly cells?: readonly string[]
}

export type OnReadProblem = (problem: ReadProblem) => void

/** a chunk ends with whichever is reached first: rows, or characters of its cells */
export const CHUNK_ROWS = 2_000
export const CHUNK_LENGTH = 4_000_000
/** longer cells are cut and reported */
export const LONGEST_CELL = 1_000_000
