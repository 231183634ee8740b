import { expect, test } from 'vitest'
import { listValue } from '../catalogue.ts'
import { forecastFloor } from '../forecasts.ts'
import { monthsInRole, rampAt } from '../persons.ts'
import { normalCdf } from '../arithmetic.ts'
import { DAYS_PER_MONTH } from '../axis.ts'
import type { Deal } from '../deal.ts'
import { eventsOf } from '../truth.ts'
import { mean, near, observe, variance, type Observed } from './observe.ts'

const MAIN = { people: 100, months: 12, hiring: { growth: 0 }, attrition: 0 }
const ON = '2024-07-01'
const DAY = 182

/** First meetings per expected one before and after the day, of some persons. */
function meetingRatio({ works, world }: Observed, mine: (no: number) => boolean, by = 1) {
  const phi = world.scenario.creation.dispersion
  return works
    .filter(({ person }) => mine(person.no))
    .flatMap(({ weeks, firstMeetings }) => weeks.map((week, index) => ({ week, count: firstMeetings[index]!.length })))
    .filter(({ week }) => week.days[0]! >= DAY && week.meetings.sum > 0)
    .reduce(
      (sum, { week, count }) => ({
        found: sum.found + count,
        plain: sum.plain + week.meetings.sum / by,
        variance: sum.variance + phi * week.meetings.sum,
      }),
      { found: 0, plain: 0, variance: 0 },
    )
}

test('a metric drop of a company, a team and a person takes its share, and nobody else changes', () => {
  const before = observe(MAIN)
  for (const subject of ['company', 't3', 'u40']) {
    const event = { kind: 'metric-drop', metric: 'first-meetings', by: 0.4, subject, from: ON }
    const after = observe({ ...MAIN, events: [event] })
    const members = new Set(
      after.world.staff.persons
        .filter(({ id, spells }) => subject === 'company' || id === subject || `t${spells[0]!.team}` === subject)
        .map(({ no }) => no),
    )
    const { found, plain, variance: noise } = meetingRatio(after, (no) => members.has(no), 0.6)
    expect(near(found, 0.6 * plain, noise)).toBe(true)
    for (const work of after.works.filter(({ person }) => !members.has(person.no))) {
      const same = before.works.find(({ person }) => person.no === work.person.no)!
      expect(work.deals.map(({ id, steps }) => [id, steps])).toEqual(same.deals.map(({ id, steps }) => [id, steps]))
    }
    expect(after.world.planted).toMatchObject([{ id: 'e1', kind: 'metric-drop', size: 0.6, from: ON, to: null }])
  }
})

test('a market shock is a drop of everyone for its days', () => {
  const shocked = observe({ ...MAIN, events: [{ kind: 'market-shock', by: 0.3, from: ON, to: '2024-09-29' }] })
  const { scenario, effects } = shocked.world
  expect(effects.factor('first-meetings', 9, DAY - 1)).toBe(1)
  expect(effects.factor('first-meetings', 9, DAY + 90)).toBeCloseTo(0.7, 12)
  expect(effects.factor('first-meetings', 9, DAY + 91)).toBe(1)
  const calm = observe(MAIN)
  const inside = (one: Observed) =>
    one.works
      .flatMap(({ weeks, firstMeetings }) =>
        weeks.map((week, index) => ({ week, count: firstMeetings[index]!.length })),
      )
      .filter(({ week }) => week.days[0]! >= DAY && week.days[0]! < DAY + 91)
      .reduce((sum, { count }) => sum + count, 0)
  const [found, plain] = [inside(shocked), inside(calm)]
  expect(near(found, 0.7 * plain, scenario.creation.dispersion * (0.7 * plain + 0.49 * plain))).toBe(true)
})

