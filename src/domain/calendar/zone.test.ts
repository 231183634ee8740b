import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from './local-date.ts'
import { isZone, zoneOf } from './zone.ts'

const HOUR = 3_600_000
const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/Sao_Paulo',
  'America/Havana',
  'Asia/Kathmandu',
  'Asia/Beirut',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Pacific/Chatham',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
]

/** The wall date by Intl, which shares no code with Temporal's polyfill. */
function wallDate(instant: number, zone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    instant,
  )
}

const instant = fc.integer({ min: Date.UTC(1995, 0, 1), max: Date.UTC(2035, 0, 1) })

describe('zoneOf', () => {
  it('knows the wall date of every instant', () => {
    fc.assert(
      fc.property(instant, fc.constantFrom(...ZONES), (at, zone) => {
        expect(zoneOf(zone).dateAt(at)).toBe(wallDate(at, zone))
      }),
      { numRuns: 500 },
    )
  })

  it('cuts time into days without gap or overlap', () => {
    fc.assert(
      fc.property(instant, fc.constantFrom(...ZONES), (at, id) => {
        const zone = zoneOf(id)
        const date = zone.dateAt(at)
        expect(zone.startOfDay(date)).toBeLessThanOrEqual(at)
        expect(zone.endOfDay(date)).toBeGreaterThanOrEqual(at)
        expect(zone.endOfDay(date) + 1).toBe(zone.startOfDay(addDays(date, 1)))
        expect(zone.dateAt(zone.startOfDay(date))).toBe(date)
        expect(zone.dateAt(zone.endOfDay(date))).toBe(date)
      }),
      { numRuns: 500 },
    )
  })

  it.each([
    ['Europe/Berlin', '2017-03-26', 23, '2017-03-25T23:00:00.000Z'],
    ['Europe/Berlin', '2017-10-29', 25, '2017-10-28T22:00:00.000Z'],
    // midnight does not exist: the day begins at 01:00
    ['America/Sao_Paulo', '2017-10-15', 23, '2017-10-15T03:00:00.000Z'],
    // 00:00 to 00:59 happens twice: the day begins with the first
    ['America/Havana', '2017-11-05', 25, '2017-11-05T04:00:00.000Z'],
    ['Australia/Lord_Howe', '2017-10-01', 23.5, '2017-09-30T13:30:00.000Z'],
    // the date line moved: the day never was
    ['Pacific/Apia', '2011-12-30', 0, '2011-12-30T10:00:00.000Z'],
  ])('%s %s lasts %d hours', (id, date, hours, start) => {
    const zone = zoneOf(id)
    expect(new Date(zone.startOfDay(date)).toISOString()).toBe(start)
    expect((zone.startOfDay(addDays(date, 1)) - zone.startOfDay(date)) / HOUR).toBe(hours)
  })

  it('refuses what is no zone', () => {
    for (const bad of ['Mars/Olympus', '', '+02:00', 'Europe']) {
      expect(isZone(bad), bad).toBe(false)
      expect(() => zoneOf(bad)).toThrow('is not a time zone')
    }
    expect(isZone('Asia/Kolkata')).toBe(true)
  })
})
