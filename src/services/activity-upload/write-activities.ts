import { hash } from 'node:crypto'
import { sql } from 'kysely'
import { markActivities, ofIds } from '../../db/activity-days.ts'
import type { Db } from '../../db/client.ts'
import { insertRows } from '../../db/insert.ts'
import type { Instant } from '../../domain/instant.ts'
import { instantText } from '../../domain/instant.ts'
import { newId } from '../../platform/ids.ts'
import type { Decided } from './decisions.ts'
import { fingerprint } from './decisions.ts'

export interface WritingUpload {
  readonly db: Db
  readonly orgId: string
  readonly importId: string
  readonly personId: string
  readonly recordedAt: Instant
  /** when the files were taken: nothing in them is known later */
  readonly takenAt: Instant
  readonly written: { new: number; changed: number; unchanged: number; gone: number }
  /** what is there already is known better: only what is missing is written */
  readonly weaker?: true
}

interface Wanted {
  readonly source: 'calendar' | 'mailbox'
  readonly externalId: string
  readonly thread: string | null
  readonly row: Readonly<Record<string, unknown>>
  readonly people: readonly { readonly subjectId: string; readonly side: 'ours' | 'theirs' }[]
}

interface Held {
  readonly id: string
  readonly hash: string
}

/** busy time is one person's own, whoever else has the same entry */
const busyId = (externalId: string, personId: string) => fingerprint(`${externalId} ${personId}`)

/**
 * Writes what entries are decided to be: new activities, new versions of those that say something else now, and which
 * mailbox or calendar held them. The same entry again changes nothing, whoever uploads it.
 */
export async function writeActivities(upload: WritingUpload, decided: readonly Decided[]): Promise<void> {
  const wanted = decided.flatMap((one) => wantedOf(upload, one))
  const held = await readHeld(upload, decided)
  const rows: { readonly id: string; readonly [column: string]: unknown }[] = []
  const ended: string[] = []
  const captured = new Map<string, string | null>()
  const corrected: string[] = []
  const participants: object[] = []
  const say = (id: string, one: Wanted) => {
    rows.push({
      org_id: upload.orgId,
      id,
      recorded_from: instantText(upload.recordedAt),
      recorded_to: 'infinity',
      ...one.row,
      source: one.source,
      external_id: one.externalId,
      row_hash: hashOf(one),
      import_id: upload.importId,
    })
    for (const { subjectId, side } of one.people)
      participants.push({ org_id: upload.orgId, activity_id: id, subject_id: subjectId, side })
    captured.set(id, one.thread)
  }
  for (const one of wanted) {
    const own = held.get(one.externalId)
    // what was busy time and is a meeting now goes on under the same id, so that undoing brings the busy time back
    const before = own ?? (one.row['type'] === 'busy' ? undefined : held.get(busyId(one.externalId, upload.personId)))
    if (own !== undefined && (upload.weaker === true || own.hash === hashOf(one))) {
      upload.written.unchanged += 1
      captured.set(own.id, one.thread)
      continue
    }
    if (before === undefined) upload.written.new += 1
    else {
      upload.written.changed += 1
      ended.push(before.id)
      corrected.push(before.id)
    }
    say(before?.id ?? newId(), one)
  }
  await endVersions(upload, ended)
  if (rows.length > 0) {
    await insertRows(upload.db, 'activity', rows)
    await markActivities(upload.db, upload.orgId, ofIds(rows.map(({ id }) => id)))
  }
  await writeParticipants(upload, corrected, participants)
  await writeCaptures(upload, captured)
  await writeAside(upload, decided)
}

