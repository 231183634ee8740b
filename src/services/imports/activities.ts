import { sql } from 'kysely'
import { noteActivity } from '../../db/activity-days.ts'
import { insertRows } from '../../db/insert.ts'
import { instantText } from '../../domain/instant.ts'
import type { ActivityType } from '../../domain/activity/type.ts'
import { activityTopic, activityType, directionOf, isCancelled, isCompleted } from '../../domain/activity/type.ts'
import type { ImportRecord, RefBy } from '../../domain/import/record.ts'
import { newId } from '../../platform/ids.ts'
import type { Attendance } from './participants.ts'
import { attendanceOf, saveAttendances } from './participants.ts'
import { prefetchRefs } from './prefetch.ts'
import type { Refs } from './refs.ts'
import { resolve } from './refs.ts'
import { addRepeat, readHeldRepeats } from './repeats.ts'
import type { ImportRun, Moment } from './run.ts'
import { countsOf, momentOf, textOf } from './run.ts'
import type { MaybeSet } from './maybe-set.ts'
import { newMaybeSet } from './maybe-set.ts'

/** Inserts new activities and new versions of corrected ones; a repeated row without id of its own is a duplicate. */
export async function applyActivities(
  run: ImportRun,
  refs: Refs,
  refBy: ReadonlyMap<string, RefBy>,
  records: readonly ImportRecord[],
): Promise<void> {
  if (records.length === 0) return
  const source = run.sourceOf(records[0]!.fileNo)
  const counts = countsOf(run, 'activities')
  const repeats = await readHeldRepeats(run, source, 'activity')
  const written = await writtenOf(run, source)
  const held = await readHeld(run, source, records, written)
  const rows = new Map<string, object>()
  const superseded: string[] = []
  const deleted: string[] = []
  const attendances: Attendance[] = []
  const wanted: { record: ImportRecord; id: string; moment: Moment }[] = []
  for (const record of onePerId(run, source, records)) {
    const before = held.get(record.externalId)
    if (before?.hash === record.hash) {
      counts[before.importId === run.importId ? 'duplicate' : 'unchanged'] += 1
      if (repeats.size > 0) run.met.add(before.id)
      continue
    }
    if (before?.importId === run.importId) {
      counts.duplicate += 1
      addRepeat(run, source, 'activity', record.externalId, record.hash)
      continue
    }
    if (repeats.has(`${record.externalId} ${record.hash}`)) {
      if (!run.settling) {
        run.deferred.push(record)
        continue
      }
      if (before !== undefined && run.met.has(before.id)) {
        counts.duplicate += 1
        continue
      }
    }
    if (record.values['deleted'] === true && before === undefined) continue
    const moment = whenOf(run, record)
    if (moment === null) {
      counts.rejected += 1
      run.problem({
        severity: 'reject',
        fileNo: record.fileNo,
        row: record.row,
        reason: 'The activity has no date',
        remedy: 'Give it a start, a due date or a creation date',
        group: 'activity-without-date',
      })
      continue
    }
    const id = before?.id ?? newId()
    if (before === undefined) counts.new += 1
    else {
      counts.changed += 1
      if (record.values['deleted'] === true) deleted.push(id)
      else superseded.push(id)
    }
    if (record.values['deleted'] === true) continue
    wanted.push({ record, id, moment })
  }
  await prefetchRefs(
    run,
    refs,
    wanted.map(({ record }) => record),
  )
  for (const { record, id, moment } of wanted) {
    const found = REFERRED.map((field) =>
      resolve(run, refs, record, field, field === 'owner' ? 'person' : field, refBy.get(field) ?? 'id'),
    )
    for (const [at, one] of found.entries()) if (one instanceof Promise) found[at] = await one
    rows.set(id, activityRow(run, refs, record, id, moment, found as Found))
    noteActivity(run.stale, { personId: (found as Found)[0] ?? null, at: moment.at, date: moment.date })
    written?.add(record.externalId)
    attendances.push(...attendanceOf(run, record, id))
  }
  await supersede(run, [...superseded, ...deleted])
  await rememberDeleted(run, deleted)
  if (rows.size > 0) await insertRows(run.db, 'activity', [...rows.values()])
  await saveAttendances(run, refs, superseded, attendances)
}

