import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { CapturedEntry, EntryProblem } from '#domain/capture/entry.ts'
import { readCalendar } from './read.ts'

async function read(text: string, more: { zone?: string; pieces?: number } = {}) {
  const problems: EntryProblem[] = []
  const entries: CapturedEntry[] = []
  const size = more.pieces ?? text.length + 1
  const pieces = async function* () {
    for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size)
  }
  const context = {
    zone: more.zone ?? 'Europe/Berlin',
    since: Date.UTC(2015, 0, 1),
    until: Date.UTC(2030, 0, 1),
    problem: (problem: EntryProblem) => problems.push(problem),
  }
  for await (const { entry } of readCalendar(pieces(), context)) entries.push(entry)
  return { entries: entries.toSorted((a, b) => a.at - b.at), problems }
}

const calendar = (...lines: string[]) => ['BEGIN:VCALENDAR', ...lines, 'END:VCALENDAR', ''].join('\r\n')
const event = (...lines: string[]) => ['BEGIN:VEVENT', 'UID:one', ...lines, 'END:VEVENT'].join('\r\n')
const at = (entry: CapturedEntry | undefined) => new Date(entry!.at).toISOString()
const starts = (entries: readonly CapturedEntry[]) => entries.map((entry) => at(entry))

describe('an entry', () => {
  it('keeps who, when and how long, and nothing that was written', async () => {
    const { entries } = await read(
      calendar(
        event(
          'DTSTART;TZID=Europe/Berlin:20240304T100000',
          'DTEND;TZID=Europe/Berlin:20240304T113000',
          'SUMMARY:Secret product demo',
          'DESCRIPTION:Nobody may read this',
          'LOCATION:Behind the harbour',
          'ORGANIZER;CN="Berg, Ana":MAILTO:Ana@Example.com',
          'ATTENDEE;PARTSTAT=DECLINED:mailto:bo@acme.test',
          'ATTENDEE;CUTYPE=ROOM:mailto:room@example.com',
          'ATTENDEE;CN=Cy:invalid:nomail',
        ),
      ),
    )
    expect(entries).toHaveLength(1)
    expect(entries[0]).toMatchObject({
      key: 'one',
      seconds: 5400,
      from: 'ana@example.com',
      people: [{ address: 'bo@acme.test', answer: 'declined' }],
      topic: 'presentation',
      cancelled: false,
    })
    expect(at(entries[0])).toBe('2024-03-04T09:00:00.000Z')
    expect(JSON.stringify(entries)).not.toMatch(/Secret|Nobody|harbour|Berg/)
  })

  it('is the same in pieces of any size, folded and with any line ends', async () => {
    const text = calendar(
      event(
        'DTSTART:20240304T100000Z',
        'DTEND:20240304T110000Z',
        'ATTENDEE;CN=A very long name;PARTSTAT=ACC',
        ' EPTED:mailto:b',
        ' o@acme.test',
      ),
    )
    const whole = await read(text)
    expect(whole.entries[0]!.people).toEqual([{ address: 'bo@acme.test', answer: null }])
    for (const pieces of [1, 2, 3, 7, 64]) expect(await read(text, { pieces })).toEqual(whole)
    for (const end of ['\n', '\r']) expect(await read(text.replaceAll('\r\n', end), { pieces: 5 })).toEqual(whole)
  })

  it('marks what is private, free or nobody’s business', async () => {
    const marks = async (line: string) =>
      (await read(calendar(event('DTSTART:20240304T100000Z', line)))).entries[0]!.mark
    expect(await marks('CLASS:PRIVATE')).toBe('private')
    expect(await marks('CLASS:CONFIDENTIAL')).toBe('private')
    expect(await marks('TRANSP:TRANSPARENT')).toBe('free')
    expect(await marks('SUMMARY:Zahnarzt Dr. Weiß')).toBe('sensitive')
    expect(await marks('SUMMARY:Sitzung Betriebsrat')).toBe('sensitive')
    expect(await marks('SUMMARY:Lawn mower demo')).toBeNull()
  })

  it('of a whole day has a date, in the calendar’s own zone', async () => {
    const { entries } = await read(
      calendar('X-WR-TIMEZONE:America/New_York', event('DTSTART;VALUE=DATE:20240304', 'DTEND;VALUE=DATE:20240306')),
    )
    expect(entries[0]).toMatchObject({ date: '2024-03-04', seconds: 2 * 86_400 })
    expect(at(entries[0])).toBe('2024-03-04T05:00:00.000Z')
  })

  it('without a zone is read where the person is', async () => {
    const { entries } = await read(calendar(event('DTSTART:20240704T100000')), { zone: 'Asia/Tokyo' })
    expect(at(entries[0])).toBe('2024-07-04T01:00:00.000Z')
  })
})

