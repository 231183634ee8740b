import type { ImportRecord } from '../../domain/import/record.ts'
import type { RefBy } from '../../domain/import/record.ts'
import { newId } from '../../platform/ids.ts'
import { readCurrent } from './current.ts'
import type { Refs } from './refs.ts'
import { resolve } from './refs.ts'
import { fullName, saveSubjects } from './subjects.ts'
import type { ImportChange, ImportRun } from './run.ts'
import { countsOf, momentOf, textOf, write } from './run.ts'
import type { Seen } from './seen.ts'
import type { Upsert } from './upsert.ts'
import { sortRecords } from './upsert.ts'

/** Users of a CRM or a roster of reps: persons, their personal values, and their one membership each. */
export async function applyPeople(
  run: ImportRun,
  refs: Refs,
  seen: Seen,
  refBy: ReadonlyMap<string, RefBy>,
  notPersons: ReadonlySet<string>,
  records: readonly ImportRecord[],
): Promise<void> {
  const adopt = (record: ImportRecord) => adoptByName(refs, record)
  const upserts = await sortRecords(run, refs, 'person', 'people', seen, records, adopt)
  for (const { record, entityId } of upserts) {
    const name = fullName(record)
    if (name !== null) refs.learnName('person', name, entityId)
    const email = textOf(record, 'email')
    if (email !== null) refs.learnEmail(email, entityId)
  }
  const persons = await readCurrent(
    run,
    'person',
    upserts.map((upsert) => upsert.entityId),
  )
  const subjects = await saveSubjects(run, 'person', upserts)
  const changes: ImportChange[] = []
  for (const upsert of upserts) {
    const changedSubject = subjects.has(upsert.entityId)
    const own = personChange(run, upsert, notPersons, persons.get(upsert.entityId))
    const membership = run.memberships ? [] : await membershipChanges(run, refs, refBy, upsert)
    const changed = changedSubject || own !== null || membership.length > 0
    if (!upsert.isNew) countsOf(run, 'people')[changed ? 'changed' : 'unchanged'] += 1
    if (own !== null) changes.push(own)
    changes.push(...membership)
  }
  await write(run, changes)
}

/** A person known only by name or address becomes the person of this row instead of a second one. */
function adoptByName(refs: Refs, record: ImportRecord): string | null {
  const email = textOf(record, 'email')
  const byEmail = email === null ? null : refs.byEmail(email)
  if (byEmail !== null) return byEmail
  const name = fullName(record)
  const named = name === null ? null : refs.byName('person', name)
  return named?.adoptable === true ? named.id : null
}

function personChange(
  run: ImportRun,
  { record, entityId, isNew, mentioned }: Upsert,
  notPersons: ReadonlySet<string>,
  current: Readonly<Record<string, unknown>> | undefined,
): ImportChange | null {
  const active = record.values['active']
  const patch: Record<string, unknown> = {
    externalId: record.externalId,
    ...(typeof active === 'boolean' ? { active } : isNew && { active: true }),
    ...(isNew && { notPerson: notPersons.has(record.externalId) || notPersons.has(fullName(record) ?? '') }),
  }
  const differs = Object.entries(patch).some(([key, value]) => current?.[key] !== value)
  if (!differs) return null
  const source = run.sourceOf(record.fileNo)
  const { externalId, ...rest } = patch
  if (mentioned || current === undefined || current['externalId'] !== externalId) {
    return { id: newId(), kind: 'person', entityId, patch, validAt: -Infinity, knownAt: -Infinity, source }
  }
  const at = momentOf(run, record.values['modifiedAt'])?.at ?? run.takenAt
  return { id: newId(), kind: 'person', entityId, patch: rest, validAt: at, source }
}

async function membershipChanges(
  run: ImportRun,
  refs: Refs,
  refBy: ReadonlyMap<string, RefBy>,
  { record, entityId, mentioned }: Upsert,
): Promise<ImportChange[]> {
  const managerId = await resolve(run, refs, record, 'manager', 'person', refBy.get('manager') ?? 'id')
  const named = await resolve(run, refs, record, 'team', 'team', refBy.get('team') ?? 'id')
  const teamId = named ?? (textOf(record, 'team') === null ? await managerTeam(run, refs, record, managerId) : null)
  const patch: Record<string, unknown> = { employed: true }
  if ('team' in record.values || teamId !== null) patch['teamId'] = teamId
  if ('manager' in record.values) patch['managerId'] = managerId
  for (const field of ['office', 'segment', 'discipline'] as const) {
    if (field in record.values) patch[field] = textOf(record, field)
  }
  const current = await readMembership(run, entityId)
  const source = run.sourceOf(record.fileNo)
  const changes: ImportChange[] = []
  const start = momentOf(run, record.values['startDate'])
  const differs = Object.entries(patch).some(([key, value]) => (current?.[key] ?? null) !== value)
  if (differs || (mentioned && start !== null)) {
    const first = mentioned || current === null
    const always = {
      id: newId(),
      kind: 'membership' as const,
      entityId,
      validAt: -Infinity,
      knownAt: -Infinity,
      source,
    }
    // whom another row had mentioned before was there from always
    if (mentioned && current !== null && start !== null) changes.push({ ...always, patch: { employed: false } })
    const validAt = first ? (start?.at ?? -Infinity) : run.takenAt
    const knownAt = first ? -Infinity : run.takenAt
    changes.push({
      id: newId(),
      kind: 'membership',
      entityId,
      patch,
      validAt,
      validDate: start?.date ?? null,
      knownAt,
      source,
    })
  }
  const end = momentOf(run, record.values['endDate'])
  if (end !== null && current?.['employed'] !== false) {
    changes.push({
      id: newId(),
      kind: 'membership',
      entityId,
      patch: { employed: false },
      validAt: end.at,
      validDate: end.date,
      source,
    })
  }
  return changes
}

/** Where a source names only managers, each manager's reports are a team named after the manager (metrics.md Credit). */
async function managerTeam(
  run: ImportRun,
  refs: Refs,
  record: ImportRecord,
  managerId: string | null,
): Promise<string | null> {
  const manager = textOf(record, 'manager')
  if (managerId === null || manager === null) return null
  const subject = await run.db
    .selectFrom('subject')
    .select('name')
    .where('org_id', '=', run.orgId)
    .where('id', '=', managerId)
    .executeTakeFirst()
  const name = subject?.name ?? manager
  const held = refs.byName('team', name)
  if (held !== null) return held.id
  const teamId = await refs.ensureNamed(record, 'manager', 'team', name)
  const office = textOf(record, 'office')
  await write(run, [
    {
      id: newId(),
      kind: 'team',
      entityId: teamId,
      patch: { managerId, office, externalId: manager },
      validAt: -Infinity,
      knownAt: -Infinity,
      source: run.sourceOf(record.fileNo),
    },
  ])
  return teamId
}

async function readMembership(run: ImportRun, personId: string): Promise<Record<string, unknown> | null> {
  const rows = await run.db
    .selectFrom('change')
    .select('patch')
    .where('org_id', '=', run.orgId)
    .where('kind', '=', 'membership')
    .where('entity_id', '=', personId)
    .orderBy('valid_at')
    .orderBy('id')
    .execute()
  return rows.length === 0 ? null : Object.assign({}, ...rows.map((row) => row.patch))
}