function wantedOf(upload: WritingUpload, one: Decided): Wanted[] {
  const { entry, decision, externalId, thread } = one
  const facts = {
    known_at: instantText(Math.min(entry.createdAt ?? upload.takenAt, upload.takenAt)),
    at: instantText(entry.at),
    at_date: entry.date,
    seconds: entry.seconds,
    connected: null,
  }
  const nothing = { deal_id: null, account_id: null, contact_id: null, lead_id: null, topic: null, direction: null }
  const source = entry.kind === 'mail' ? ('mailbox' as const) : ('calendar' as const)
  const busy = decision.fate === 'busy' || (decision.fate === 'aside' && decision.busy)
  if (busy)
    return [
      {
        source,
        externalId: busyId(externalId, upload.personId),
        thread: null,
        row: { ...facts, ...nothing, type: 'busy', held: true, person_id: upload.personId },
        people: [],
      },
    ]
  if (decision.fate !== 'store') return []
  const { match } = decision
  return [
    {
      source,
      externalId,
      thread,
      row: {
        ...facts,
        type: decision.type,
        direction: decision.direction,
        held: decision.held,
        topic: decision.topic,
        person_id: decision.personId,
        deal_id: match.dealId,
        account_id: match.accountId,
        contact_id: match.contactId,
        lead_id: match.leadId,
      },
      people: [
        ...decision.ours.map((subjectId) => ({ subjectId, side: 'ours' as const })),
        ...decision.theirs.map((subjectId) => ({ subjectId, side: 'theirs' as const })),
      ],
    },
  ]
}

/** What a version says; since when it is known is no part of it, nor whose mailbox had it first. */
function hashOf({ row, people }: Wanted): string {
  const { known_at: _, ...said } = row
  const theirs = people.filter(({ side }) => side === 'theirs').map(({ subjectId }) => subjectId)
  return hash('sha1', JSON.stringify([said, theirs.toSorted()]), 'base64')
}

async function readHeld(upload: WritingUpload, decided: readonly Decided[]): Promise<Map<string, Held>> {
  const ids = decided.flatMap(({ externalId }) => [externalId, busyId(externalId, upload.personId)])
  if (ids.length === 0) return new Map()
  const { rows } = await sql<Held & { externalId: string }>`
    select a.id, a.external_id as "externalId", a.row_hash as hash
    from activity a
    where a.org_id = ${upload.orgId} and a.source in ('calendar', 'mailbox') and a.external_id = any(${ids})
      and a.recorded_to = 'infinity'
  `.execute(upload.db)
  return new Map(rows.map(({ externalId, ...held }) => [externalId, held]))
}

export async function endVersions({ db, orgId, recordedAt }: WritingUpload, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await sql`
    update activity set recorded_to = ${instantText(recordedAt)}
    where org_id = ${orgId} and id = any(${[...ids]}::uuid[]) and recorded_to = 'infinity'
  `.execute(db)
}

async function writeParticipants(
  { db, orgId }: WritingUpload,
  corrected: readonly string[],
  rows: readonly object[],
): Promise<void> {
  if (corrected.length > 0)
    await sql`
      delete from activity_participant where org_id = ${orgId} and activity_id = any(${[...corrected]}::uuid[])
    `.execute(db)
  if (rows.length > 0) await insertRows(db, 'activity_participant', rows)
}

async function writeCaptures(upload: WritingUpload, captured: ReadonlyMap<string, string | null>): Promise<void> {
  if (captured.size === 0) return
  await insertRows(
    upload.db,
    'capture',
    [...captured].map(([activityId, thread]) => ({
      org_id: upload.orgId,
      activity_id: activityId,
      import_id: upload.importId,
      person_id: upload.personId,
      recorded_from: instantText(upload.recordedAt),
      recorded_to: 'infinity',
      thread,
    })),
  )
}

async function writeAside(upload: WritingUpload, decided: readonly Decided[]): Promise<void> {
  const rows = decided.flatMap(({ entry, decision, externalId, thread }) =>
    decision.fate !== 'aside'
      ? []
      : [
          {
            org_id: upload.orgId,
            import_id: upload.importId,
            external_id: externalId,
            person_id: upload.personId,
            domains: decision.domains,
            type: entry.kind === 'mail' ? 'email' : 'meeting',
            at: instantText(entry.at),
            at_date: entry.date,
            seconds: entry.seconds,
            direction: decision.direction,
            held: decision.held,
            topic: entry.topic,
            thread,
            known_at: instantText(Math.min(entry.createdAt ?? upload.takenAt, upload.takenAt)),
          },
        ],
  )
  if (rows.length > 0)
    await sql`
    insert into capture_aside
    select * from json_populate_recordset(null::capture_aside, ${JSON.stringify(rows)}::json)
    on conflict do nothing
  `.execute(upload.db)
}
