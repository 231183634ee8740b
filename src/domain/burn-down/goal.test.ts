import { describe, expect, it } from 'vitest'
import { goalChanges, goalOn, teamGoal } from './goal.ts'

const march = { from: '2017-03-01', to: '2017-03-31' }
const step = (date: string, minor: number | null) => ({ date, minor })
const always = [{ from: '2016-01-01', to: '9999-12-31' }]

describe('goalOn', () => {
  it('is the last step at or before the date', () => {
    const steps = [step('2017-03-01', 100), step('2017-03-10', 200), step('2017-03-10', 300), step('2017-03-20', null)]
    expect(
      ['2017-02-28', '2017-03-01', '2017-03-09', '2017-03-10', '2017-03-20'].map((date) => goalOn(steps, date)),
    ).toEqual([null, 100, 100, 300, null])
  })
})

describe('goalChanges', () => {
  it('marks what changes after the first day and inside the range', () => {
    const steps = [
      step('2017-02-01', 50),
      step('2017-03-01', 100),
      step('2017-03-05', 100),
      step('2017-03-10', 200),
      step('2017-03-10', 300),
      step('2017-04-01', 400),
    ]
    expect(goalChanges(steps, march)).toEqual([{ date: '2017-03-10', from: 100, to: 300 }])
    expect(goalChanges([step('2017-03-02', 70)], march)).toEqual([{ date: '2017-03-02', from: null, to: 70 }])
  })
})

describe('teamGoal', () => {
  const ana = { goals: [step('2017-01-01', 100)], membership: always }
  const bo = { goals: [step('2017-01-01', 40)], membership: [{ from: '2017-01-01', to: '2017-03-14' }] }
  const cem = { goals: [], membership: always }

  it('sums the goals of those who are members that day', () => {
    expect(teamGoal([], [ana, bo, cem], march)).toEqual([step('2017-03-01', 140), step('2017-03-15', 100)])
  })

  it('prefers a goal of the team while there is one', () => {
    expect(teamGoal([step('2017-03-10', 500), step('2017-03-20', null)], [ana, bo], march)).toEqual([
      step('2017-03-01', 140),
      step('2017-03-10', 500),
      step('2017-03-20', 100),
    ])
  })

  it('is null where nobody has one, and 0 where the goals are 0', () => {
    expect(teamGoal([], [cem], march)).toEqual([step('2017-03-01', null)])
    expect(teamGoal([], [{ goals: [step('2017-01-01', 0)], membership: always }], march)).toEqual([
      step('2017-03-01', 0),
    ])
  })
})
