import { expect, test } from 'vitest'
import type { ImportQuestion, PreviewColumn } from '../contract.ts'
import {
  countingWords,
  countWords,
  fieldWords,
  findingParts,
  isOpen,
  labelWords,
  optionWords,
  previewWords,
  progressWords,
  surenessOf,
  withdrawalWords,
} from './words.ts'

const column = (field: string | null, confidence: number, ignored = false): PreviewColumn => ({
  index: 0,
  header: 'h',
  field,
  ignored,
  confidence,
  examples: [],
  replaced: [],
})

test('three levels of a guess', () => {
  expect(surenessOf(column('amount', 0.9))).toBe('sure')
  expect(surenessOf(column('amount', 0.89))).toBe('check')
  expect(surenessOf(column('amount', 0.49))).toBe('left-out')
  expect(surenessOf(column(null, 1))).toBe('left-out')
  expect(surenessOf(column('amount', 1, true))).toBe('left-out')
})

test('counts and progress in words', () => {
  expect(countWords({ new: 1412, changed: 0, unchanged: 3, rejected: 1 }, 'en-GB')).toBe(
    '1,412 new, 3 unchanged, 1 rejected',
  )
  expect(countWords({ new: 0, changed: 0, unchanged: 0, rejected: 0 })).toBe('nothing')
  expect(previewWords({ new: 0, changed: 0, unchanged: 8800, rejected: 0 }, 'en-GB')).toBe(
    'Nothing to write: 8,800 unchanged.',
  )
  expect(previewWords({ new: 1, changed: 0, unchanged: 0, rejected: 2 }, 'en-GB')).toBe(
    'Would write 1 new, 2 rejected. Nothing is written yet.',
  )
  const progress = { phase: 'applying', rows: 1000, rowsTotal: 9000, rowsPerSecond: 400.4, secondsLeft: 20.2 } as const
  expect(progressWords(progress, 'en-GB')).toBe('Writing: 1,000 of 9,000 rows, 400 rows a second, 21 secs left')
  expect(progressWords({ ...progress, rowsTotal: null, rowsPerSecond: null, secondsLeft: null }, 'en-GB')).toBe(
    'Writing: 1,000 rows',
  )
  expect(countingWords(progress, 'en-GB')).toBe('Trying: 1,000 of 9,000 rows, 400 rows a second, 21 secs left')
  expect(fieldWords('forecastCategory')).toBe('forecast category')
})

test('an import of many files is called by the first of them', () => {
  expect(labelWords('a.csv, b.csv, c.csv, d.csv, e.csv')).toBe('a.csv, b.csv, c.csv, d.csv, e.csv')
  expect(labelWords('a.csv, b.csv, c.csv, d.csv, e.csv, f.csv')).toBe('a.csv, b.csv, c.csv, d.csv and 2 more')
})

test('a finding says what is so and what hangs on it, or ends where no amount is known', () => {
  const finding = { id: 'untouched', count: 23, minor: 41_000_000, currency: 'EUR', days: 30, search: {} } as const
  const said = (parts: readonly { text: string }[]) => parts.map(({ text }) => text).join('')
  expect(said(findingParts(finding, null, 'en'))).toBe('23 open deals without a touch in 30 days: €410k')
  expect(said(findingParts({ ...finding, id: 'open', minor: 0 }, null, 'en'))).toBe(
    '23 open deals, none with an amount',
  )
  expect(said(findingParts({ ...finding, id: 'overdue', count: 1 }, null, 'en'))).toBe(
    '1 open deal whose close date has passed: €410k',
  )
  expect(findingParts({ ...finding, search: { untouched: '30' } }, null, 'en').at(-1)?.figure).toEqual({
    kind: 'deals',
    of: { untouched: '30' },
  })
})

test('undoing says what goes, and what goes with it', () => {
  expect(
    withdrawalWords(
      [
        { kind: 'deal', count: 412 },
        { kind: 'person', count: 1 },
      ],
      0,
      'en',
    ),
  ).toBe('Undoing takes back what this import said of 412 deals and 1 person; it can be done again.')
  expect(withdrawalWords([{ kind: 'deal', count: 2 }], 3, 'en')).toContain('3 of them were edited later')
  expect(withdrawalWords([], 0, 'en')).toContain('wrote nothing')
})

test('a question is open until it is answered or surely guessed; a guess tells why and how sure it is', () => {
  const question: ImportQuestion = {
    key: 'date-style:deals.csv:Close',
    file: 'deals.csv',
    column: 'Close',
    text: 'Which comes first?',
    options: [
      { value: 'dmy', rows: 2, example: '04/05/2025 = 2025-05-04' },
      { value: 'mdy', rows: 2, example: '04/05/2025 = 2025-04-05' },
    ],
    suggested: 'dmy',
    guess: { value: 'dmy', confidence: 0.6, reason: 'Most people write so.', taken: false },
    answer: null,
  }
  expect(isOpen(question)).toBe(true)
  expect(isOpen({ ...question, answer: 'mdy' })).toBe(false)
  expect(isOpen({ ...question, guess: { ...question.guess!, taken: true } })).toBe(false)
  expect(question.options.map((option) => optionWords(question, option, 'en'))).toEqual([
    'fits 2 rows; 60% sure. Most people write so.',
    'fits 2 rows',
  ])
  expect(optionWords({ ...question, guess: null }, question.options[0], 'en')).toBe('fits 2 rows, suggested')
})
