import { expect, test } from 'vitest'
import type { BurnDown } from '../contract.ts'
import { sprintWords } from './words.ts'

const figures: BurnDown = {
  scope: { kind: 'team', id: 't' },
  label: 'EMEA-1',
  period: '2026-06',
  from: '2026-06-01',
  to: '2026-06-30',
  sellingDay: 16,
  sellingDays: 22,
  pace: 16 / 22,
  asOf: 0,
  knownAt: null,
  dataAt: 0,
  currency: 'EUR',
  goal: { minor: 11_000_000, source: 'shared', computedFrom: null },
  openingGoal: 11_000_000,
  goalChanges: [],
  days: [],
  booked: 6_900_000,
  bookedShare: 0.627,
  aheadPoints: -10,
  openWeighted: null,
  remaining: 4_100_000,
  sellingDaysLeft: 6,
  neededPerDay: 683_334,
  recentPerDay: 790_000,
  landsAt: { minor: 11_640_000, share: 1.058, days: 20 },
  medianOfLastThree: null,
  won: [],
}

test('what is left, what it takes, and where it lands', () => {
  const words = sprintWords(figures, 'en-GB')
  expect(words.headline).toBe('€41k left, 6 selling days')
  expect(words.sentence).toBe(
    'You need €6.83k a day; last 4 weeks €7.9k a day. At that rate it lands at €116k, 106% of goal.',
  )
})

test('the chart is told against the pace line, with the last change of the goal', () => {
  const days = [
    { date: '2026-06-01', selling: true, remaining: 4_100_000, ideal: 3_000_000 },
    { date: '2026-06-02', selling: true, remaining: null, ideal: 0 },
  ]
  const goalChanges = [{ date: '2026-06-01', from: 10_000_000, to: 11_000_000 }]
  expect(sprintWords({ ...figures, days, goalChanges }, 'en-GB').chart).toBe(
    '€11k behind the pace line on 1 Jun. The goal was changed from €100k to €110k on 1 Jun.',
  )
})

test('one day, few days of history, no forecast', () => {
  const words = sprintWords({ ...figures, sellingDaysLeft: 1, landsAt: null, recentPerDay: null }, 'en-GB')
  expect(words.headline).toBe('€41k left, 1 selling day')
  expect(words.sentence).toBe('You need €6.83k a day.')
  expect(words.lands).toBe('')
})

test('a reached goal and a closed month say so', () => {
  expect(sprintWords({ ...figures, booked: 12_000_000, remaining: 0 }, 'en-GB').headline).toBe(
    'Goal reached: €120k of €110k',
  )
  expect(sprintWords({ ...figures, sellingDaysLeft: 0 }, 'en-GB').headline).toBe(
    'June 2026 closed at €69k of €110k, 63%',
  )
  expect(sprintWords({ ...figures, goal: null }, 'en-GB').sentence).toBe('No goal is set for June 2026.')
})
