import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { addDays, dateOfDay, datesFrom, dayNumber, daysBetween, isLocalDate, weekdayOf } from './local-date.ts'

const date = fc
  .date({ min: new Date('0001-01-10T00:00:00Z'), max: new Date('9999-12-20T00:00:00Z'), noInvalidDate: true })
  .map((value) => value.toISOString().slice(0, 10))

describe('local dates', () => {
  it('exist or do not', () => {
    for (const good of ['2016-02-29', '2000-02-29', '0004-02-29', '2017-12-31'])
      expect(isLocalDate(good), good).toBe(true)
    for (const bad of [
      '2017-02-29',
      '1900-02-29',
      '2017-04-31',
      '2017-13-01',
      '2017-00-10',
      '2017-1-1',
      '17-01-01',
      '2017-01-01T00',
      '',
    ]) {
      expect(isLocalDate(bad), bad).toBe(false)
      expect(() => dayNumber(bad)).toThrow('is not a date')
    }
  })

  it('count days as Temporal does', () => {
    fc.assert(
      fc.property(date, fc.integer({ min: -300, max: 300 }), (from, days) => {
        const plain = Temporal.PlainDate.from(from)
        fc.pre(plain.year > 1 && plain.year < 9998)
        const to = plain.add({ days })
        expect(addDays(from, days)).toBe(to.toString())
        expect(daysBetween(from, to.toString())).toBe(days)
        expect(weekdayOf(from)).toBe(plain.dayOfWeek)
        expect(dateOfDay(dayNumber(from))).toBe(from)
      }),
    )
  })

  it('list every day between two, both included', () => {
    expect(datesFrom('2016-02-28', '2016-03-01')).toEqual(['2016-02-28', '2016-02-29', '2016-03-01'])
    expect(datesFrom('2016-02-28', '2016-02-28')).toEqual(['2016-02-28'])
    expect(datesFrom('2016-02-28', '2016-02-27')).toEqual([])
  })

  it('refuse a year that four digits cannot write', () => {
    expect(() => addDays('9999-12-31', 1)).toThrow('outside the years')
    expect(() => addDays('0000-01-01', -1)).toThrow('outside the years')
  })
})
