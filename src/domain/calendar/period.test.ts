import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { addDays, datesFrom } from './local-date.ts'
import { nextPeriod, PERIOD_UNITS, periodOf, periodRange, periodUnit, previousPeriod, WEEK_STARTS } from './period.ts'

const plain = { fiscalStartMonth: 1, weekStart: 'monday' } as const
const april = { fiscalStartMonth: 4, weekStart: 'monday' } as const

const date = fc
  .date({ min: new Date('1990-01-01T00:00:00Z'), max: new Date('2040-12-31T00:00:00Z'), noInvalidDate: true })
  .map((value) => value.toISOString().slice(0, 10))
const calendar = fc.record({
  fiscalStartMonth: fc.integer({ min: 1, max: 12 }),
  weekStart: fc.constantFrom(...WEEK_STARTS),
})
const unit = fc.constantFrom(...PERIOD_UNITS)

describe('periodRange', () => {
  it.each([
    ['2017-03', plain, '2017-03-01', '2017-03-31'],
    ['2016-02', plain, '2016-02-01', '2016-02-29'],
    ['2017-03', april, '2017-03-01', '2017-03-31'],
    ['2017-Q1', plain, '2017-01-01', '2017-03-31'],
    ['2017-Q1', april, '2016-04-01', '2016-06-30'],
    ['2017-Q4', april, '2017-01-01', '2017-03-31'],
    ['2017', plain, '2017-01-01', '2017-12-31'],
    ['2017', april, '2016-04-01', '2017-03-31'],
    ['2017-W05', plain, '2017-01-30', '2017-02-05'],
    ['2020-W53', plain, '2020-12-28', '2021-01-03'],
    ['2017-W01', { ...plain, weekStart: 'sunday' } as const, '2017-01-01', '2017-01-07'],
    ['2016-W01', { ...plain, weekStart: 'sunday' } as const, '2016-01-03', '2016-01-09'],
    ['2017-W01', { ...plain, weekStart: 'saturday' } as const, '2016-12-31', '2017-01-06'],
  ])('%s with %o', (id, cal, from, to) => {
    expect(periodRange(id, cal)).toMatchObject({ from, to })
  })

  it('refuses what is no period', () => {
    for (const bad of [
      '2017-13',
      '2017-00',
      '2017-Q5',
      '2017-W00',
      '2017-W54',
      '17',
      '2017-3',
      '2017-03-01',
      '2017-W53',
      '',
    ]) {
      expect(() => periodRange(bad, plain), bad).toThrow(/is not a period|has no week/)
    }
  })

  it('covers exactly the dates whose period it is', () => {
    fc.assert(
      fc.property(date, unit, calendar, (day, u, cal) => {
        const id = periodOf(day, u, cal)
        const { from, to } = periodRange(id, cal)
        expect(periodUnit(id)).toBe(u)
        expect(from <= day && day <= to).toBe(true)
        for (const inside of datesFrom(from, to)) expect(periodOf(inside, u, cal)).toBe(id)
        expect(periodOf(addDays(from, -1), u, cal)).toBe(previousPeriod(id, cal))
        expect(periodOf(addDays(to, 1), u, cal)).toBe(nextPeriod(id, cal))
        expect(nextPeriod(previousPeriod(id, cal), cal)).toBe(id)
      }),
    )
  })

  it('gives years, quarters and months that nest', () => {
    fc.assert(
      fc.property(date, calendar, (day, cal) => {
        const year = periodRange(periodOf(day, 'year', cal), cal)
        const quarters = [1, 2, 3, 4].map((q) => periodRange(`${periodOf(day, 'year', cal)}-Q${q}`, cal))
        expect(quarters[0]?.from).toBe(year.from)
        expect(quarters[3]?.to).toBe(year.to)
        for (const index of [1, 2, 3]) expect(quarters[index]?.from).toBe(addDays(quarters[index - 1]?.to ?? '', 1))
      }),
    )
  })
})

describe('periodOf', () => {
  it('names Monday weeks as ISO 8601 does', () => {
    fc.assert(
      fc.property(date, (day) => {
        const iso = Temporal.PlainDate.from(day)
        expect(periodOf(day, 'week', plain)).toBe(`${iso.yearOfWeek}-W${String(iso.weekOfYear).padStart(2, '0')}`)
      }),
    )
  })

  it('names a fiscal year by the calendar year in which it ends', () => {
    fc.assert(
      fc.property(date, calendar, (day, cal) => {
        const id = periodOf(day, 'year', cal)
        expect(id).toBe(periodRange(id, cal).to.slice(0, 4))
      }),
    )
  })
})
