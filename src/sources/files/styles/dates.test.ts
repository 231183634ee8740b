import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dayText, readDates, type DateStyle } from './dates.ts'
import { zoneResolver } from './zone.ts'

const EN = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const DE = [
  'Januar',
  'Februar',
  'März',
  'April',
  'Mai',
  'Juni',
  'Juli',
  'August',
  'September',
  'Oktober',
  'November',
  'Dezember',
]
const FR = [
  'janvier',
  'février',
  'mars',
  'avril',
  'mai',
  'juin',
  'juillet',
  'août',
  'septembre',
  'octobre',
  'novembre',
  'décembre',
]
const two = (n: number) => String(n).padStart(2, '0')

interface Parts {
  y: number
  m: number
  d: number
}
const WRITERS: Record<string, [DateStyle, (p: Parts) => string]> = {
  'yyyy-mm-dd': ['iso', ({ y, m, d }) => `${y}-${two(m)}-${two(d)}`],
  'yyyy/m/d': ['iso', ({ y, m, d }) => `${y}/${m}/${d}`],
  yyyymmdd: ['compact', ({ y, m, d }) => `${y}${two(m)}${two(d)}`],
  'dd/mm/yyyy': ['dmy', ({ y, m, d }) => `${two(d)}/${two(m)}/${y}`],
  'd.m.yyyy': ['dmy', ({ y, m, d }) => `${d}.${m}.${y}`],
  'dd-mm-yyyy': ['dmy', ({ y, m, d }) => `${two(d)}-${two(m)}-${y}`],
  'm/d/yyyy': ['mdy', ({ y, m, d }) => `${m}/${d}/${y}`],
  'dd.mm.yy': ['dmy2', ({ y, m, d }) => `${two(d)}.${two(m)}.${two(y % 100)}`],
  'mm/dd/yy': ['mdy2', ({ y, m, d }) => `${two(m)}/${two(d)}/${two(y % 100)}`],
  'd Mon, yyyy': ['named', ({ y, m, d }) => `${d} ${EN[m - 1]}, ${y}`],
  'Mon d, yyyy': ['named', ({ y, m, d }) => `${EN[m - 1]} ${d}, ${y}`],
  'dd-Mon-yy': ['named', ({ y, m, d }) => `${two(d)}-${EN[m - 1]}-${two(y % 100)}`],
  German: ['named', ({ y, m, d }) => `${d}. ${DE[m - 1]} ${y}`],
  French: ['named', ({ y, m, d }) => `${d === 1 ? '1er' : d} ${FR[m - 1]} ${y}`],
  weekday: ['named', ({ y, m, d }) => `Thursday, ${EN[m - 1]} ${d}, ${y}`],
  spreadsheet: ['serial', ({ y, m, d }) => String(Date.UTC(y, m - 1, d) / 86_400_000 + 25_569)],
}

const date = fc
  .date({ min: new Date('1971-01-01T00:00:00Z'), max: new Date('2063-12-31T00:00:00Z'), noInvalidDate: true })
  .map((at) => ({ y: at.getUTCFullYear(), m: at.getUTCMonth() + 1, d: at.getUTCDate() }))

