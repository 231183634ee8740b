import { expect, test } from 'vitest'
import { burnDownView, type BurnDownDayPoint } from './burn-down-view.ts'

const day = (date: string, remaining: number | null, ideal: number | null, selling = true): BurnDownDayPoint => ({
  date,
  selling,
  remaining,
  ideal,
})
const week = [
  day('2026-11-19', 80, 75),
  day('2026-11-20', 40, 50),
  day('2026-11-21', 40, 50, false),
  day('2026-11-22', 40, 50, false),
  day('2026-11-23', null, 25),
  day('2026-11-24', null, 0),
]

test('lines begin at the goal, end of day by end of day, and the forecast starts where the known line ends', () => {
  const view = burnDownView({ days: week, openingGoal: 100, goalChanges: [], leftAtEnd: -5 })
  expect(view.ideal).toEqual([
    [0, 100],
    [1, 75],
    [2, 50],
    [3, 50],
    [4, 50],
    [5, 25],
    [6, 0],
  ])
  expect(view.actual).toEqual([
    [0, 100],
    [1, 80],
    [2, 40],
    [3, 40],
    [4, 40],
  ])
  expect(view.forecast).toEqual([
    [4, 40],
    [6, -5],
  ])
  expect(view.today).toBe(4)
  expect(view.nonSelling).toEqual([[2, 4]])
  expect([view.state, view.landing]).toEqual(['ahead', 'ahead'])
})

test('a raised goal is a vertical step of both lines', () => {
  const days = [day('2026-11-19', 80, 50), day('2026-11-20', 130, 0)]
  const change = { date: '2026-11-20', from: 100, to: 160 }
  const view = burnDownView({ days, openingGoal: 100, goalChanges: [change], leftAtEnd: null })
  expect(view.actual).toEqual([
    [0, 100],
    [1, 80],
    [1, 140],
    [2, 130],
  ])
  expect(view.ideal).toEqual([
    [0, 100],
    [1, 50],
    [1, 80],
    [2, 0],
  ])
  expect(view.steps).toEqual([{ x: 1, from: 100, to: 160 }])
})

test('a finished period has neither today nor forecast; one without a goal has no lines', () => {
  const done = burnDownView({ days: week.slice(0, 2), openingGoal: 100, goalChanges: [], leftAtEnd: 40 })
  expect([done.today, done.forecast]).toEqual([null, []])
  const bare = burnDownView({
    days: [day('2026-11-19', null, null)],
    openingGoal: null,
    goalChanges: [],
    leftAtEnd: null,
  })
  expect([bare.actual, bare.ideal, bare.state]).toEqual([[], [], null])
})