test('a win-rate break and a coaching effect multiply the wins of every kind of seller, at every age, from their day', () => {
  for (const [event, factor] of [
    [{ kind: 'win-rate-break', factor: 0.6, subject: 'company', from: ON }, 0.6],
    [{ kind: 'coaching-effect', metric: 'win-rate', by: 0.4, subject: 'company', from: ON }, 1.4],
  ] as const) {
    const { works, world } = observe({ ...MAIN, ability: { winSd: 0.8 }, events: [event] })
    const { win } = world.scenario.outcome
    for (const able of [true, false]) {
      const deals = works
        .filter(({ person }) => person.ability.win > 0 === able)
        .flatMap((work) => work.deals)
        .filter(({ type }) => type === 'new')
      for (const [from, to, times] of [
        [0, DAY, 1],
        [DAY, DAY + 60, factor],
        [DAY + 60, world.axis.days - 5, factor],
      ] as const) {
        // a share of a day is lost to whole days; deals begin in the morning
        const by = (day: number, { createdDay, segment }: Deal) => {
          const { duration } = world.scenario.segments.find(({ name }) => name === segment)!
          const months = (day - 0.5 - createdDay) / DAYS_PER_MONTH / duration
          return months <= 0 ? 0 : normalCdf(Math.log(months / win.median) / win.sigma)
        }
        const chances = deals.map((deal) => times * deal.latent.chance * (by(to, deal) - by(from, deal)))
        const expected = chances.reduce((sum, p) => sum + p, 0)
        const noise = chances.reduce((sum, p) => sum + p * (1 - p), 0)
        const found = deals.filter(({ outcome: own }) => own?.kind === 'won' && own.day >= from && own.day < to).length
        expect(near(found, expected, noise), `${event.kind} ${able} ${from}`).toBe(true)
      }
    }
  }
})

test('a mix shift, a discount wave and a drop of size show in the deals created from the day on', () => {
  const { works, world } = observe({
    ...MAIN,
    events: [
      { kind: 'mix-shift', segment: 'Enterprise', weight: 3, subject: 'company', from: ON },
      { kind: 'discount-wave', points: 0.1, subject: 'company', from: ON },
      { kind: 'metric-drop', metric: 'size', by: 0.25, subject: 'company', from: ON },
    ],
  })
  const deals = works.flatMap((work) => work.deals).filter(({ type }) => type !== 'renewal')
  const later = deals.filter(({ createdDay }) => createdDay >= DAY)
  const shifted = (0.15 * 3) / (1 + 0.15 * 2)
  const large = later.filter(({ segment }) => segment === 'Enterprise').length
  expect(near(large, shifted * later.length, shifted * (1 - shifted) * later.length)).toBe(true)
  expect(near(mean(later.map(({ discount }) => discount)), 0.22, 0.05 ** 2 / later.length)).toBe(true)
  const small = later.filter(({ segment }) => segment === 'SMB').map(({ lines }) => listValue(lines) / 100)
  const target = world.scenario.size.mean * 0.5 * 0.75
  expect(near(mean(small), target, target ** 2 / small.length)).toBe(true)
})

test('a slow hire stays below the ceiling', () => {
  const { works, world } = observe({
    ...MAIN,
    hiring: { growth: 0.03 },
    creation: { firstMeetingsPerWeek: 12 },
    ability: { creationCv: 0 },
    events: [{ kind: 'slow-ramp', ceiling: 0.6, slower: 1.2 }],
  })
  const { subject } = world.planted[0]!
  const { person, weeks, firstMeetings } = works.find((work) => work.person.id === subject.id)!
  expect(person.hired).toBeGreaterThanOrEqual(0)
  const ripe = weeks
    .map((week, index) => ({ week, count: firstMeetings[index]!.length }))
    .filter(({ week }) => monthsInRole(person, week.days[0]!) > 6)
  const full = ripe.reduce(
    (sum, { week }) => sum + week.meetings.sum / rampAt(person.ramp, monthsInRole(person, week.days[0]!)),
    0,
  )
  const found = ripe.reduce((sum, { count }) => sum + count, 0)
  expect(near(found, 0.58 * full, 1.3 * 0.6 * full)).toBe(true)
  expect(near(found, full, 1.3 * full)).toBe(false)
})

test('a sandbagger forecasts too low and an optimist too high, by the planted size', () => {
  const planted = { u8: 0.5, u9: -0.5 } as const
  const { works, world, rows } = observe(
    {
      ...MAIN,
      people: 12,
      months: 36,
      size: { cv: 0.3 },
      creation: { firstMeetingsPerWeek: 8 },
      events: [
        { kind: 'sandbagger', person: 'u8', size: 0.5 },
        { kind: 'optimist', person: 'u9', size: 0.5 },
      ],
    },
    ['submissions'],
  )
  const floor = forecastFloor(world.scenario)
  for (const [id, bias] of Object.entries(planted)) {
    const work = works.find(({ person }) => person.id === id)!
    const { sold } = work
    const misses = rows['submissions']!.filter((row) => row['Submitted by'] === id).flatMap((row) => {
      const known = sold.get(world.axis.monthNo(world.axis.dayOf(`${row['Forecast period']}-01`))) ?? 0
      return known < 20 * floor ? [] : [Math.log((known + floor) / (Number(row['Commit amount']) * 100 + floor))]
    })
    expect(misses.length).toBeGreaterThan(9)
    expect(near(mean(misses), bias, variance(misses) / misses.length)).toBe(true)
  }
})

