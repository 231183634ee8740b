import { sql } from 'kysely'
import type { Db } from '../../db/client.ts'
import { readBoxes } from '../../db/spans.ts'
import { zoneOf } from '../../domain/calendar/zone.ts'
import type { Instant } from '../../domain/instant.ts'
import { findCycle } from '../../domain/world/cycles.ts'
import type { DocumentProblem } from '../../domain/world/read-document.ts'
import type { NamedKind } from './directory.ts'
import { openDirectory } from './directory.ts'

/** What must hold at every instant by what is known now, whoever wrote it; in the names of a document unless given others. */
export async function checkWorld(
  db: Db,
  orgId: string,
  zone: string,
  nameOf?: (kind: NamedKind, id: string) => string,
): Promise<DocumentProblem[]> {
  const name = nameOf ?? (await openDirectory(db, orgId)).nameOf
  const problems: DocumentProblem[] = []
  const teams = findCycle(
    (await readKnown(db, orgId, 'team')).flatMap((box) =>
      box.state.parentId == null
        ? []
        : [{ child: box.id, parent: box.state.parentId, from: box.validFrom, to: box.validTo }],
    ),
  )
  if (teams !== null) {
    const names = teams.members.map((id) => name('team', id))
    problems.push({
      path: 'teams',
      problem: `stand in a circle${since(teams.at, zone)}: ${[...names, names[0]].join(' below ')}; give one of them another parent`,
    })
  }
  const line = findCycle(await readManagers(db, orgId))
  if (line !== null) {
    const names = line.members.map((id) => name('person', id))
    problems.push({
      path: 'memberships',
      problem: `report in a circle${since(line.at, zone)}: ${[...names, names[0]].join(' reports to ')}; give one of them another manager`,
    })
  }
  const stages = (await readKnown(db, orgId, 'stage')).filter((box) => box.state.accepted && box.state.kind === 'open')
  for (const [pipelineId, own] of Map.groupBy(stages, (box) => box.state.pipelineId)) {
    const pair = together(own)
    if (pair === null) continue
    const names = pair.map((box) => box.state.name).join(' and ')
    problems.push({
      path: `pipelines ${name('pipeline', pipelineId)}`,
      problem: `has two accepted stages, ${names}; say \`"accepted": false\` for one`,
    })
  }
  const calendars = together((await readKnown(db, orgId, 'calendar')).filter((box) => box.state.default))
  if (calendars !== null) {
    const names = calendars.map((box) => box.state.name).join(' and ')
    problems.push({ path: 'calendars', problem: `has two defaults, ${names}; say \`"default": false\` for one` })
  }
  return problems
}

async function readKnown<K extends 'team' | 'stage' | 'calendar'>(db: Db, orgId: string, kind: K) {
  const boxes = await readBoxes(db, orgId, kind)
  return boxes.filter((box) => box.knownTo === Infinity && box.recordedTo === Infinity)
}

/** Two of different entities that hold at one instant. */
function together<B extends { id: string; validFrom: Instant; validTo: Instant }>(boxes: readonly B[]): [B, B] | null {
  for (const [index, a] of boxes.entries()) {
    const b = boxes
      .slice(index + 1)
      .find((other) => other.id !== a.id && other.validFrom < a.validTo && a.validFrom < other.validTo)
    if (b !== undefined) return [a, b]
  }
  return null
}

async function readManagers(db: Db, orgId: string) {
  const rows = await db
    .selectFrom('membership_span')
    .select(['person_id', 'manager_id', 'valid_from', 'valid_to'])
    .where('org_id', '=', orgId)
    .where('manager_id', 'is not', null)
    .where('known_to', '=', sql<number>`'infinity'`)
    .where('recorded_to', '=', sql<number>`'infinity'`)
    .execute()
  return rows.map((row) => ({ child: row.person_id, parent: row.manager_id!, from: row.valid_from, to: row.valid_to }))
}

function since(at: Instant, zone: string): string {
  return Number.isFinite(at) ? ` from ${zoneOf(zone).dateAt(at)}` : ''
}
