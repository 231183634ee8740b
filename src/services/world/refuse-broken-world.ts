import type { Db } from '../../db/client.ts'
import { readKind } from '../../db/spans.ts'
import { personNames } from '../../db/structure.ts'
import { LeadoutError } from '../../domain/errors.ts'
import type { LedgerKind } from '../../domain/world/kinds.ts'
import { teamOn } from '../../domain/structure.ts'
import { readStructure } from '../org/structure.ts'
import type { OrgView } from '../org/view.ts'
import { LATEST } from '../../domain/span/box.ts'
import { checkWorld } from './check-world.ts'

const SHAPED: ReadonlySet<LedgerKind> = new Set(['team', 'membership', 'stage', 'calendar'])
type Written = { readonly entityId: string; readonly patch: Readonly<Record<string, unknown>> }

const NOW = { valid: LATEST, known: LATEST, recorded: LATEST }

/**
 * Refuses what an edit by hand may not leave behind: a circle in a line, two accepted stages, two default calendars, a
 * person or team below a team that is closed, now or on any later day.
 * @throws LeadoutError `precondition`, in the names that the screen shows
 */
export async function refuseBrokenWorld(
  tx: Db,
  view: OrgView,
  written: ReadonlyMap<LedgerKind, readonly Written[]>,
): Promise<void> {
  if (![...written.keys()].some((kind) => SHAPED.has(kind))) return
  const [problem] = await checkWorld(tx, view.orgId, view.settings.zone, await readerNames(tx, view))
  if (problem !== undefined) {
    const subject = { teams: 'These teams', memberships: 'These people' }[problem.path] ?? capital(problem.path)
    throw new LeadoutError('precondition', `${subject} ${problem.problem}.`)
  }
  const named = [...(written.get('team') ?? []), ...(written.get('membership') ?? [])].flatMap(
    ({ entityId, patch }) => [patch['teamId'], patch['parentId'], patch['deleted'] === true ? entityId : null],
  )
  const teams = new Set(named.filter((id) => typeof id === 'string'))
  if (teams.size > 0) await refuseOrphans(tx, view, teams)
}

async function readerNames(tx: Db, view: OrgView): Promise<(kind: string, id: string) => string> {
  const names = new Map(await personNames(tx, view.orgId, NOW))
  for (const kind of ['team', 'pipeline'] as const)
    for (const { id, state } of await readKind(tx, view.orgId, kind, NOW)) names.set(id, state.name)
  return (_, id) => names.get(id) ?? 'somebody who left'
}

async function refuseOrphans(tx: Db, view: OrgView, among: ReadonlySet<string>): Promise<void> {
  const structure = await readStructure(tx, { ...view, view: NOW }, view.asOfDate)
  const days = [view.asOfDate, ...structure.teams.map((team) => team.from), ...structure.members.map((one) => one.from)]
  for (const date of new Set(days.filter((day) => day >= view.asOfDate).toSorted())) {
    const on = (one: { from: string; to: string }) => one.from <= date && date <= one.to
    const lost = (teamId: string | null) => teamId !== null && among.has(teamId) && !teamOn(structure, teamId, date)
    const people = structure.members.filter((member) => on(member) && lost(member.teamId))
    const teams = structure.teams.filter((team) => on(team) && lost(team.parentId))
    if (people.length + teams.length === 0) continue
    const names = [...people.map((one) => structure.names.get(one.personId)), ...teams.map((team) => team.name)]
    const list = names.slice(0, 5).join(', ')
    throw new LeadoutError('precondition', `A closed team has nobody in it from ${date}: first move ${list}.`)
  }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
