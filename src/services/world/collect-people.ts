import type { EntryOf, WorldDocument } from '../../domain/world/document.ts'
import type { Dating } from '../../domain/world/statements.ts'
import { addDays } from '../../domain/calendar/local-date.ts'
import { newId } from '../../platform/ids.ts'
import type { Collecting } from './collect.ts'
import { datingOf, keepExternalId, momentIn, named, refer } from './collect.ts'
import type { Found } from './directory.ts'

/** Gives every person of the document an id, so that other entries can refer to them. */
export function collectPeople(collecting: Collecting, people: WorldDocument['people']): void {
  const { directory, problems, fresh, settings } = collecting
  for (const [index, entry] of people.entries()) {
    const path = `people[${index}]`
    const found = findPerson(collecting, entry)
    if (found === 'ambiguous') {
      problems.push({
        path,
        value: entry.name,
        problem: 'is the name of more than one person; add the externalId or the email',
      })
      continue
    }
    const isNew = found === 'unknown'
    const id = isNew ? newId() : found.id
    if (isNew) fresh.add(id)
    if (isNew && entry.name === undefined && entry.email == null) {
      problems.push({ path, value: entry.externalId, problem: 'is new; give a name or an email' })
      continue
    }
    if (!isNew) keepExternalId(collecting, 'person', entry.externalId, id)
    else if (entry.externalId !== undefined) directory.learn('person', entry.externalId, id, 'externalId')
    if (entry.email != null) directory.learn('person', entry.email, id, 'email')
    if (entry.name !== undefined) directory.learn('person', entry.name, id, 'name')
    const before = collecting.subjects.get(id)
    collecting.subjects.set(id, {
      id,
      name: entry.name ?? before?.name,
      email: entry.email === undefined ? before?.email : entry.email,
    })
    const patch = named({
      notPerson: entry.notPerson ?? (isNew ? false : undefined),
      active: entry.active ?? (isNew ? true : undefined),
      externalId: isNew ? (entry.externalId ?? null) : undefined,
    })
    collecting.statements.push({ kind: 'person', entityId: id, path, patch, dating: datingOf(entry, settings.zone) })
  }
}

/** By external id, else by address, else by name: a namesake who has another id or address is somebody else. */
function findPerson({ directory }: Collecting, { externalId, email, name }: EntryOf<'people'>): Found {
  for (const text of [externalId, email]) {
    const found = text == null ? 'unknown' : directory.find('person', text)
    if (typeof found === 'object') return found
  }
  const namesake = name === undefined ? 'unknown' : directory.find('person', name)
  if (typeof namesake !== 'object') return email == null && externalId === undefined ? namesake : 'unknown'
  const other =
    (email != null && directory.has(namesake.id, 'email')) ||
    (externalId !== undefined && directory.has(namesake.id, 'externalId'))
  return other ? 'unknown' : namesake
}

interface Stint {
  readonly path: string
  readonly personId: string
  readonly patch: Record<string, unknown>
  readonly dating: Dating
  readonly start: number
  /** where it is said to end, and the date after its last day */
  readonly end: { readonly at: number; readonly date: string | null } | null
}

/** Memberships of one person follow each other: each holds until the next begins or its own last day is over. */
export function collectMemberships(
  collecting: Collecting,
  memberships: WorldDocument['memberships'],
  zoneOfTeam: (teamId: string | null | undefined) => string,
): void {
  const stints = memberships.flatMap((entry, index) => stintOf(collecting, entry, `memberships[${index}]`, zoneOfTeam))
  for (const [personId, own] of Map.groupBy(stints, (stint) => stint.personId)) {
    const dated = own.filter((stint) => stint.dating.kind !== 'correction').toSorted((a, b) => a.start - b.start)
    for (const stint of own) {
      collecting.statements.push({
        kind: 'membership',
        entityId: personId,
        path: stint.path,
        patch: { employed: true, ...stint.patch },
        dating: stint.dating,
      })
    }
    for (const [index, stint] of dated.entries()) {
      const next = dated[index + 1]
      if (
        next !== undefined &&
        (next.start === stint.start || (stint.end !== null && next.start < stint.end.at && !follows(stint, next)))
      ) {
        collecting.problems.push({
          path: next.path,
          value: memberships[Number(/\d+/.exec(next.path)![0])]!.from,
          problem: `overlaps ${stint.path} of the same person; nobody has two memberships at once: end the first with \`to\`, or begin the second later`,
        })
        continue
      }
      if (stint.end === null || (next !== undefined && follows(stint, next))) continue
      const { at, date } = stint.end
      collecting.statements.push({
        kind: 'membership',
        entityId: personId,
        path: stint.path,
        patch: { employed: false },
        dating: { kind: 'from', at, date },
      })
    }
  }
}

function stintOf(
  collecting: Collecting,
  entry: EntryOf<'memberships'>,
  path: string,
  zoneOfTeam: (teamId: string | null | undefined) => string,
): Stint[] {
  const personId = refer(collecting, 'person', entry.person, `${path}.person`)
  const teamId = refer(collecting, 'team', entry.team, `${path}.team`)
  const managerId = refer(collecting, 'person', entry.manager, `${path}.manager`)
  const dottedManagerId = refer(collecting, 'person', entry.dottedManager, `${path}.dottedManager`)
  if (personId == null) return []
  const zone = zoneOfTeam(teamId)
  const { discipline, segment, level, office } = entry
  const dating = datingOf(entry, zone)
  const start = dating.kind === 'from' ? dating.at : -Infinity
  const end = entry.to === undefined ? null : momentIn(entry.to.length === 10 ? addDays(entry.to, 1) : entry.to, zone)
  if (end !== null && end.at <= start) {
    collecting.problems.push({
      path: `${path}.to`,
      value: entry.to,
      problem: `is before \`from\` ${entry.from}; it is the last day`,
    })
    return []
  }
  return [
    {
      path,
      personId,
      patch: named({ teamId, managerId, dottedManagerId, discipline, segment, level, office }),
      dating,
      start,
      end,
    },
  ]
}

/** Whether the next begins on the day after the last day, whatever the zones of the two teams. */
function follows({ end }: Stint, next: Stint): boolean {
  const date = next.dating.kind === 'from' ? next.dating.date : null
  return end !== null && (next.start === end.at || (date !== null && date === end.date))
}

export function collectLeave(
  collecting: Collecting,
  leave: WorldDocument['leave'],
  held: ReadonlyMap<string, string>,
): void {
  for (const [index, entry] of leave.entries()) {
    const path = `leave[${index}]`
    const personId = refer(collecting, 'person', entry.person, `${path}.person`)
    if (personId == null) continue
    const { from, to } = entry
    const entityId = held.get(`${personId} ${from} ${to}`) ?? newId()
    collecting.statements.push({
      kind: 'leave',
      entityId,
      path,
      patch: { personId, from, to, reason: null },
      dating: { kind: 'always' },
    })
  }
}
