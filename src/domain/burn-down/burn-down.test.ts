import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, datesFrom, weekdayOf } from '../calendar/local-date.ts'
import { MONDAY_TO_FRIDAY } from '../calendar/selling-days.ts'
import { burnDown, type BurnDownInput } from './burn-down.ts'

/** June 2017: 22 selling days, the first a Thursday. */
const june: BurnDownInput = {
  period: { from: '2017-06-01', to: '2017-06-30' },
  goals: [{ date: '2017-06-01', minor: 22_000 }],
  bookings: [
    { date: '2017-06-02', minor: 3000 },
    { date: '2017-06-02', minor: 500 },
    { date: '2017-06-10', minor: 1000 },
    { date: '2017-06-20', minor: 9999 },
  ],
  historyFrom: '2017-01-01',
  asOf: '2017-06-15',
  calendar: MONDAY_TO_FRIDAY,
}
const dayOf = (result: ReturnType<typeof burnDown>, date: string) => result.days.find((day) => day.date === date)

describe('burnDown', () => {
  const result = burnDown(june)

  it('starts at the goal and falls by what is booked, up to as-of', () => {
    expect(result.openingGoal).toBe(22_000)
    expect(dayOf(result, '2017-06-01')).toEqual({ date: '2017-06-01', selling: true, remaining: 22_000, ideal: 21_000 })
    expect(dayOf(result, '2017-06-02')).toMatchObject({ remaining: 18_500, ideal: 20_000 })
    expect(dayOf(result, '2017-06-10')).toMatchObject({ selling: false, remaining: 17_500 })
    expect(dayOf(result, '2017-06-15')?.remaining).toBe(17_500)
    expect(dayOf(result, '2017-06-16')?.remaining).toBeNull()
  })

  it('keeps the ideal flat on days without selling and ends at 0', () => {
    expect(['2017-06-02', '2017-06-03', '2017-06-04', '2017-06-05'].map((date) => dayOf(result, date)?.ideal)).toEqual([
      20_000, 20_000, 20_000, 19_000,
    ])
    expect(result.days.at(-1)?.ideal).toBe(0)
  })

  it('says how far along, how far ahead, and where it lands', () => {
    expect(result).toMatchObject({ all: 22, elapsed: 11, left: 11, pace: 0.5, goal: 22_000, booked: 4500 })
    expect(result.bookedShare).toBeCloseTo(4500 / 22_000, 12)
    expect(result.aheadPoints).toBeCloseTo(-29.545, 3)
    expect(result.remaining).toBe(17_500)
    expect(result.neededPerDay).toBe(1591)
    // 20 selling days hold 4,500: 225 a day, 11 days left
    expect(result.recentPerDay).toBe(225)
    expect(result.landsAt).toEqual({ minor: 4500 + 2475, share: 6975 / 22_000, days: 20 })
  })

  it('steps with the goal and marks the change', () => {
    const raised = burnDown({ ...june, goals: [...june.goals, { date: '2017-06-12', minor: 44_000 }] })
    expect(raised.goalChanges).toEqual([{ date: '2017-06-12', from: 22_000, to: 44_000 }])
    expect(dayOf(raised, '2017-06-11')).toMatchObject({ remaining: 17_500, ideal: 15_000 })
    expect(dayOf(raised, '2017-06-12')).toMatchObject({ remaining: 39_500, ideal: 28_000 })
    expect(raised.goal).toBe(44_000)
    expect(raised.days.at(-1)?.ideal).toBe(0)
  })

  it('has no share of a goal that is missing or 0', () => {
    const none = burnDown({ ...june, goals: [] })
    expect(none).toMatchObject({
      goal: null,
      bookedShare: null,
      aheadPoints: null,
      remaining: null,
      neededPerDay: null,
      booked: 4500,
    })
    expect(none.landsAt).toEqual({ minor: 6975, share: null, days: 20 })
    expect(burnDown({ ...june, goals: [{ date: '2017-01-01', minor: 0 }] })).toMatchObject({
      bookedShare: null,
      remaining: 0,
    })
  })

  it('before the period and after it', () => {
    expect(burnDown({ ...june, asOf: '2017-05-31' })).toMatchObject({
      elapsed: 0,
      left: 22,
      pace: 0,
      booked: 0,
      goal: 22_000,
      // the present rate says nothing of a period that has not begun
      landsAt: null,
    })
    expect(burnDown({ ...june, asOf: '2017-07-20' })).toMatchObject({
      elapsed: 22,
      left: 0,
      pace: 1,
      booked: 14_499,
      neededPerDay: null,
    })
    expect(burnDown({ ...june, asOf: '2017-07-20' }).landsAt?.minor).toBe(14_499)
  })

  it('past the goal, remaining turns negative on the line and 0 in the sum', () => {
    const over = burnDown({ ...june, bookings: [{ date: '2017-06-02', minor: 30_000 }] })
    expect(dayOf(over, '2017-06-02')?.remaining).toBe(-8000)
    expect(over).toMatchObject({ remaining: 0, neededPerDay: 0 })
  })

  it('a period of leave has no pace', () => {
    const away = burnDown({ ...june, leave: [june.period] })
    expect(away).toMatchObject({ all: 0, pace: null, aheadPoints: null })
    expect(away.days.every((day) => day.ideal === null && !day.selling)).toBe(true)
  })

  it('agrees with a plain loop over days', () => {
    const offset = fc.integer({ min: -40, max: 40 })
    const amounts = fc.array(fc.tuple(offset, fc.integer({ min: -5000, max: 50_000 })))
    const steps = fc.array(fc.tuple(fc.nat(29), fc.integer({ min: 1, max: 1_000_000 })), { maxLength: 4 })
    fc.assert(
      fc.property(
        amounts,
        steps,
        offset,
        fc.uniqueArray(fc.nat(29), { maxLength: 5 }),
        (booked, changes, at, holidays) => {
          const day = (days: number) => addDays('2017-06-01', days)
          const goals = changes.toSorted(([a], [b]) => a - b).map(([days, minor]) => ({ date: day(days), minor }))
          const bookings = booked.map(([days, minor]) => ({ date: day(days), minor }))
          const calendar = { weekend: MONDAY_TO_FRIDAY.weekend, holidays: new Set(holidays.map(day)) }
          const asOf = day(at)
          const got = burnDown({ ...june, goals, bookings, calendar, asOf })

          const all = datesFrom('2017-06-01', '2017-06-30')
          const sells = (date: string) => weekdayOf(date) < 6 && !calendar.holidays.has(date)
          const sellingAll = all.filter(sells)
          for (const [index, date] of all.entries()) {
            const goal = goals.filter((g) => g.date <= date).at(-1)?.minor
            const sum = bookings
              .filter((b) => b.date >= '2017-06-01' && b.date <= date)
              .reduce((a, b) => a + b.minor, 0)
            const toCome = sellingAll.filter((d) => d > date).length
            expect(got.days[index]).toEqual({
              date,
              selling: sells(date),
              remaining: goal === undefined || date > asOf ? null : goal - sum,
              ideal: goal === undefined ? null : expect.closeTo(goal * (toCome / sellingAll.length), 6),
            })
          }
          // the line and the words agree: ahead means below the ideal
          const last = got.days.findLast((d) => d.remaining !== null)
          if (last && got.goal) {
            const gap = ((last.ideal ?? 0) - (last.remaining ?? 0)) / got.goal
            expect(got.aheadPoints).toBeCloseTo(gap * 100, 6)
          }
          expect(got.elapsed + got.left).toBe(sellingAll.length)
        },
      ),
    )
  })
})
