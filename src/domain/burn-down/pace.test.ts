import { describe, expect, it } from 'vitest'
import { MONDAY_TO_FRIDAY } from '../calendar/selling-days.ts'
import { paceOf } from './pace.ts'

const june = { from: '2017-06-01', to: '2017-06-30' }
const time = { calendar: MONDAY_TO_FRIDAY }

describe('paceOf', () => {
  it.each([
    ['2017-05-31', 0, 22],
    ['2017-06-01', 1, 21],
    ['2017-06-03', 2, 20],
    ['2017-06-05', 3, 19],
    ['2017-06-30', 22, 0],
    ['2017-07-10', 22, 0],
  ])('on %s %d selling days are gone and %d left', (asOf, elapsed, left) => {
    expect(paceOf(june, asOf, time)).toEqual({ all: 22, elapsed, left, pace: elapsed / 22 })
  })

  it('shrinks the period by leave and holidays', () => {
    const calendar = { ...MONDAY_TO_FRIDAY, holidays: new Set(['2017-06-05']) }
    const leave = [{ from: '2017-06-19', to: '2017-06-25' }]
    expect(paceOf(june, '2017-06-09', { calendar, leave })).toEqual({ all: 16, elapsed: 6, left: 10, pace: 6 / 16 })
  })

  it('is null without a selling day', () => {
    expect(paceOf({ from: '2017-06-03', to: '2017-06-04' }, '2017-06-04', time)).toEqual({
      all: 0,
      elapsed: 0,
      left: 0,
      pace: null,
    })
  })
})
