import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { instantText } from '../domain/instant.ts'
import type { Box, Range, View } from '../domain/span/box.ts'
import type { StateOf, WorldKind } from '../domain/world/kinds.ts'
import type { Db } from './client.ts'

export interface RangeColumns {
  valid_from: string
  valid_to: string
  known_from: string
  known_to: string
  recorded_from: string
  recorded_to: string
}

export function rangeColumns(range: Range): RangeColumns {
  return {
    valid_from: instantText(range.validFrom),
    valid_to: instantText(range.validTo),
    known_from: instantText(range.knownFrom),
    known_to: instantText(range.knownTo),
    recorded_from: instantText(range.recordedFrom),
    recorded_to: instantText(range.recordedTo),
  }
}

/** The condition that a span row lies in a view: the same clause serves *as it was* and *as known then*. */
export function inView(alias: string, view: View): RawBuilder<boolean> {
  const column = (name: string) => sql.ref(`${alias}.${name}`)
  return sql<boolean>`(
    ${column('valid_from')} <= ${instantText(view.valid)} and ${column('valid_to')} > ${instantText(view.valid)}
    and ${knownIn(alias, view)}
  )`
}

/** The part of `inView` that leaves valid time open, for rows looked up at another instant than the view's. */
export function knownIn(alias: string, view: View): RawBuilder<boolean> {
  const column = (name: string) => sql.ref(`${alias}.${name}`)
  return sql<boolean>`(
    ${column('known_from')} <= ${instantText(view.known)} and ${column('known_to')} > ${instantText(view.known)}
    and ${column('recorded_from')} <= ${instantText(view.recorded)} and ${column('recorded_to')} > ${instantText(view.recorded)}
  )`
}

/**
 * Joins the membership of a person at a moment as `m` and its team as `t`, by what is known in the view; what belongs to
 * nobody stays, with both null.
 */
export function membershipAt(
  view: View,
  { orgId, personId, moment }: Readonly<Record<'orgId' | 'personId' | 'moment', RawBuilder<unknown>>>,
): RawBuilder<unknown> {
  return sql`
    left join membership_span m on m.org_id = ${orgId} and m.person_id = ${personId}
      and m.valid_from <= ${moment} and m.valid_to > ${moment} and ${knownIn('m', view)}
    left join span t on t.org_id = ${orgId} and t.kind = 'team' and t.entity_id = m.team_id
      and t.valid_from <= ${moment} and t.valid_to > ${moment} and ${knownIn('t', view)}`
}

/** The condition that a span row is the newest: valid until further notice, by everything known now. */
export function isCurrent(alias: string): RawBuilder<boolean> {
  const column = (name: string) => sql.ref(`${alias}.${name}`)
  return sql<boolean>`(${column('valid_to')} = 'infinity' and ${column('known_to')} = 'infinity' and ${column('recorded_to')} = 'infinity')`
}

export interface Entity<S> {
  readonly id: string
  readonly state: S
}

/** Every entity of a kind that exists in the view. */
export async function readKind<K extends WorldKind>(
  db: Db,
  orgId: string,
  kind: K,
  view: View,
): Promise<Entity<StateOf<K>>[]> {
  const rows = await db
    .selectFrom('span as s')
    .select(['s.entity_id', 's.state'])
    .where('s.org_id', '=', orgId)
    .where('s.kind', '=', kind)
    .where(inView('s', view))
    .orderBy('s.entity_id')
    .execute()
  return rows.map((row) => ({ id: row.entity_id, state: row.state as StateOf<K> }))
}

/** Every box of a kind, for folding what depends on it. */
export async function readBoxes<K extends WorldKind>(
  db: Db,
  orgId: string,
  kind: K,
): Promise<(Box<StateOf<K>> & { readonly id: string })[]> {
  const rows = await db.selectFrom('span').selectAll().where('org_id', '=', orgId).where('kind', '=', kind).execute()
  return rows.map((row) => ({
    id: row.entity_id,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    knownFrom: row.known_from,
    knownTo: row.known_to,
    recordedFrom: row.recorded_from,
    recordedTo: row.recorded_to,
    state: row.state as StateOf<K>,
  }))
}
