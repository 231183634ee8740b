import { readBoxes } from '../../db/spans.ts'
import type { WorldDocument } from '../../domain/world/document.ts'
import type { WorldKind } from '../../domain/world/kinds.ts'
import { collectLeave, collectMemberships, collectPeople } from './collect-people.ts'
import { collectPipelines } from './collect-pipelines.ts'
import { collectGoals, collectRates, goalKey, rateKey } from './collect-plan.ts'
import { collectRoles, roleEntityKey } from './collect-roles.ts'
import { collectSubmissions, submissionKey } from './collect-submissions.ts'
import { collectCalendars, collectSettings, collectTeams, nameTeams } from './collect-teams.ts'
import type { Collecting } from './collect.ts'

/** Turns every entry of a document into statements about entities, in an order in which references resolve. */
export async function collectDocument(collecting: Collecting, document: WorldDocument): Promise<void> {
  collectSettings(collecting, document)
  collectCalendars(collecting, document.calendars, await defaultCalendars(collecting))
  const teamIds = nameTeams(collecting, document.teams)
  collectPeople(collecting, document.people)
  collectTeams(collecting, document.teams, teamIds)
  collectMemberships(collecting, document.memberships, await teamZones(collecting))
  if (document.leave.length > 0) {
    const leave = await readKnown(collecting, 'leave')
    collectLeave(
      collecting,
      document.leave,
      new Map(leave.map(({ id, state }) => [`${state.personId} ${state.from} ${state.to}`, id])),
    )
  }
  if (document.goals.length > 0) {
    const goals = await readKnown(collecting, 'goal')
    collectGoals(
      collecting,
      document.goals,
      new Map(
        goals.map(({ id, state }) => [
          goalKey(state.scopeKind, state.scopeId, state.metric, state.period),
          { id, currency: state.currency },
        ]),
      ),
    )
  }
  if (document.roles.length + document.ramps.length > 0) {
    const roles = await readKnown(collecting, 'role')
    const ramps = await readKnown(collecting, 'ramp')
    collectRoles(
      collecting,
      document,
      new Map([
        ...roles.map(({ id, state }) => [roleEntityKey('role', state), id] as const),
        ...ramps.map(({ id, state }) => [roleEntityKey('ramp', state), id] as const),
      ]),
    )
  }
  if (document.submissions.length > 0) {
    const submissions = await readKnown(collecting, 'submission')
    collectSubmissions(
      collecting,
      document.submissions,
      new Map(
        submissions.flatMap(({ id, state, validFrom }) => {
          const held = { id, currency: state.currency }
          const key = submissionKey(state.personId, state.period, validFrom)
          return [[key, held] as const, ...(state.externalId === null ? [] : [[state.externalId, held] as const])]
        }),
      ),
    )
  }
  if (document.pipelines.length > 0) {
    const pipelines = await readKnown(collecting, 'pipeline')
    const stages = await readKnown(collecting, 'stage')
    collectPipelines(collecting, document.pipelines, { pipelines: new Set(pipelines.map(({ id }) => id)).size, stages })
  }
  if (document.rates.length > 0) {
    const rates = await readKnown(collecting, 'rate')
    collectRates(
      collecting,
      document.rates,
      new Map(rates.map(({ id, state }) => [rateKey(state.currency, state.kind, state.date), id])),
    )
  }
}

/** Every version of a kind by what is known now, oldest first. */
async function readKnown<K extends WorldKind>({ db, orgId }: Collecting, kind: K) {
  const boxes = await readBoxes(db, orgId, kind)
  return boxes
    .filter((box) => box.knownTo === Infinity && box.recordedTo === Infinity)
    .toSorted((a, b) => (a.validFrom < b.validFrom ? -1 : Number(a.validFrom > b.validFrom)))
}

async function defaultCalendars(collecting: Collecting): Promise<Set<string>> {
  const calendars = await readKnown(collecting, 'calendar')
  return new Set(calendars.filter(({ state, validTo }) => validTo === Infinity && state.default).map(({ id }) => id))
}

/** The zone in whose midnight the memberships of a team begin and end: the team's, as the document or the ledger has it. */
async function teamZones(collecting: Collecting): Promise<(teamId: string | null | undefined) => string> {
  const zones = new Map<string, string>()
  for (const { id, state } of await readKnown(collecting, 'team')) if (state.zone != null) zones.set(id, state.zone)
  for (const { kind, entityId, patch } of collecting.statements) {
    if (kind === 'team' && typeof patch['zone'] === 'string') zones.set(entityId, patch['zone'])
  }
  return (teamId) => (teamId == null ? undefined : zones.get(teamId)) ?? collecting.settings.zone
}