describe('zones', () => {
  it.each([
    ['W. Europe Standard Time', '2024-07-04T08:00:00.000Z'],
    ['Eastern Standard Time', '2024-07-04T14:00:00.000Z'],
    ['/citadel.org/20250101_1/Europe/Berlin', '2024-07-04T08:00:00.000Z'],
    ['(UTC+01:00) Amsterdam, Berlin, Bern', '2024-07-04T09:00:00.000Z'],
    ['UTC', '2024-07-04T10:00:00.000Z'],
  ])('%s', async (zone, instant) => {
    const { entries, problems } = await read(calendar(event(`DTSTART;TZID="${zone}":20240704T100000`)))
    expect(at(entries[0])).toBe(instant)
    expect(problems).toEqual([])
  })

  it('that the file defines, before or after its use', async () => {
    const zone = [
      'BEGIN:VTIMEZONE',
      'TZID:Customized Time Zone',
      'BEGIN:STANDARD',
      'DTSTART:16010101T000000',
      'TZOFFSETFROM:-0300',
      'TZOFFSETTO:-0300',
      'END:STANDARD',
      'END:VTIMEZONE',
    ]
    const own = event('DTSTART;TZID=Customized Time Zone:20240704T100000')
    for (const text of [calendar(...zone, own), calendar(own, ...zone)]) {
      const { entries, problems } = await read(text)
      expect(at(entries[0])).toBe('2024-07-04T13:00:00.000Z')
      expect(problems).toEqual([])
    }
  })

  it('that mean nothing are told and read where the person is', async () => {
    const { entries, problems } = await read(calendar(event('DTSTART;TZID=Narnia:20240704T100000')))
    expect(at(entries[0])).toBe('2024-07-04T08:00:00.000Z')
    expect(problems).toMatchObject([{ severity: 'note', value: 'Narnia' }])
  })
})

