import { expect, test } from 'vitest'
import { listValue } from '../catalogue.ts'
import { mean, near, observe, variance, type Observed } from './observe.ts'

const MAIN = { people: 150, months: 12, hiring: { growth: 0 }, attrition: 0 }

test('a hidden segment wins more and faster, no column shows it, and the win rate stays', () => {
  const { works, world, rows } = observe(
    { ...MAIN, misspecified: { hiddenSegment: { share: 0.3, win: 3, duration: 0.5 } } },
    ['deals'],
  )
  const deals = works.flatMap((work) => work.deals).filter(({ type }) => type !== 'renewal')
  const [hidden, others] = [deals.filter(({ latent }) => latent.hidden), deals.filter(({ latent }) => !latent.hidden)]
  const rate = (list: typeof deals) => list.filter(({ latent }) => latent.kind === 'won').length / list.length
  expect(near(hidden.length, 0.3 * deals.length, 0.21 * deals.length)).toBe(true)
  expect(rate(hidden) / rate(others)).toBeGreaterThan(1.8)
  const { winRate } = world.scenario.outcome
  expect(near(rate(deals), winRate, (winRate * (1 - winRate)) / deals.length + 0.00002)).toBe(true)
  const days = (list: typeof deals) =>
    mean(list.filter(({ latent }) => latent.kind === 'won').map(({ latent }) => Math.log(latent.days)))
  expect(days(others) - days(hidden)).toBeCloseTo(Math.log(2), 0)
  expect(Object.values(rows['deals']![0]!).join(' ')).not.toMatch(/hidden/i)
})

test('heavy tails have the stated index', () => {
  const { works } = observe({ ...MAIN, misspecified: { heavyTails: 1.6 } })
  const values = works
    .flatMap((work) => work.deals)
    .filter(({ segment, type }) => segment === 'SMB' && type !== 'renewal')
    .map(({ lines }) => listValue(lines))
    .toSorted((a, b) => b - a)
  const top = values.slice(0, Math.floor(values.length / 5))
  const hill = 1 / mean(top.map((value) => Math.log(value / top.at(-1)!)))
  expect(near(1 / hill, 1 / 1.6, 1 / 1.6 ** 2 / top.length)).toBe(true)
})

test('bursts leave the mean and add dispersion', () => {
  const bursty = observe({ ...MAIN, misspecified: { bursts: { on: 0.2, factor: 3 } } })
  const rate = bursty.world.scenario.creation
  const list = bursty.works.flatMap(({ weeks, firstMeetings }) =>
    weeks.map((week, index) => ({ expected: week.meetings.sum, count: firstMeetings[index]!.length, no: week.no })),
  )
  // against a rate that knows nothing of the bursts
  const calm = observe(MAIN)
  const plain = new Map(
    calm.works.flatMap(({ person, weeks }) =>
      weeks.map((week) => [`${person.no} ${week.no}`, week.meetings.sum] as const),
    ),
  )
  const cells = bursty.works.flatMap(({ person, weeks, firstMeetings }) =>
    weeks.flatMap((week, index) => {
      const expected = plain.get(`${person.no} ${week.no}`) ?? 0
      return expected > 1 ? [{ expected, found: firstMeetings[index]!.length }] : []
    }),
  )
  const expected = cells.reduce((sum, cell) => sum + cell.expected, 0)
  const found = cells.reduce((sum, cell) => sum + cell.found, 0)
  const pearson = mean(cells.map((cell) => (cell.found - cell.expected) ** 2 / cell.expected))
  expect(near(found, expected, pearson * expected)).toBe(true)
  expect(pearson).toBeGreaterThan(rate.dispersion * 1.5)
  expect(list.length).toBeGreaterThan(1000)
})

test('members of a team share a level that no column shows', () => {
  const within = (one: Observed) => {
    const byTeam = new Map<string, number[]>()
    for (const { weeks, firstMeetings } of one.works) {
      for (const [index, week] of weeks.entries()) {
        if (week.meetings.sum === 0) continue
        const level =
          one.world.teamLevels.get(week.spell.team)?.[Math.max(0, one.world.axis.monthNo(week.days[0]!))] ?? 1
        const key = `${week.spell.team} ${one.world.axis.monthNo(week.days[0]!)}`
        if (!byTeam.has(key)) byTeam.set(key, [])
        byTeam.get(key)!.push(firstMeetings[index]!.length / (week.meetings.sum / level))
      }
    }
    return variance([...byTeam.values()].filter((list) => list.length > 8).map(mean))
  }
  expect(within(observe({ ...MAIN, misspecified: { correlatedReps: 0.5 } }))).toBeGreaterThan(3 * within(observe(MAIN)))
})

test('wins come in two humps, or wait for the end of the quarter', () => {
  const won = (hazard: string) => {
    const { works, world } = observe({ ...MAIN, misspecified: { winHazard: hazard } })
    return {
      world,
      deals: works
        .flatMap((work) => work.deals)
        .filter(({ latent, type }) => latent.kind === 'won' && type !== 'renewal'),
    }
  }
  const humps = won('two-humps')
    .deals.filter(({ segment }) => segment === 'Mid-Market')
    .map(({ latent }) => latent.days / 30.44 / 1.05 / 2.2)
  const middle = humps.filter((age) => age > 0.7 && age < 1.5).length
  expect(middle / humps.length).toBeLessThan(0.06)
  const { deals, world } = won('quarter-ends')
  const closed = deals.filter(({ outcome }) => outcome !== null)
  const atEnd = closed.filter(({ outcome }) => {
    const date = world.axis.date(outcome!.day)
    return /-(03|06|09|12)-(2[5-9]|3[01])$/.test(date)
  })
  expect(near(atEnd.length, 0.81 * closed.length, 0.25 * closed.length + (0.05 * closed.length) ** 2)).toBe(true)
})
