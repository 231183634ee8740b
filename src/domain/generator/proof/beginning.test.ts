import { expect, test } from 'vitest'
import { DAYS_PER_MONTH } from '../axis.ts'
import { CONSTANTS } from '../constants.ts'
import { spellAt } from '../persons.ts'
import { leaderAt } from '../succession.ts'
import { mean, near, observe, variance } from './observe.ts'

const warm = observe({ people: 60, months: 6, warmUpMonths: 12, hiring: { growth: 0 }, attrition: 0 }, [
  'deals',
  'accounts',
  'calendar',
  'submissions',
  'goals',
])

test('on the first day a pipeline, accounts and customers are there as after a year of selling', () => {
  const deals = warm.works.flatMap((work) => work.deals)
  const openOn = (day: number) =>
    deals.filter(({ createdDay, outcome }) => createdDay < day && (outcome === null || outcome.day >= day)).length
  const [first, later] = [openOn(0), openOn(120)]
  expect(first).toBeGreaterThan(0.7 * later)
  expect(first).toBeLessThan(1.1 * later)
  const wins = (from: number, to: number) =>
    deals.filter(({ outcome }) => outcome?.kind === 'won' && outcome.day >= from && outcome.day < to).length
  // seasons differ; an empty beginning would leave next to nothing
  expect(wins(0, 60)).toBeGreaterThan(0.6 * wins(60, 120))
})

test('activities and forecasts begin with the first day, deals and accounts before', () => {
  const { rows, world } = warm
  expect(rows['calendar']!.every((row) => row['Activity date']!.slice(0, 10) >= '2024-01-01')).toBe(true)
  expect(rows['submissions']!.every((row) => row['Submitted at']! >= '2024-01-01')).toBe(true)
  const created = rows['deals']!.map((row) => row['Created']!.slice(0, 10)).toSorted()
  expect(created[0]! >= world.axis.date(world.axis.begin)).toBe(true)
  expect(created.filter((date) => date < '2024-01-01').length).toBeGreaterThan(300)
})

test('creation in the warm-up has the rates of the world', () => {
  const phi = warm.world.scenario.creation.dispersion
  const cells = warm.works.flatMap(({ weeks, firstMeetings }) =>
    weeks.flatMap((week, index) => (week.no < 0 ? [{ week, count: firstMeetings[index]!.length }] : [])),
  )
  const expected = cells.reduce((sum, { week }) => sum + week.meetings.sum, 0)
  expect(expected).toBeGreaterThan(1000)
  expect(
    near(
      cells.reduce((sum, { count }) => sum + count, 0),
      expected,
      phi * expected,
    ),
  ).toBe(true)
})

test('people leave at the rate of their days, one event doubles it, and some leavers fade', () => {
  const { world } = observe({
    people: 800,
    months: 12,
    teamSize: 8,
    attrition: 0.03,
    creation: { firstMeetingsPerWeek: 0.001 },
    fading: { share: 0.4, weeks: 8, least: 0.5 },
    events: [{ kind: 'attrition-change', factor: 2, from: '2024-07-01', to: '2024-09-30' }],
  })
  const { persons } = world.staff
  for (const [from, to, factor] of [
    [0, 31, 1],
    [31, 182, 1],
    [182, 274, 2],
    [274, 366, 1],
  ] as const) {
    const months = persons.reduce((sum, { hired, left }) => {
      return sum + Math.max(0, Math.min(left ?? Infinity, to) - Math.max(hired, from)) / DAYS_PER_MONTH
    }, 0)
    const left = persons.filter((one) => one.left !== null && one.left > from && one.left <= to).length
    expect(near(left, 0.03 * factor * months, 0.03 * factor * months), `from ${from}`).toBe(true)
  }
  const leavers = persons.filter(({ left }) => left !== null)
  const fading = leavers.filter(({ fadesFrom }) => fadesFrom !== null)
  expect(near(fading.length, 0.4 * leavers.length, 0.24 * leavers.length)).toBe(true)
  expect(fading.every(({ fadesFrom, left, hired }) => fadesFrom === Math.max(hired, left! - 56))).toBe(true)
})

test('no lead is older than the work of its SDR', () => {
  const { works, rows, world } = observe(
    { people: 30, months: 10, roles: { sdr: 0.4, csm: 0 }, hiring: { growth: 0.1 } },
    ['leads'],
  )
  expect(works.length).toBeGreaterThan(40)
  for (const row of rows['leads']!) {
    const owner = world.staff.byNo.get(Number(row['Lead owner']!.slice(1)))!
    expect(row['Created']! >= world.axis.date(owner.hired), row['Lead ID']).toBe(true)
    if (row['Converted'] === 'true') expect(row['Converted at']! > row['Created']!).toBe(true)
  }
})

test('leads leave and are followed, and whoever is in the team has the lead of the day as manager', () => {
  const { world } = observe({
    people: 80,
    months: 30,
    attrition: 0.04,
    teamSize: 8,
    creation: { firstMeetingsPerWeek: 0.001 },
  })
  const { staff, axis } = world
  const leads = staff.persons.filter(({ spells }) => spells.some(({ discipline }) => discipline === 'lead'))
  expect(leads.filter(({ left }) => left !== null).length).toBeGreaterThan(5)
  expect(leads.filter(({ spells }) => spells[0]!.discipline === 'ae').length).toBeGreaterThan(1)
  expect(leads.filter(({ hired, spells }) => hired > 0 && spells[0]!.discipline === 'lead').length).toBeGreaterThan(1)
  let asked = 0
  for (let day = 0; day < axis.days; day += 13) {
    for (const person of staff.persons) {
      const spell = spellAt(person, day)
      if (spell === null || person.hired > day) continue
      asked += 1
      const manager = spell.manager === null ? null : staff.byNo.get(spell.manager)!
      expect(manager?.no ?? null).toBe(leaderAt(staff, spell.team, day, person)?.no ?? null)
      // nobody reports to someone who has left, or to themselves
      expect(manager === null || (manager.left ?? Infinity) > day).toBe(true)
      expect(manager).not.toBe(person)
    }
  }
  expect(asked).toBeGreaterThan(1000)
})

test("a win comes in weeks of the buyer's higher interest, by the stated momentum", () => {
  const { works, world } = observe({ people: 150, months: 12, hiring: { growth: 0 }, attrition: 0 })
  const deals = works.flatMap((work) => work.deals).filter(({ type }) => type === 'new')
  const won = deals.flatMap((deal) => {
    const week = deal.outcome?.kind === 'won' ? Math.floor((deal.outcome.day - deal.createdDay) / 7) : -1
    return week < 0 || week >= deal.interest.length ? [] : [deal.interest[week]! - deal.latent.interest]
  })
  const lost = deals.flatMap(({ outcome, interest, latent }) =>
    outcome?.kind === 'lost' ? [interest.at(-1)! - latent.interest] : [],
  )
  const lift = world.scenario.outcome.momentum * CONSTANTS.interest.sd ** 2
  expect(near(mean(won), lift, variance(won) / won.length)).toBe(true)
  expect(near(mean(lost), 0, variance(lost) / lost.length)).toBe(true)
  expect(near(Math.sqrt(variance(lost)), CONSTANTS.interest.sd, CONSTANTS.interest.sd ** 2 / lost.length)).toBe(true)
})
