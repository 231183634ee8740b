import { sql } from 'kysely'
import type { Instant, LocalDate } from '#domain/instant.ts'
import { at } from './at.ts'
import { type FiguresQuery, firstDealDay } from './bookings.ts'
import type { Db } from './client.ts'

/** Where history begins: no count before these days means anything. Null without any. */
export interface FirstDays {
  readonly deals: LocalDate | null
  readonly activities: LocalDate | null
}

export async function firstDays(db: Db, query: FiguresQuery): Promise<FirstDays> {
  return { deals: await firstDealDay(db, query), activities: await firstActivityDay(db, query) }
}

/** A local day can come before that of an earlier moment, but not by more than the zones of the world lie apart. */
const APART = 3 * 86_400_000

async function firstActivityDay(db: Db, { orgId, view, zone }: FiguresQuery): Promise<LocalDate | null> {
  const known = sql`a.org_id = ${orgId} and a.at <= ${at(view.valid)} and a.known_at <= ${at(view.known)}
    and a.recorded_from <= ${at(view.recorded)} and a.recorded_to > ${at(view.recorded)}`
  const first = await sql<{ at: Instant }>`select a.at from activity a where ${known} order by a.at limit 1`.execute(db)
  if (first.rows[0] === undefined) return null
  const { rows } = await sql<{ day: LocalDate }>`
    select min(coalesce(a.at_date, (a.at at time zone ${zone})::date)) as day
    from activity a where ${known} and a.at < ${at(first.rows[0].at + APART)}
  `.execute(db)
  return rows[0]!.day
}
