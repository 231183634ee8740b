import { sql } from 'kysely'
import type { Db } from '../../db/client.ts'
import { ifNobodyElse } from '../../db/one-at-a-time.ts'
import { addDays } from '../../domain/calendar/local-date.ts'
import type { Instant, LocalDate } from '../../domain/instant.ts'
import { daysOf, OPEN_DAYS } from '../../metrics/days.ts'
import { figuresQuery } from '../bookings/figures.ts'
import { localDate, resolveView } from '../org/view.ts'

const PERSONS_AT_ONCE = 20
/** of a person at once: what is added up is sorted in memory */
const DAYS_AT_ONCE = 400

/** Adds up what is behind in every organisation; what fails in one is raised when the others are done. */
export async function rollEverywhere(db: Db, now: Instant): Promise<void> {
  const orgs = await db.selectFrom('org').select('org_id').orderBy('org_id').execute()
  const failed: unknown[] = []
  for (const { org_id: orgId } of orgs) await rollActivities(db, orgId, now).catch((error) => failed.push(error))
  if (failed.length > 0) throw new AggregateError(failed, 'Days could not be added up')
}

/**
 * Adds up the days of everyone whose sums are behind, a few persons to a transaction. Until it has, and if it never
 * does, figures read activities and are the same. Ends at once where another process is at it.
 */
export async function rollActivities(db: Db, orgId: string, now: Instant): Promise<void> {
  await ifNobodyElse(db, `${orgId} days`, () => rollAll(db, orgId, now))
}

async function rollAll(db: Db, orgId: string, now: Instant): Promise<void> {
  const { settings } = await resolveView(db, orgId, now, {})
  const upto = addDays(localDate(now, settings.zone), -OPEN_DAYS)
  await takeMarks(db, orgId)
  let written = 0
  for (;;) {
    const behind = await db
      .selectFrom('activity_rolled')
      .select(['person_id', 'upto'])
      .where('org_id', '=', orgId)
      .where(sql<boolean>`upto < ${upto}::date`)
      .orderBy('upto')
      .orderBy('person_id')
      .limit(PERSONS_AT_ONCE)
      .execute()
    if (behind.length === 0) break
    const persons = behind.filter((one) => one.upto === behind[0]!.upto).map(({ person_id }) => person_id)
    written += await roll(db, orgId, now, { persons, upto })
  }
  // until autovacuum looks, plans would be guesses
  if (written > 0) await sql`analyze activity_day, activity_rolled`.execute(db)
}

/** What is marked as behind begins there; marks that others are writing stay for the next time. */
async function takeMarks(db: Db, orgId: string): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`
      with taken as (
        delete from activity_stale where org_id = ${orgId} returning person_id, day
      ), since as (
        select person_id, min(day) as day from taken group by person_id
      )
      update activity_rolled r set upto = s.day
      from (
        select x.person_id, least(own.day, everyone.day) as day
        from activity_rolled x
        left join since own on own.person_id = x.person_id
        left join since everyone on everyone.person_id is null
        where x.org_id = ${orgId}
      ) s
      where r.org_id = ${orgId} and s.person_id = r.person_id and s.day < r.upto`.execute(tx)
  })
}

/**
 * Days of persons that begin on one day, and up to which. One view of the database for what is added up and how far: what
 * is written meanwhile has its own mark. The clock may be pinned: what is added up is what is known, and until, by the
 * real one.
 */
async function roll(
  db: Db,
  orgId: string,
  now: Instant,
  { persons, upto }: { readonly persons: readonly string[]; readonly upto: LocalDate },
): Promise<number> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (tx) => {
      const whose = sql`org_id = ${orgId} and person_id = any(${[...persons]}::uuid[])`
      const { rows } = await sql<{ since: LocalDate; first: LocalDate | null }>`
        select min(r.upto) as since,
          (select (min(a.at) at time zone 'UTC')::date - 2 from activity a where ${whose}) as first
        from activity_rolled r where ${whose}`.execute(tx)
      const { since, first } = rows[0]!
      const from = first === null ? upto : first > since ? first : since
      const end = addDays(from, DAYS_AT_ONCE) < upto ? addDays(from, DAYS_AT_ONCE) : upto
      const view = await resolveView(tx, orgId, now, { asOf: new Date(now).toISOString() })
      await sql`delete from activity_day where ${whose} and day >= ${since}::date`.execute(tx)
      const added = await sql`
        insert into activity_day (org_id, person_id, day, at, touches, emails_sent, calls_made, connects, talk_hours,
          meetings_due, meetings_taken, meetings_held, meeting_hours, presentations, deals, contacts, deal_contacts)
        ${daysOf(figuresQuery(view), { persons, from, upto: end })}`.execute(tx)
      await sql`update activity_rolled set upto = ${end}::date where ${whose}`.execute(tx)
      return Number(added.numAffectedRows ?? 0)
    })
}
