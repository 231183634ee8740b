import type { Problem } from '#domain/import/record.ts'
import type { ReadProblem } from './row.ts'

const REASONS: Readonly<Record<ReadProblem['reason'], readonly [reason: string, remedy: string]>> = {
  quote: ['A quotation mark is opened and never closed', 'Close it, or double it if it belongs to the text'],
  truncated: ['A cell is longer than a million characters', 'Shorten it; the rest was cut off'],
  nul: ['A cell held NUL characters', 'Nothing to do: they were left out'],
  'too-many-cells': ['The row has more cells than the header', 'Quote the cell that holds the delimiter'],
  'too-few-cells': ['The row has fewer cells than the header', 'Nothing to do if the rest is empty'],
  'repeated-header': ['The header is repeated', 'Nothing to do: the row was left out'],
  footer: ['A footer of a report', 'Nothing to do: the row was left out'],
  total: ['A totals row of a report', 'Nothing to do: the row was left out'],
  preamble: ['Lines before the header', 'Nothing to do: they were left out'],
  encoding: ['Some bytes are not valid in the encoding of the file', 'Export the file as UTF-8'],
}

/** What a reader met, in the words of a problem list. */
export function readProblem(fileNo: number, { severity, row, reason, cells }: ReadProblem): Problem {
  const [text, remedy] = REASONS[reason]
  return {
    severity: severity === 'reject' ? 'reject' : 'note',
    fileNo,
    ...(row > 0 && { row }),
    reason: text,
    remedy,
    group: `read:${reason}`,
    ...(cells && { cells }),
  }
}
