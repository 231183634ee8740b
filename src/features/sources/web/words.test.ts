import { expect, test } from 'vitest'
import type { PreviewColumn } from '../contract.ts'
import { countWords, fieldWords, previewWords, progressWords, surenessOf } from './words.ts'

const column = (field: string | null, confidence: number, ignored = false): PreviewColumn => ({
  index: 0,
  header: 'h',
  field,
  ignored,
  confidence,
  examples: [],
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
  expect(fieldWords('forecastCategory')).toBe('forecast category')
})
