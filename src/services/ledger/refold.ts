import { setImmediate as immediate } from 'node:timers/promises'
import { sql } from 'kysely'
import { EVER, markStale, dayShape } from '../../db/activity-days.ts'
import type { Db } from '../../db/client.ts'
import { insertRows } from '../../db/insert.ts'
import type { LedgerChange } from '../../db/ledger.ts'
import { readChanges, readEntityIds } from '../../db/ledger.ts'
import { rangeColumns } from '../../db/spans.ts'
import { instantText } from '../../domain/instant.ts'
import type { MembershipState } from '../../domain/membership/reduce.ts'
import { reduceMembership } from '../../domain/membership/reduce.ts'
import type { Box } from '../../domain/span/box.ts'
import { fold, mergePatches } from '../../domain/span/fold.ts'
import type { LedgerKind, WorldKind } from '../../domain/world/kinds.ts'
import { dealFolder } from './fold-deals.ts'

const BATCH = 500

/**
 * Rebuilds the spans of entities from the ledger. Spans are a function of the ledger alone: folding again after any
 * append, retraction or loss of the span tables gives the same rows.
 */
export async function refold(db: Db, orgId: string, kind: LedgerKind, entityIds: Iterable<string>): Promise<void> {
  const ids = [...new Set(entityIds)].toSorted()
  const rowsOf = await folderFor(db, orgId, kind)
  const shape = kind === 'team' || kind === 'setting' ? await dayShape(db, orgId) : null
  for (let start = 0; start < ids.length; start += BATCH) {
    const batch = ids.slice(start, start + BATCH)
    const changes = await readChanges(db, orgId, kind, batch)
    await clear(db, orgId, kind, batch)
    const rows = batch.flatMap((id) => rowsOf(id, changes.get(id) ?? []))
    if (rows.length > 0) await insertRows(db, tableOf(kind), rows)
    // a fold takes long: whatever else this process serves, and the rows on their way to the database
    await immediate()
  }
  // sums of days stand on where people belonged and on the zones of their teams and of the organisation
  if (kind === 'membership') await markStale(db, orgId, new Map(ids.map((id) => [id, EVER])))
  if (shape !== null && shape !== (await dayShape(db, orgId))) await markStale(db, orgId, new Map([[null, EVER]]))
}

/** Rebuilds every entity of a kind, or those an import touched. */
export async function refoldAll(db: Db, orgId: string, kind: LedgerKind, importId?: string): Promise<void> {
  let after: string | undefined
  for (;;) {
    const page = { limit: 10 * BATCH, ...(importId && { importId }), ...(after && { after }) }
    const ids = await readEntityIds(db, orgId, kind, page)
    if (ids.length === 0) return
    await refold(db, orgId, kind, ids)
    after = ids.at(-1)!
  }
}

type Folder = (entityId: string, changes: readonly LedgerChange[]) => object[]

async function folderFor(db: Db, orgId: string, kind: LedgerKind): Promise<Folder> {
  if (kind === 'deal') return dealFolder(db, orgId)
  if (kind === 'membership')
    return (id, changes) => fold(changes, () => reduceMembership).flatMap(membershipRow(orgId, id))
  return (id, changes) =>
    fold(changes, () => mergePatches)
      .filter((box) => box.state['deleted'] !== true)
      .map((box) => ({ org_id: orgId, kind, entity_id: id, ...rangeColumns(box), state: box.state }))
}

function membershipRow(orgId: string, personId: string): (box: Box<MembershipState>) => object[] {
  return (box) => {
    const { state } = box
    if (state.employed !== true) return []
    return [
      {
        org_id: orgId,
        person_id: personId,
        ...rangeColumns(box),
        team_id: state.teamId ?? null,
        office: state.office ?? null,
        discipline: state.discipline ?? null,
        segment: state.segment ?? null,
        level: state.level ?? null,
        manager_id: state.managerId ?? null,
        dotted_manager_id: state.dottedManagerId ?? null,
        role_since: instantText(state.roleSince),
      },
    ]
  }
}

function tableOf(kind: LedgerKind): 'deal_span' | 'membership_span' | 'span' {
  if (kind === 'deal') return 'deal_span'
  return kind === 'membership' ? 'membership_span' : 'span'
}

const anyOf = (ids: readonly string[]) => sql<string>`any(${[...ids]}::uuid[])`

async function clear(db: Db, orgId: string, kind: LedgerKind, ids: readonly string[]): Promise<void> {
  if (kind === 'deal') {
    await db.deleteFrom('deal_span').where('org_id', '=', orgId).where('deal_id', '=', anyOf(ids)).execute()
  } else if (kind === 'membership') {
    await db.deleteFrom('membership_span').where('org_id', '=', orgId).where('person_id', '=', anyOf(ids)).execute()
  } else {
    await db
      .deleteFrom('span')
      .where('org_id', '=', orgId)
      .where('kind', '=', kind satisfies WorldKind)
      .where('entity_id', '=', anyOf(ids))
      .execute()
  }
}
