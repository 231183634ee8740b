import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, datesFrom } from '../calendar/local-date.ts'
import { MONDAY_TO_FRIDAY, sellingDays } from '../calendar/selling-days.ts'
import { recentBookings } from './recent.ts'

const time = { calendar: MONDAY_TO_FRIDAY }
const on = (date: string, minor: number) => ({ date, minor })

describe('recentBookings', () => {
  it('takes the 20 selling days that end with the as-of day', () => {
    // 20 selling days back from Friday 31 March 2017 is Monday 6 March
    const bookings = [on('2017-03-05', 1000), on('2017-03-06', 1), on('2017-03-31', 2), on('2017-04-01', 1000)]
    expect(recentBookings(bookings, '2017-03-31', '2010-01-01', time)).toEqual({
      from: '2017-03-06',
      days: 20,
      minor: 3,
    })
  })

  it('counts a weekend booking with the Friday before it', () => {
    const bookings = [on('2017-03-25', 10)]
    expect(recentBookings(bookings, '2017-03-26', '2010-01-01', time)).toMatchObject({ days: 20, minor: 10 })
    expect(recentBookings([on('2017-03-04', 10)], '2017-03-31', '2010-01-01', time)).toMatchObject({
      from: '2017-03-06',
      minor: 0,
    })
  })

  it('is null below five selling days of history', () => {
    expect(recentBookings([], '2017-03-09', '2017-03-06', time)).toBeNull()
    expect(recentBookings([], '2017-03-10', '2017-03-06', time)).toEqual({ from: '2017-03-06', days: 5, minor: 0 })
    expect(recentBookings([], '2017-03-12', '2017-03-11', time)).toBeNull()
  })

  it('agrees with slicing the list of selling days', () => {
    const offset = fc.integer({ min: 0, max: 80 })
    fc.assert(
      fc.property(
        offset,
        offset,
        fc.array(fc.tuple(offset, fc.nat(1000))),
        fc.array(offset),
        (end, start, booked, off) => {
          const day = (days: number) => addDays('2017-01-02', days)
          const [asOf, historyFrom] = [day(end), day(start)]
          const leave = off.map((days) => ({ from: day(days), to: day(days) }))
          const window = sellingDays(historyFrom, asOf, MONDAY_TO_FRIDAY, leave).slice(-20)
          const from = window[0] ?? asOf
          const inside = new Set(datesFrom(from, asOf))
          const minor = booked.filter(([days]) => inside.has(day(days))).reduce((sum, [, m]) => sum + m, 0)
          const result = recentBookings(
            booked.map(([days, m]) => on(day(days), m)),
            asOf,
            historyFrom,
            { ...time, leave },
          )
          expect(result).toEqual(window.length < 5 ? null : { from, days: window.length, minor })
        },
      ),
    )
  })
})
