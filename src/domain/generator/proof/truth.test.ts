import { expect, test } from 'vitest'
import { eventsOf, personsOf, truthOf } from '../truth.ts'
import { observe } from './observe.ts'

const DAY_MS = 86_400_000
const MONTH = 365.2425 / 12
const dayOf = (date: string) => Date.parse(`${date}T00:00:00Z`) / DAY_MS

const company = observe(
  {
    people: 24,
    months: 9,
    start: '2024-01-17',
    teamSize: 6,
    roles: { sdr: 0.3, csm: 0 },
    offices: [
      { name: 'Berlin', zone: 'Europe/Berlin', country: 'DE', currency: 'EUR', share: 1 },
      { name: 'London', zone: 'Europe/London', country: 'GB', currency: 'GBP', share: 1 },
    ],
    attrition: 0.03,
    hiring: { growth: 0.03 },
    fading: { share: 0.6, weeks: 12, least: 0.4 },
    activity: { mails: { ae: 10, sdr: 20 }, calls: { ae: 5, sdr: 15 } },
    misspecified: { bursts: { on: 0.25, factor: 2 }, correlatedReps: 0.3 },
    events: [
      // days within a week
      { kind: 'metric-drop', metric: 'first-meetings', by: 0.4, subject: 't2', from: '2024-04-11', to: '2024-06-18' },
      { kind: 'metric-drop', metric: 'mails', by: 0.7, subject: 'u9', from: '2024-05-15' },
      { kind: 'market-shock', by: 0.3, wins: 0.2, from: '2024-07-03', to: '2024-08-08' },
      { kind: 'slow-ramp', ceiling: 0.6, slower: 1.5 },
      { kind: 'reorganisation', from: '2024-05-08', moves: [{ person: 'u10', team: 't1' }] },
      { kind: 'attrition-change', factor: 2, from: '2024-06-01' },
    ],
  },
  ['people', 'memberships', 'calendars', 'leave'],
)
const truth = { ...truthOf(company.world), persons: [...personsOf(company.world)] }
const events = eventsOf(company.world)
const { scenario, world } = truth
const first = dayOf(world.firstDay)
const past = dayOf(world.lastDay) + 1

/** Where a person belonged on a day, by the rows. */
const spells = new Map<string, { from: number; until: number; team: string; office: string; role: string }[]>()
for (const row of company.rows['memberships']!) {
  const until = row['Until'] === '' ? Infinity : dayOf(row['Until']!)
  const spell = {
    from: dayOf(row['From']!),
    until,
    team: row['Team']!,
    office: row['Office']!,
    role: row['Discipline']!,
  }
  spells.set(row['Person']!, [...(spells.get(row['Person']!) ?? []), spell])
}
const spellOn = (id: string, day: number) => spells.get(id)!.find(({ from, until }) => day >= from && day <= until)
const holidays = new Set(company.rows['calendars']!.map((row) => `${row['Calendar']} ${dayOf(row['Holiday']!)}`))
const isOff = (id: string, day: number) =>
  company.rows['leave']!.some(
    (row) => row['Person'] === id && day >= dayOf(row['Leave from']!) && day <= dayOf(row['Leave to']!),
  )

/** Months since a person began to sell or to find leads; a lead goes on from there. */
function tenure(id: string, day: number): number {
  const own = spells.get(id)!
  let since = own[0]!.from
  for (const [index, { from, role }] of own.entries()) {
    if (index > 0 && from <= day && role !== own[index - 1]!.role && !/lead|coach/.test(role)) since = from
  }
  return (day - since) / MONTH
}

function planted(metric: string, id: string, day: number): number {
  return events
    .filter((event) => event.metric === metric && (event.persons === null || event.persons.includes(id)))
    .filter(({ from, to }) => day >= dayOf(from) && (to === null || day <= dayOf(to)))
    .reduce((product, { size }) => product * size, 1)
}

test('the expected numbers of every week follow from rows, parameters and events, day by day', () => {
  for (const person of truth.persons) {
    const { id, ramp, expected, fadesFrom, left } = person
    const sums = { meetings: new Map<number, number>(), mails: new Map<number, number>() }
    for (let day = first; day < past; day += 1) {
      const spell = spellOn(id, day)
      const date = new Date(day * DAY_MS)
      if (spell === undefined || [0, 6].includes(date.getUTCDay())) continue
      if (holidays.has(`${spell.office} ${day}`) || isOff(id, day)) continue
      const week = Math.floor((day - first) / 7)
      const month = date.getUTCMonth() + 12 * (date.getUTCFullYear() - 2024)
      const capacity = { ae: 1, 'player-coach': 0.5 }[spell.role] ?? 0
      const stays =
        fadesFrom === null || day < dayOf(fadesFrom)
          ? 1
          : 1 - (0.6 * (day + 1 - dayOf(fadesFrom))) / (dayOf(left!) + 1 - dayOf(fadesFrom))
      const able = (ramp.ceiling / (1 + Math.exp((ramp.half - tenure(id, day)) / ramp.scale)) / 5) * stays
      const busy = able * person.bursts![week]!
      const climate =
        world.market[month]! * scenario.season[date.getUTCMonth()]! * world.teamLevels[spell.team]![month]!
      const meetings = scenario.creation.firstMeetingsPerWeek * capacity * busy * person.creationAbility * climate
      const rate = spell.role === 'sdr' ? scenario.activity.mails.sdr : scenario.activity.mails.ae * capacity
      const mails = rate * busy * person.activityAbility * person.activityLevel[week]!
      sums.meetings.set(week, (sums.meetings.get(week) ?? 0) + meetings * planted('first-meetings', id, day))
      sums.mails.set(week, (sums.mails.get(week) ?? 0) + mails * planted('mails', id, day))
    }
    for (const [week, found] of expected.firstMeetings.entries()) {
      expect(Math.abs(found - (sums.meetings.get(week) ?? 0)), `${id} ${week}`).toBeLessThan(0.0005)
      expect(Math.abs(expected.mails[week]! - (sums.mails.get(week) ?? 0)), `${id} ${week}`).toBeLessThan(0.01)
    }
  }
})

test('the truth names what was changed, by how much, for whom and when', () => {
  const members = company.world.staff.persons
    .filter(({ id }) => spellOn(id, dayOf('2024-04-11'))?.team === 't2')
    .map(({ id }) => id)
  expect(events).toMatchObject([
    { id: 'e1', metric: 'first-meetings', size: 0.6, unit: 'factor', persons: members, to: '2024-06-18' },
    { id: 'e2', metric: 'mails', subject: { kind: 'person', id: 'u9' }, persons: ['u9'], to: null },
    { id: 'e3', metric: 'first-meetings', size: 0.7, persons: null, from: '2024-07-03', to: '2024-08-08' },
    { id: 'e3', metric: 'win-rate', size: 0.8, persons: null },
    { id: 'e4', metric: 'ramp', size: 0.6, unit: 'share of full' },
    { id: 'e4', metric: 'ramp half', size: 4.5, unit: 'months' },
    { id: 'e5', metric: 'team', persons: ['u10'], into: 't1', from: '2024-05-08' },
    { id: 'e6', metric: 'attrition', size: 2, unit: 'factor', persons: null },
  ])
  expect(truth.persons.some(({ fadesFrom }) => fadesFrom !== null)).toBe(true)
  expect(truth.persons.filter(({ left }) => left === null).every(({ fadesFrom }) => fadesFrom === null)).toBe(true)
})
