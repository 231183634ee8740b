import { PRODUCTS, ratesOf } from './catalogue.ts'
import { LOST, WON } from './deal.ts'
import { PIPELINE } from './deal-rows.ts'
import { plantEvents } from './events/plant.ts'
import { submit, writeGoals } from './forecasts.ts'
import type { Scenario } from './scenario.ts'
import { runPerson, type Work } from './seller.ts'
import { newSink, type Batch, type Sink } from './sink.ts'
import { monthsInRole } from './staffing.ts'
import { major } from './tables.ts'
import { type Cut, openWorld, type World } from './world.ts'

/** Raised when what is written changes for the same scenario and seed. */
export const GENERATOR_VERSION = 1

/** The world of a scenario with its events planted, before anything happens in it. */
export function makeWorld(scenario: Scenario, cut: Partial<Cut> = {}): World {
  const world = openWorld(scenario, cut)
  plantEvents(world)
  return world
}

/**
 * Every row of a company, person by person: no more than one person's rows are held at a time. `watch` sees what each
 * person really did.
 */
export function* generateRows(world: World, watch: (work: Work) => void = () => {}): Generator<Batch> {
  const sink = newSink()
  // who works where and towards what does not change by the hour
  if (world.cut.since === -Infinity) {
    writeCompany(world, sink)
    writeGoals(world, sink)
  }
  yield* sink.take()
  for (const person of world.staff.persons) {
    const work = runPerson(world, sink, person)
    submit(world, sink, work)
    watch(work)
    yield* sink.take()
  }
}

function writeCompany(world: World, sink: Sink): void {
  const { scenario, axis, offices, staff } = world
  const { teams, persons, byNo } = staff
  for (const { office, holidays } of offices) {
    const standing = office === scenario.offices[0]
    for (const { date, name } of holidays) sink.row('calendars', [office.name, 'saturday sunday', date, name, standing])
  }
  for (const team of teams) {
    const { office } = offices[team.office]!
    const parent = teams.find(({ no }) => no === team.parent)?.id ?? null
    sink.row('teams', [team.id, team.name, parent, byNo.get(team.lead)!.id, office.name, office.zone, office.name])
  }
  for (const person of persons) {
    const { id, name, email, hired, planned, left, spells } = person
    sink.row('people', [
      id,
      name,
      email,
      TITLES[spells.at(-1)!.discipline],
      left === null,
      axis.date(hired),
      axis.date(planned),
      left === null ? null : axis.date(left - 1),
    ])
    for (const [index, spell] of spells.entries()) {
      const until = spells[index + 1]?.from ?? left ?? null
      const team = teams.find(({ no }) => no === spell.team)!
      const since = spell.from - Math.round(monthsInRole(person, spell.from) * (365.2425 / 12))
      sink.row('memberships', [
        id,
        axis.date(spell.from),
        until === null ? null : axis.date(until - 1),
        team.id,
        offices[team.office]!.office.name,
        spell.discipline === 'lead' && person.coach ? 'player-coach' : spell.discipline,
        null,
        null,
        spell.manager === null ? null : byNo.get(spell.manager)!.id,
        null,
        axis.date(since),
      ])
    }
    for (const { from, to } of person.leave) sink.row('leave', [id, axis.date(from), axis.date(to)])
  }
  for (const [index, { name, probability }] of scenario.stages.entries()) {
    sink.row('stages', [`s${index + 1}`, name, PIPELINE, index + 1, probability, false, false])
  }
  const open = scenario.stages.length
  sink.row('stages', [`s${open + 1}`, WON, PIPELINE, open + 1, 1, true, true])
  sink.row('stages', [`s${open + 2}`, LOST, PIPELINE, open + 2, 0, true, false])
  for (const { id, name, family, list } of PRODUCTS) {
    sink.row('products', [id, name, id.toUpperCase(), family, major(list), scenario.company.currency, true])
  }
  for (const { currency, kind, date, rate } of ratesOf(scenario, axis)) sink.row('rates', [currency, kind, date, rate])
}

const TITLES = {
  ae: 'Account Executive',
  sdr: 'Sales Development Representative',
  csm: 'Customer Success Manager',
  lead: 'Team Lead',
} as const
