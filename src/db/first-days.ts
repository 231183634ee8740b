import { sql } from 'kysely'
import type { LocalDate } from '#domain/instant.ts'
import { at } from './at.ts'
import { type FiguresQuery, firstDealDay } from './bookings.ts'
import type { Db } from './client.ts'

/** Where history begins: no count before these days means anything. Null without any. */
export interface FirstDays {
  readonly deals: LocalDate | null
  readonly activities: LocalDate | null
}

export async function firstDays(db: Db, query: FiguresQuery): Promise<FirstDays> {
  const { orgId, view, zone } = query
  const { rows } = await sql<{ day: LocalDate | null }>`
    select min(coalesce(a.at_date, (a.at at time zone ${zone})::date)) as day
    from activity a
    where a.org_id = ${orgId} and a.at <= ${at(view.valid)} and a.known_at <= ${at(view.known)}
      and a.recorded_from <= ${at(view.recorded)} and a.recorded_to > ${at(view.recorded)}
  `.execute(db)
  return { deals: await firstDealDay(db, query), activities: rows[0]?.day ?? null }
}