describe('dates', () => {
  test.each(Object.entries(WRITERS))('%s reads back', (_, [style, write]) => {
    fc.assert(
      fc.property(date, (parts) => {
        const reading = readDates(write(parts)).find((r) => r.style === style)
        expect(reading && dayText(reading.day)).toBe(`${parts.y}-${two(parts.m)}-${two(parts.d)}`)
        expect(reading?.time).toBeNull()
      }),
    )
  })

  test('a clock time follows any style', () => {
    const clock = fc.record({ h: fc.nat(23), i: fc.nat(59), s: fc.nat(59) })
    const written = Object.values(WRITERS).filter(([style]) => style !== 'compact' && style !== 'serial')
    fc.assert(
      fc.property(
        date,
        clock,
        fc.constantFrom(...written),
        fc.boolean(),
        (parts, { h, i, s }, [style, write], twelve) => {
          const text = twelve
            ? `${write(parts)} ${h % 12 === 0 ? 12 : h % 12}:${two(i)}:${two(s)} ${h < 12 ? 'AM' : 'p.m.'}`
            : `${write(parts)} ${two(h)}:${two(i)}:${two(s)}`
          expect(readDates(text).find((r) => r.style === style)?.time).toBe(((h * 60 + i) * 60 + s) * 1000)
        },
      ),
    )
  })

  test('ISO instants', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1971-01-01T00:00:00Z'), max: new Date('2063-12-31T00:00:00Z'), noInvalidDate: true }),
        fc.integer({ min: -720, max: 840 }),
        (at, offset) => {
          const local = new Date(at.getTime() + offset * 60_000).toISOString().slice(0, -1)
          const sign = offset < 0 ? '-' : '+'
          for (const colon of ['', ':']) {
            const text = `${local}${sign}${two(Math.floor(Math.abs(offset) / 60))}${colon}${two(Math.abs(offset) % 60)}`
            const [reading, ...others] = readDates(text)
            expect(others).toEqual([])
            expect(reading!.day * 86_400_000 + reading!.time! - reading!.offset! * 60_000).toBe(at.getTime())
          }
        },
      ),
    )
  })

  test('the formats of the exports', () => {
    const at = (text: string) =>
      readDates(text).map(({ style, day, time, offset }) => `${style} ${dayText(day)} ${time} ${offset}`)
    expect(at('2011-09-30T22:38:44.000+0000')).toEqual(['iso 2011-09-30 81524000 0'])
    expect(at('15 Apr, 2021 00:02:00')).toEqual(['named 2021-04-15 120000 null'])
    expect(at('02/03/2022 16:11')).toEqual(['dmy 2022-03-02 58260000 null', 'mdy 2022-02-03 58260000 null'])
    expect(at('2020-12-30 3:15:52')).toEqual(['iso 2020-12-30 11752000 null'])
    expect(at('2023-07-06 05:18:21.205000 UTC')).toEqual(['iso 2023-07-06 19101205 0'])
    expect(at('1617494520')).toEqual(['epoch-s 2021-04-04 120000 0'])
    expect(at('1617494520000')).toEqual(['epoch-ms 2021-04-04 120000 0'])
    expect(at('44287.5')).toEqual(['serial 2021-04-01 43200000 null'])
    expect(at('20/10/2016')).toEqual(['dmy 2016-10-20 null null'])
    expect(at('10/20/2016')).toEqual(['mdy 2016-10-20 null null'])
  })

  test.each([
    '30/02/2021',
    '2021-02-29',
    '31.04.2021',
    '13/13/2021',
    '2021-13-01',
    '00/01/2021',
    '2021-01-01 25:00',
    '2021-01-01 10:61',
    '13:00 PM',
    '2021',
    'May',
    '12 Foo 2021',
    '5551234567',
    'Q2 2021',
    '1/2',
    '99999999',
  ])('%s is no date', (text) => expect(readDates(text)).toEqual([]))
})

describe('local times of a zone', () => {
  const resolve = zoneResolver('Europe/Amsterdam')
  const at = (text: string) => {
    const { day, time } = readDates(text)[0]!
    return new Date(resolve(day, time!)).toISOString()
  }

  test('summer and winter', () => {
    expect(at('2021-07-01 12:00:00')).toBe('2021-07-01T10:00:00.000Z')
    expect(at('2021-01-01 12:00:00')).toBe('2021-01-01T11:00:00.000Z')
  })

  test('a time in the spring gap moves past it, a doubled autumn time is the first', () => {
    expect(at('2021-03-28 02:30:00')).toBe('2021-03-28T01:30:00.000Z')
    expect(at('2021-10-31 02:30:00')).toBe('2021-10-31T00:30:00.000Z')
    expect(at('2021-10-31 03:00:00')).toBe('2021-10-31T02:00:00.000Z')
  })

  test('agrees with Intl at every hour of two years', () => {
    for (const zone of ['Europe/Amsterdam', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu']) {
      const local = zoneResolver(zone)
      const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' })
      for (let instant = Date.UTC(2020, 0, 1); instant < Date.UTC(2022, 0, 1); instant += 5 * 3_600_000 + 17 * 60_000) {
        const text = format.format(instant)
        const { day, time } = readDates(text)[0]!
        expect(format.format(local(day, time!))).toBe(text)
      }
    }
  })
})
