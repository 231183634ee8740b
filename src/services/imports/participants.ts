import { sql } from 'kysely'
import { insertRows } from '../../db/insert.ts'
import type { ImportRecord } from '../../domain/import/record.ts'
import { participantsOf } from '../../domain/import/participants.ts'
import type { Refs } from './refs.ts'
import type { ImportRun } from './run.ts'
import { textOf } from './run.ts'

/** Who took part in an activity, as its row names them. */
export interface Attendance {
  readonly activityId: string
  readonly source: string
  readonly named: readonly string[]
}

export function attendanceOf(run: ImportRun, record: ImportRecord, activityId: string): Attendance[] {
  const text = textOf(record, 'participants')
  const named = text === null ? [] : participantsOf(text)
  return named.length === 0 ? [] : [{ activityId, source: run.sourceOf(record.fileNo), named }]
}

type Side = 'ours' | 'theirs'

/** Writes who took part: users are ours, contacts and leads theirs; whoever is neither is not written. */
export async function saveAttendances(
  run: ImportRun,
  refs: Refs,
  corrected: readonly string[],
  attendances: readonly Attendance[],
): Promise<void> {
  if (corrected.length > 0) {
    await run.db
      .deleteFrom('activity_participant')
      .where('org_id', '=', run.orgId)
      .where('activity_id', '=', sql<string>`any(${[...corrected]}::uuid[])`)
      .execute()
  }
  if (attendances.length === 0) return
  const named = [...new Set(attendances.flatMap((attendance) => attendance.named))]
  const byEmail = await readByEmail(run, refs, named)
  for (const kind of ['person', 'contact', 'lead'] as const) await refs.prefetch(attendances[0]!.source, kind, named)
  const rows = new Map<string, object>()
  for (const { activityId, source, named: names } of attendances) {
    for (const name of names) {
      const found = byEmail.get(name.toLowerCase()) ?? lookUp(refs, source, name)
      if (found === null) continue
      const row = { org_id: run.orgId, activity_id: activityId, subject_id: found.id, side: found.side }
      rows.set(`${activityId} ${found.id}`, row)
    }
  }
  if (rows.size > 0) await insertRows(run.db, 'activity_participant', [...rows.values()])
}

function lookUp(refs: Refs, source: string, name: string): { id: string; side: Side } | null {
  const person = refs.byId(source, 'person', name) ?? refs.byName('person', name)?.id ?? null
  if (person !== null) return { id: person, side: 'ours' }
  const other = refs.byId(source, 'contact', name) ?? refs.byId(source, 'lead', name)
  return other === null ? null : { id: other, side: 'theirs' }
}

async function readByEmail(
  run: ImportRun,
  refs: Refs,
  named: readonly string[],
): Promise<Map<string, { id: string; side: Side }>> {
  const emails = named.filter((name) => name.includes('@')).map((name) => name.toLowerCase())
  if (emails.length === 0) return new Map()
  const rows = await run.db
    .selectFrom('subject')
    .select(['id', 'kind', 'email'])
    .where('org_id', '=', run.orgId)
    .where('kind', 'in', ['contact', 'lead'])
    .where(sql<boolean>`lower(email) = any(${emails}::text[])`)
    .orderBy('id')
    .execute()
  const found = new Map<string, { id: string; side: Side }>(
    rows.map((row) => [row.email!.toLowerCase(), { id: refs.survivor(row.id), side: 'theirs' }]),
  )
  for (const email of emails) {
    const person = refs.byEmail(email)
    if (person !== null) found.set(email, { id: person, side: 'ours' })
  }
  return found
}