/** Of rows with one id, the one with the latest stamp of the system, else the first. */
function onePerId(run: ImportRun, source: string, records: readonly ImportRecord[]): ImportRecord[] {
  const kept = new Map<string, ImportRecord>()
  const stampOf = (record: ImportRecord) => momentOf(run, record.values['modifiedAt'])?.at ?? -Infinity
  for (const record of records) {
    const other = kept.get(record.externalId)
    if (other === undefined) {
      kept.set(record.externalId, record)
      continue
    }
    countsOf(run, 'activities').duplicate += 1
    const [winner, loser] = stampOf(record) > stampOf(other) ? [record, other] : [other, record]
    kept.set(record.externalId, winner)
    if (winner.hash !== loser.hash) addRepeat(run, source, 'activity', record.externalId, loser.hash)
  }
  return [...kept.values()]
}

const REFERRED = ['owner', 'deal', 'account', 'contact', 'lead'] as const

type Found = readonly (string | null)[]

function activityRow(
  run: ImportRun,
  refs: Refs,
  record: ImportRecord,
  id: string,
  moment: Moment,
  [owner = null, deal = null, account = null, contact = null, lead = null]: Found,
): object {
  const type = activityType(textOf(record, 'type'), textOf(record, 'subject'))
  const seconds = secondsOf(record)
  const related = relatedTo(run, refs, record)
  return {
    org_id: run.orgId,
    id,
    recorded_from: instantText(run.recordedAt),
    recorded_to: 'infinity',
    known_at: instantText(knownAt(run, record)),
    type,
    at: instantText(moment.at),
    at_date: moment.date,
    seconds,
    direction: directionOf(textOf(record, 'direction')),
    held: heldOf(type, textOf(record, 'status')),
    connected:
      type === 'call'
        ? (seconds !== null && seconds >= 60) || /connect|reached|erreicht|joint/i.test(textOf(record, 'outcome') ?? '')
        : null,
    topic: activityTopic(textOf(record, 'type'), textOf(record, 'subject'), textOf(record, 'outcome')),
    person_id: owner,
    deal_id: deal ?? related.deal,
    account_id: account ?? related.account,
    contact_id: contact ?? related.contact,
    lead_id: lead ?? related.lead,
    source: run.sourceOf(record.fileNo),
    external_id: record.externalId,
    row_hash: record.hash,
    import_id: run.importId,
  }
}

const UNRELATED = { deal: null, account: null, contact: null, lead: null }

/** Polymorphic references (Salesforce WhatId and WhoId): whatever has that id. */
function relatedTo(
  run: ImportRun,
  refs: Refs,
  record: ImportRecord,
): Record<'deal' | 'account' | 'contact' | 'lead', string | null> {
  const source = run.sourceOf(record.fileNo)
  const what = textOf(record, 'what')
  const who = textOf(record, 'who')
  // an id that says what it is has gone to its own field already
  const { deal, account, contact, lead } = record.values
  if ((what === null || what === deal || what === account) && (who === null || who === contact || who === lead))
    return UNRELATED
  const find = (kind: 'deal' | 'account' | 'contact' | 'lead', id: string | null) =>
    id === null ? null : refs.byId(source, kind, id)
  return {
    deal: find('deal', what),
    account: find('account', what),
    contact: find('contact', who),
    lead: find('lead', who),
  }
}

