import { describe, expect, it } from 'vitest'
import { medianOfPeriods } from './median-of-periods.ts'

const calendar = { fiscalStartMonth: 1, weekStart: 'monday' } as const
const bookings = [
  { date: '2017-07-31', minor: 1000 },
  { date: '2017-08-01', minor: 30 },
  { date: '2017-09-30', minor: 60 },
  { date: '2017-09-01', minor: 40 },
  { date: '2017-10-31', minor: 50 },
  { date: '2017-11-01', minor: 7 },
]

describe('medianOfPeriods', () => {
  const median = (period: string, asOf: string, firstDay: string | null = '2017-01-01') =>
    medianOfPeriods(period, asOf, calendar).median(bookings, firstDay)

  it('takes the three full periods before the one asked about, never one that is not over', () => {
    expect(medianOfPeriods('2017-11', '2017-11-14', calendar).from).toBe('2017-08-01')
    expect(median('2017-11', '2017-11-14')).toBe(50)
    expect(median('2018-01', '2017-11-14')).toBe(50)
    expect(median('2017-10', '2017-11-14')).toBe(100)
    expect(median('2017-Q4', '2017-11-14')).toBe(0)
  })

  it('leaves out periods before the first known deal', () => {
    expect(median('2017-11', '2017-11-14', '2017-09-15')).toBe(75)
    expect(median('2017-11', '2017-11-14', '2017-11-01')).toBeNull()
    expect(median('2017-11', '2017-11-14', null)).toBeNull()
  })
})