const BUSY = {
  people: 30,
  months: 6,
  warmUpMonths: 12,
  hiring: { growth: 0 },
  attrition: 0,
  customers: { renewal: 0.9, expansion: 0.8 },
  activity: { mails: { ae: 20, sdr: 20 }, calls: { ae: 10, sdr: 10 } },
}

test('faults of the data double, silence and thin out rows without changing what went on', () => {
  const clean = observe(BUSY, ['mailbox', 'activities'])
  const from = '2024-04-01'
  const to = '2024-04-30'
  const broken = observe(
    {
      ...BUSY,
      events: [
        { kind: 'double-import', of: 'mails', subject: 'company', from, to },
        { kind: 'silent-source', of: 'calls', subject: 't2', from, to },
        { kind: 'double-import', of: 'deals', subject: 'company', from, to },
      ],
    },
    ['mailbox', 'activities', 'deals'],
  )
  const inside = (row: Record<string, string>) =>
    row['Activity date']! >= from && row['Activity date']!.slice(0, 10) <= to
  expect(broken.rows['mailbox']!.filter(inside)).toHaveLength(2 * clean.rows['mailbox']!.filter(inside).length)
  expect(broken.rows['mailbox']!.filter((row) => !inside(row))).toEqual(
    clean.rows['mailbox']!.filter((row) => !inside(row)),
  )
  const silent = new Set(broken.world.staff.persons.filter(({ spells }) => spells[0]!.team === 2).map(({ id }) => id))
  expect(broken.rows['activities']).toEqual(
    clean.rows['activities']!.filter((row) => !(inside(row) && silent.has(row['Owner']!))),
  )
  const twice = broken.rows['deals']!.filter((row) => row['Deal ID']!.endsWith('b'))
  const made = broken.works
    .flatMap(({ deals }) => deals)
    .filter(({ createdDay }) => createdDay >= 91 && createdDay <= 120)
  expect(new Set(made.map(({ type }) => type))).toEqual(new Set(['new', 'existing', 'renewal']))
  expect(twice).toHaveLength(made.length)
  expect(eventsOf(broken.world).map(({ rows }) => rows)).toEqual([
    clean.rows['mailbox']!.filter(inside).length,
    clean.rows['activities']!.length - broken.rows['activities']!.length,
    made.length,
  ])
})

test('the last weeks are incomplete by halves', () => {
  const clean = observe(BUSY, ['mailbox'])
  const late = observe({ ...BUSY, events: [{ kind: 'incomplete-weeks', of: 'mails', weeks: 3, subject: 'company' }] }, [
    'mailbox',
  ])
  const days = clean.world.axis.days
  for (const [week, missing] of [
    [0, 0.5],
    [1, 0.25],
    [2, 0.125],
    [3, 0],
  ] as const) {
    const own = (one: Observed) =>
      one.rows['mailbox']!.filter(
        (row) => Math.floor((days - 1 - one.world.axis.dayOf(row['Activity date']!.slice(0, 10))) / 7) === week,
      ).length
    expect(near(own(late), (1 - missing) * own(clean), missing * (1 - missing) * own(clean))).toBe(true)
  }
})

test('a reorganisation moves people, and their past stays where it was', () => {
  const { world } = observe({
    ...MAIN,
    events: [{ kind: 'reorganisation', from: ON, moves: [{ person: 'u50', team: 't1' }] }],
  })
  const { spells } = world.staff.byNo.get(50)!
  expect(spells.map(({ from, team }) => [world.axis.date(Math.max(from, 0)), team])).toEqual([
    ['2024-01-01', expect.not.toSatisfy((team: number) => team === 1)],
    [ON, 1],
  ])
})

test('a subject that is not there is refused by name', () => {
  expect(() => observe({ events: [{ kind: 'win-rate-break', factor: 0.5, subject: 'u9999', from: 0 }] })).toThrow(
    'u9999',
  )
})
