import { type RawBuilder, sql } from 'kysely'
import { addDays } from '../domain/calendar/local-date.ts'
import type { LocalDate } from '../domain/instant.ts'
import { newId } from '../platform/ids.ts'
import type { Db } from './client.ts'
import { insertRows } from './insert.ts'

/** From which day on the sums of a person are behind; `null`: of everyone. */
export type StaleDays = Map<string | null, LocalDate>

/** Before anything that was done. */
export const EVER: LocalDate = '0001-01-01'

/** The local day of a moment can be the day before its day in UTC. */
const SLACK = 1

/** Notes that something of a person began at a moment, or on a day, and has come, gone or changed. */
export function noteActivity(
  stale: StaleDays,
  { personId, at, date }: { readonly personId: string | null; readonly at: number; readonly date: LocalDate | null },
): void {
  // what has no person is never added up
  if (personId === null) return
  const inUtc = new Date(at).toISOString().slice(0, 10)
  const day = addDays(date !== null && date < inUtc ? date : inUtc, -SLACK)
  const before = stale.get(personId)
  if (before === undefined || day < before) stale.set(personId, day)
}

/**
 * Marks sums as behind, in the transaction that changes what they are made of. Marks are only ever added: whoever adds
 * up deletes those that it saw, so writers wait for nobody and none is lost.
 */
export async function markStale(db: Db, orgId: string, stale: StaleDays): Promise<void> {
  const days = [...stale].toSorted(([a], [b]) => ((a ?? '') < (b ?? '') ? -1 : 1))
  if (days.length === 0) return
  await insertRows(
    db,
    'activity_stale',
    days.map(([person_id, day]) => ({ org_id: orgId, id: newId(), person_id, day })),
  )
}

/** The same for the activities that `which` selects as `a`, in all their versions. */
export async function markActivities(db: Db, orgId: string, which: RawBuilder<unknown>): Promise<void> {
  const { rows } = await sql<{ personId: string; day: LocalDate }>`
    select a.person_id as "personId", min(least(a.at_date, (a.at at time zone 'UTC')::date)) - ${sql.lit(SLACK)} as day
    from activity a
    where a.org_id = ${orgId} and a.person_id is not null and ${which}
    group by a.person_id`.execute(db)
  await welcome(
    db,
    orgId,
    rows.map(({ personId }) => personId),
  )
  await markStale(db, orgId, new Map(rows.map(({ personId, day }) => [personId, day])))
}

/** The activities with these ids, as `a`. */
export const ofIds = (ids: readonly string[]) => sql`a.id = any(${[...ids]}::uuid[])`

/** The activities that an import brought a version of, as `a`. */
export const ofImport = (orgId: string, importId: string) =>
  sql`a.id in (select b.id from activity b where b.org_id = ${orgId} and b.import_id = ${importId})`

/** Puts persons among those whose activities are added up, so that nothing of theirs is missed before they are. */
export async function welcome(db: Db, orgId: string, personIds: readonly string[]): Promise<void> {
  if (personIds.length === 0) return
  await sql`
    insert into activity_rolled (org_id, person_id, upto)
    select ${orgId}, p.id, ${EVER} from unnest(${[...new Set(personIds)].toSorted()}::uuid[]) p (id)
    order by p.id
    on conflict (org_id, person_id) do nothing`.execute(db)
}

/**
 * What days and places of activities are made of: the organisation's zone, teams, their zones and what is above them, as
 * far as now known.
 */
export async function dayShape(db: Db, orgId: string): Promise<string> {
  const { rows } = await sql<{ shape: string }>`
    select concat_ws('|', (
      select string_agg(s.state->>'zone', '|' order by s.valid_from) from span s
      where s.org_id = ${orgId} and s.kind = 'setting' and s.entity_id = ${orgId} and s.known_to = 'infinity' and s.recorded_to = 'infinity'
    ), md5(string_agg(concat_ws('|', t.entity_id, t.valid_from, t.valid_to, t.state->>'zone', t.state->>'parentId'), ','
      order by t.entity_id, t.valid_from))) as shape
    from span t
    where t.org_id = ${orgId} and t.kind = 'team' and t.known_to = 'infinity' and t.recorded_to = 'infinity'`.execute(
    db,
  )
  return rows[0]!.shape
}