/** When it took place: its start, else the end less its length, else due, else created. */
function whenOf(run: ImportRun, record: ImportRecord): Moment | null {
  const { values } = record
  const start = momentOf(run, values['at'])
  if (start !== null) return start
  const completed = momentOf(run, values['completedAt'])
  if (completed !== null && completed.date === null)
    return { at: completed.at - (secondsOf(record) ?? 0) * 1000, date: null }
  return completed ?? momentOf(run, values['dueDate']) ?? momentOf(run, values['createdAt'])
}

function secondsOf(record: ImportRecord): number | null {
  const { duration, durationMinutes, at, endAt } = record.values
  if (typeof duration === 'number') return Math.round(duration)
  if (typeof durationMinutes === 'number') return Math.round(durationMinutes * 60)
  if (
    typeof at === 'object' &&
    typeof endAt === 'object' &&
    at !== null &&
    endAt !== null &&
    'at' in at &&
    'at' in endAt
  ) {
    return Math.max(0, Math.round((endAt.at - at.at) / 1000))
  }
  return null
}

function heldOf(type: ActivityType, status: string | null): boolean {
  if (isCancelled(status)) return false
  return type !== 'task' || isCompleted(status)
}

/** A source that stamps creation held the activity since then; otherwise it is known since the export. */
function knownAt(run: ImportRun, record: ImportRecord): number {
  const created = momentOf(run, record.values['createdAt'])
  return created === null || run.sourceOf(record.fileNo) === 'file' ? run.takenAt : Math.min(created.at, run.takenAt)
}

interface Held {
  readonly id: string
  readonly hash: string
  readonly importId: string | null
}

/** The ids that this import has written of a source, where nothing else is held of it; else null: anything may be held. */
async function writtenOf(run: ImportRun, source: string): Promise<MaybeSet | null> {
  const known = run.activityIds.get(source)
  if (known !== undefined) return known
  const any = await run.db
    .selectFrom('activity')
    .select('id')
    .where('org_id', '=', run.orgId)
    .where('source', '=', source)
    .limit(1)
    .executeTakeFirst()
  const written = any === undefined ? newMaybeSet() : null
  run.activityIds.set(source, written)
  return written
}

async function readHeld(
  run: ImportRun,
  source: string,
  records: readonly ImportRecord[],
  written: MaybeSet | null,
): Promise<Map<string, Held>> {
  const ids = records.map((record) => record.externalId).filter((id) => written === null || written.mayHave(id))
  if (ids.length === 0) return new Map()
  const rows = await run.db
    .selectFrom('activity')
    .select(['id', 'external_id', 'row_hash', 'import_id'])
    .where('org_id', '=', run.orgId)
    .where('source', '=', source)
    .where('external_id', '=', sql<string>`any(${ids})`)
    .where('recorded_to', '=', sql<number>`'infinity'`)
    .execute()
  return new Map(rows.map((row) => [row.external_id, { id: row.id, hash: row.row_hash, importId: row.import_id }]))
}

async function supersede(run: ImportRun, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const ended = await run.db
    .updateTable('activity')
    .set({ recorded_to: instantText(run.recordedAt) })
    .where('org_id', '=', run.orgId)
    .where('id', 'in', ids)
    .where('recorded_to', '=', sql<number>`'infinity'`)
    .returning(['person_id', 'at', 'at_date'])
    .execute()
  for (const { person_id: personId, at, at_date: date } of ended) noteActivity(run.stale, { personId, at, date })
}

/** A version that was never valid tells undo which import ended the one before; its id keeps clear of the source's ids. */
async function rememberDeleted(run: ImportRun, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const at = instantText(run.recordedAt)
  await sql`
    insert into activity
    select (json_populate_record(a, json_build_object('recorded_from', ${at}::text, 'import_id', ${run.importId}::text,
      'external_id', a.id::text))).*
    from activity a
    where a.org_id = ${run.orgId} and a.id = any(${[...ids]}::uuid[]) and a.recorded_to = ${at}
    order by a.id
  `.execute(run.db)
}