describe('a series', () => {
  const weekly = 'DTSTART;TZID=Europe/Berlin:20240318T090000'

  it('keeps its hour across a change of the clocks', async () => {
    const { entries } = await read(calendar(event(weekly, 'RRULE:FREQ=WEEKLY;COUNT=3')))
    expect(starts(entries)).toEqual([
      '2024-03-18T08:00:00.000Z',
      '2024-03-25T08:00:00.000Z',
      '2024-04-01T07:00:00.000Z',
    ])
    expect(new Set(entries.map(({ key }) => key)).size).toBe(3)
  })

  it('leaves out, adds and moves occurrences', async () => {
    const { entries } = await read(
      calendar(
        event(
          weekly,
          'DTEND;TZID=Europe/Berlin:20240318T100000',
          'RRULE:FREQ=WEEKLY;UNTIL=20240415T070000Z',
          'EXDATE;TZID=Europe/Berlin:20240325T090000',
          'RDATE;TZID=Europe/Berlin:20240320T150000',
        ),
        event(
          'RECURRENCE-ID;TZID=Europe/Berlin:20240401T090000',
          'DTSTART;TZID=Europe/Berlin:20240402T110000',
          'DURATION:PT30M',
        ),
        event('RECURRENCE-ID:20240408T070000Z', 'DTSTART:20240408T070000Z', 'STATUS:CANCELLED'),
      ),
    )
    expect(entries.map((entry) => [at(entry), entry.seconds, entry.cancelled])).toEqual([
      ['2024-03-18T08:00:00.000Z', 3600, false],
      ['2024-03-20T14:00:00.000Z', 3600, false],
      ['2024-04-02T09:00:00.000Z', 1800, false],
      ['2024-04-08T07:00:00.000Z', 0, true],
      ['2024-04-15T07:00:00.000Z', 3600, false],
    ])
  })

  it('whose occurrence moves keeps the key of that occurrence', async () => {
    const before = await read(calendar(event(weekly, 'RRULE:FREQ=WEEKLY;COUNT=2')))
    const after = await read(
      calendar(
        event(weekly, 'RRULE:FREQ=WEEKLY;COUNT=2'),
        event('RECURRENCE-ID;TZID=Europe/Berlin:20240325T090000', 'DTSTART;TZID=Europe/Berlin:20240326T120000'),
      ),
    )
    expect(after.entries.map(({ key }) => key)).toEqual(before.entries.map(({ key }) => key))
  })

  it('without end stops where the look ahead does', async () => {
    const { entries, problems } = await read(calendar(event('DTSTART:20290101T090000Z', 'RRULE:FREQ=DAILY')))
    expect(entries).toHaveLength(365)
    expect(problems).toEqual([])
  })

  it('begun long ago is followed from the first day of interest', async () => {
    const { entries } = await read(calendar(event('DTSTART:19900101T090000Z', 'RRULE:FREQ=YEARLY')))
    expect(starts(entries)[0]).toBe('2015-01-01T09:00:00.000Z')
    expect(entries).toHaveLength(15)
  })

  it('that would never end or never begin costs itself only', async () => {
    for (const rule of ['FREQ=SECONDLY', 'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30', 'FREQ=NEVER', 'FREQ=DAILY;INTERVAL=0']) {
      const { entries, problems } = await read(
        calendar(
          event('DTSTART:20240304T100000Z', `RRULE:${rule}`),
          event('DTSTART:20240305T100000Z').replace('UID:one', 'UID:two'),
        ),
      )
      expect(entries.some(({ key }) => key === 'two')).toBe(true)
      expect(entries.length).toBeLessThan(2_100)
      // a day that no year has is no fault of the file
      expect(problems).toHaveLength(rule.includes('BYMONTHDAY') ? 0 : 1)
    }
  })
})

describe('what cannot be read', () => {
  it('is listed with a remedy while the rest goes in', async () => {
    const { entries, problems } = await read(
      calendar(
        'BEGIN:VEVENT',
        'SUMMARY:without a start',
        'END:VEVENT',
        'BEGIN:VEVENT',
        'DTSTART:20241399T250000Z',
        'END:VEVENT',
        'this is no line of a calendar',
        event('DTSTART:20240304T100000Z', 'DTEND:broken', `X-JUNK:${'a'.repeat(200_000)}`),
      ),
    )
    expect(entries).toHaveLength(1)
    expect(problems.map(({ severity, row }) => [severity, row])).toEqual([
      ['reject', 1],
      ['reject', 2],
    ])
    expect(problems.every(({ remedy }) => remedy !== '')).toBe(true)
  })
})

/** calendars of other people, kept beside the repository; see README there */
const root = fileURLToPath(new URL('../../../../shared/data/calendars/', import.meta.url))
const present = existsSync(root)
if (!present) process.stderr.write(`skipped: no data at ${root}\n`)

describe.skipIf(!present)('calendars of three parser projects', () => {
  it('are read to the end, every entry with a moment', async () => {
    const files = (await readdir(root, { recursive: true })).filter((name) => name.endsWith('.ics'))
    expect(files.length).toBeGreaterThan(200)
    let entries = 0
    for (const file of files) {
      const result = await read((await readFile(join(root, file))).toString('utf8'), { pieces: 1000 })
      entries += result.entries.length
      for (const entry of result.entries) {
        expect(Number.isFinite(entry.at), file).toBe(true)
        expect(entry.seconds === null || entry.seconds >= 0, file).toBe(true)
      }
    }
    expect(entries).toBeGreaterThan(500)
  }, 120_000)
})
