import type { Problem } from '#domain/import/record.ts'
import type { ReadProblem } from './read/row.ts'

const REMEDIES: Readonly<Record<string, string>> = {
  quote: 'Close or double the quotation mark in this row.',
  truncated: 'The cell was cut after a million characters.',
  nul: 'NUL characters were removed.',
  'too-many-cells': 'Put values that contain the delimiter in quotation marks.',
  'too-few-cells': 'Complete the row: it has fewer cells than the header.',
  'repeated-header': 'Nothing to do.',
  footer: 'Nothing to do.',
  total: 'Nothing to do, unless it is a row of data: then give it a name that is no total.',
  preamble: 'Nothing to do.',
  encoding: 'Some bytes are no valid text and were replaced; export again as UTF-8.',
  'no-key': 'Give the row the value that identifies it.',
  'unreadable-time': 'Write the date the way the rest of the column is written.',
  'unreadable-money': 'Write the amount the way the rest of the column is written.',
  'unreadable-number': 'Write a number.',
  'unreadable-percent': 'Write a percentage.',
  'unreadable-duration': 'Write seconds or h:mm:ss.',
  'unreadable-boolean': 'Write yes or no.',
  'unreadable-email': 'Write an address with @.',
  'unreadable-id': 'Give the row an id.',
  'too-large': 'Write the number without digits that do not belong to it.',
}

const REASONS: Readonly<Record<string, string>> = {
  quote: 'A quotation mark is opened and never closed',
  truncated: 'A cell is longer than a million characters',
  nul: 'A cell held NUL characters',
  'too-many-cells': 'The row has more cells than the header',
  'too-few-cells': 'The row has fewer cells than the header',
  'repeated-header': 'Left out: the header again',
  footer: 'Left out: footer of a report',
  total: 'Left out: totals row',
  preamble: 'Left out: text before the header',
  encoding: 'Some bytes are no text in the encoding of the file',
  'no-key': 'The row has nothing that identifies it',
  'unreadable-time': 'Not a date in a style of this column',
  'unreadable-money': 'Not an amount in a style of this column',
  'unreadable-number': 'Not a number in a style of this column',
  'unreadable-percent': 'Not a percentage',
  'unreadable-duration': 'Not a duration',
  'unreadable-boolean': 'Neither yes nor no',
  'unreadable-email': 'Not an e-mail address',
  'unreadable-id': 'Not an id',
  'too-large': 'The number is larger than any amount can be',
}

/** A problem in words for people, with what to do about it. */
export function explain(problem: Problem): Problem {
  return {
    ...problem,
    reason: REASONS[problem.reason] ?? problem.reason,
    remedy: problem.remedy ?? remedyFor(problem.reason),
  }
}

export const remedyFor = (reason: string): string => REMEDIES[reason] ?? 'Correct the value and import the row again.'

/** A reader's finding in the form of all other problems. */
export function fromReader(fileNo: number, { severity, row, reason, cells }: ReadProblem): Problem {
  return {
    severity,
    fileNo,
    reason,
    group: `${reason}:${fileNo}`,
    ...(severity === 'skip' &&
      cells !== undefined && {
        value: cells
          .filter((cell) => cell !== '')
          .join(' · ')
          .slice(0, 200),
      }),
    remedy: remedyFor(reason),
    ...(row > 0 ? { row } : {}),
    ...(cells === undefined ? {} : { cells }),
  }
}
