import { describe, expect, it } from 'vitest'
import { entryWords, lengthWords, reasonWords } from '../../entry-words.ts'
import type { UploadCounts } from '../contract.ts'
import { countLines, leadWords, nameOfDomain, noteLines, progressWords, writtenWords } from './words.ts'

const NONE: UploadCounts = {
  meetings: 0,
  sent: 0,
  received: 0,
  aside: 0,
  notHeld: 0,
  long: 0,
  twice: 0,
  matched: {},
  busy: {},
  left: {},
}

describe('what an upload would bring', () => {
  it('is told kind by kind, without empty ones', () => {
    const counts = { ...NONE, meetings: 3, busy: { internal: 2, private: 1 }, left: { internal: 4 } }
    expect(countLines(counts).map(({ id, value }) => [id, value])).toEqual([
      ['meetings', 3],
      ['busy', 3],
      ['left', 4],
    ])
    expect(leadWords(counts, 'en')).toBe('6 entries would be stored. Nothing is stored before you confirm.')
    expect(leadWords({ ...NONE, left: { newsletter: 2 } }, 'en')).toMatch(/^Nothing in it would be stored/)
    expect(leadWords(null)).toBe('Working out what it would bring.')
  })

  it('names what a reader would stumble over', () => {
    expect(noteLines(NONE)).toEqual([])
    expect(noteLines({ ...NONE, notHeld: 1, long: 2, twice: 1 }, 'en')).toHaveLength(3)
  })

  it('is told once it is written, and on the way', () => {
    expect(writtenWords({ written: { new: 1200, changed: 0, unchanged: 3, gone: 1 } }, 'en')).toBe(
      'Stored: 1,200 new, 3 known before, 1 taken as deleted.',
    )
    expect(writtenWords({ written: { new: 0, changed: 0, unchanged: 0, gone: 0 } })).toBe('Nothing in it was stored.')
    expect(progressWords({ state: 'staging', progress: 1200 }, 'en')).toBe('Read: 1,200 entries')
    expect(progressWords({ state: 'applying', progress: null })).toBe('Waiting to begin')
  })
})

it('an entry is named by what it is', () => {
  const meeting = { kind: 'meeting', direction: null, seconds: 5400, held: true, fate: 'store', others: [] } as const
  expect(entryWords(meeting)).toBe('Meeting, 1 h 30 min')
  expect(entryWords({ ...meeting, held: false })).toBe('Meeting not held')
  expect(entryWords({ ...meeting, seconds: 50_000 })).toMatch(/0 hours/)
  expect(entryWords({ ...meeting, fate: 'busy' })).toBe('Busy, 1 h 30 min')
  expect(entryWords({ ...meeting, kind: 'mail', direction: 'outbound' })).toBe('Mail sent')
  expect(lengthWords(10_800)).toBe('3 h')
  expect(reasonWords({ fate: 'aside', why: 'unmatched' })).toBe('no account has this domain')
})

it('a new account is named after its domain', () => {
  expect(['acme.com', 'acme-group.co.uk', 'eu.acme.de'].map(nameOfDomain)).toEqual(['Acme', 'Acme Group', 'Acme'])
})
