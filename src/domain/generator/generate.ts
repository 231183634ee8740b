import { writeCampaigns } from './campaigns.ts'
import { PRODUCTS, ratesOf } from './catalogue.ts'
import { LOST, WON, type Deal } from './deal.ts'
import { PIPELINE } from './deal-rows.ts'
import { plantEvents } from './events/plant.ts'
import { submit, writeGoals } from './forecasts.ts'
import type { Person, Spell } from './persons.ts'
import type { Scenario } from './scenario.ts'
import { runPerson, type Work } from './seller.ts'
import { newSink, type Batch, type Sink } from './sink.ts'
import { attachManagers, leaderAt } from './succession.ts'
import { major, stamp } from './tables.ts'
import { type Cut, openWorld, type World } from './world.ts'

/** Raised when what is written changes for the same scenario and seed. */
export const GENERATOR_VERSION = 3

/** The world of a scenario with its events planted, before anything happens in it. */
export function makeWorld(scenario: Scenario, cut: Partial<Cut> = {}): World {
  const world = openWorld(scenario, cut)
  plantEvents(world)
  attachManagers(world.staff)
  return world
}

/** Who looks on while the rows are made. */
export interface Watch {
  readonly deal?: (deal: Deal) => void
  /** once all is made that a person did */
  readonly person?: (work: Work) => void
}

/** Every row of a company, person by person: some tens of kilobytes are held at a time. */
export function* generateRows(world: World, watch: Watch = {}): Generator<Batch> {
  const sink = newSink()
  // who works where and towards what does not change by the hour
  if (world.cut.since === -Infinity) {
    writeCompany(world, sink)
    writeGoals(world, sink)
  }
  writeRates(world, sink)
  yield* sink.take()
  for (const person of world.staff.persons) {
    const work = yield* runPerson(world, sink, person, watch.deal ?? ignore)
    submit(world, sink, work)
    yield* sink.take()
    watch.person?.(work)
  }
}

function ignore(): void {}

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
    const lead = leaderAt(world.staff, team.no, axis.days - 1, null)?.id ?? null
    sink.row('teams', [team.id, team.name, parent, lead, office.name, office.zone, office.name])
  }
  for (const person of persons) {
    const { id, name, email, hired, planned, left, spells } = person
    const last = spells.at(-1)!
    const home = teams.find(({ no }) => no === last.team)!
    sink.row('people', [
      id,
      name,
      email,
      null,
      TITLES[last.discipline],
      left === null,
      home.id,
      last.manager === null ? null : byNo.get(last.manager)!.id,
      offices[home.office]!.office.name,
      null,
      disciplineOf(person, last),
      axis.date(hired),
      axis.date(planned),
      left === null ? null : axis.date(left - 1),
    ])
    for (const [index, spell] of spells.entries()) {
      const until = spells[index + 1]?.from ?? left ?? null
      const team = teams.find(({ no }) => no === spell.team)!
      const since = spells.findLast(
        ({ from, discipline }, at) => from <= spell.from && spells[at - 1]?.discipline !== discipline,
      )!
      sink.row('memberships', [
        id,
        axis.date(spell.from),
        until === null ? null : axis.date(until - 1),
        team.id,
        offices[team.office]!.office.name,
        disciplineOf(person, spell),
        null,
        null,
        spell.manager === null ? null : byNo.get(spell.manager)!.id,
        null,
        axis.date(since.from),
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
  for (const code of new Set(scenario.offices.map(({ currency }) => currency))) {
    sink.row('price-lists', [`b${code}`, `List ${code}`, true])
    for (const { id, list } of PRODUCTS) {
      sink.row('prices', [`b${code}${id}`, `b${code}`, id, major(list), code, true])
    }
  }
  writeCampaigns(world, sink)
}

/** The rates of the days in the window: nobody knows those of tomorrow. */
function writeRates({ scenario, axis, cut }: World, sink: Sink): void {
  const first = cut.since === -Infinity ? '' : stamp(cut.since - 1).slice(0, 10)
  const last = stamp(cut.until - 1).slice(0, 10)
  for (const { currency, kind, date, rate } of ratesOf(scenario, axis)) {
    if (date > first && date <= last) sink.row('rates', [currency, kind, date, rate])
  }
}

function disciplineOf({ coach }: Person, { discipline }: Spell): string {
  return discipline === 'lead' && coach ? 'player-coach' : discipline
}

const TITLES = {
  ae: 'Account Executive',
  sdr: 'Sales Development Representative',
  csm: 'Customer Success Manager',
  lead: 'Team Lead',
} as const
