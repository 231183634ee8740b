import { sql } from 'kysely'
import type { Db } from '../../db/client.ts'
import type { NewChange } from '../../db/ledger.ts'
import { appendChanges, readChanges } from '../../db/ledger.ts'
import { readMerges } from '../../db/merges.ts'
import { LeadoutError } from '../../domain/errors.ts'
import type { Instant } from '../../domain/instant.ts'
import type { MergeKind } from '../../domain/merge/references.ts'
import { REFERRING } from '../../domain/merge/references.ts'
import type { LedgerKind } from '../../domain/world/kinds.ts'
import { instantsOf, stateAt } from '../../domain/world/statements.ts'
import { newId } from '../../platform/ids.ts'
import type { Permission } from '../../domain/access/permission.ts'
import { actorUserId, requirePermission } from '../access/can.ts'
import type { Ctx } from '../context.ts'
import { lockForBulk } from '../ledger/lock.ts'
import { refoldAll } from '../ledger/refold.ts'
import { notifyTopics } from '../live/notify-topics.ts'
import { orgNow } from '../org/view.ts'
import { requireSeen } from './access.ts'
import { repointActivities } from './activities.ts'
import { endDoubleGoals, joinMemberships, moveLogins } from './merge-person.ts'
import { latestKnown, standing } from './standing.ts'
import { moveUploads } from './uploads.ts'

/** People and products are the organisation's; accounts, contacts and deals belong to those who sell. */
export const MERGE_PERMISSION = {
  person: 'imports.manage',
  product: 'imports.manage',
  account: 'accounts.write',
  contact: 'accounts.write',
  deal: 'deals.write',
} as const satisfies Record<MergeKind, Permission>

export interface MergeInput {
  readonly kind: MergeKind
  /** ceases to exist */
  readonly from: string
  /** stands for both from now on */
  readonly into: string
}

/**
 * Makes two people, accounts, contacts or deals one. Whatever refers to the one that goes refers to the survivor, at
 * every instant at which it did, known only now: *as known then* keeps both. The changes share the merge's id as
 * their batch, so that `splitEntities` withdraws them as one. Source ids stay where they are and lead to the survivor,
 * which takes over the one it is known by where it has none itself. Raises `not-found` for an unknown entity, `conflict` for one that has been merged already.
 */
export async function mergeEntities(ctx: Ctx, { kind, from, into }: MergeInput): Promise<{ readonly mergeId: string }> {
  requirePermission(ctx, MERGE_PERMISSION[kind])
  if (from === into) throw new LeadoutError('invalid', 'Nothing can be merged with itself', { id: from })
  return ctx.db.transaction().execute(async (tx) => {
    await lockForBulk(tx, ctx.orgId)
    await requireSeen(tx, ctx, kind, [from, into])
    await requireApart(tx, ctx.orgId, kind, [from, into])
    const now = await orgNow(tx, ctx.orgId, ctx.recordedAt)
    const mergeId = newId()
    const writer = { actorId: actorUserId(ctx.actor), source: 'leadout', importId: mergeId } as const
    const logins = kind === 'person' ? await moveLogins(tx, ctx, from, into) : []
    const uploads = kind === 'person' ? await moveUploads(tx, ctx.orgId, from, into, ctx.recordedAt) : []
    const changes: NewChange[] = [
      {
        ...writer,
        id: mergeId,
        kind: 'merge',
        entityId: from,
        patch: { kind, into, ...(logins.length > 0 && { logins }), ...(uploads.length > 0 && { uploads }) },
        validAt: -Infinity,
        knownAt: now,
      },
    ]
    const write = (
      about: LedgerKind,
      entityId: string,
      patch: Record<string, unknown>,
      validAt: Instant,
      knownAt: Instant,
    ) => {
      changes.push({ ...writer, id: newId(), kind: about, entityId, patch, validAt, knownAt: Math.max(now, knownAt) })
    }
    await end(tx, ctx.orgId, kind, from, write)
    await keepExternalId(tx, ctx.orgId, kind, { from, into }, write)
    const ended = new Set<string>()
    if (kind === 'person') {
      await joinMemberships(tx, ctx.orgId, from, into, write)
      for (const goal of await endDoubleGoals(tx, ctx.orgId, from, into, write)) ended.add(goal)
    }
    for (const { kind: about, fields } of REFERRING[kind]) {
      for (const field of fields) await repoint(tx, ctx.orgId, { about, field, from, into, ended }, write)
    }
    await appendChanges(tx, ctx.orgId, ctx.recordedAt, changes)
    await refoldBatch(tx, ctx.orgId, kind, mergeId)
    await repointActivities(tx, ctx.orgId, kind, from, into, ctx.recordedAt)
    await notifyTopics(tx, ctx.orgId, ['figures', 'goals', 'board'], ctx.recordedAt)
    return { mergeId }
  })
}

/** Writes one change of the merge, known from now on or later. */
export type Write = (
  kind: LedgerKind,
  entityId: string,
  patch: Record<string, unknown>,
  validAt: Instant,
  knownAt: Instant,
) => void

/** Folds whatever a merge has changed; memberships and what refers to others first, deals last. */
export async function refoldBatch(tx: Db, orgId: string, kind: MergeKind, mergeId: string): Promise<void> {
  const kinds = new Set<LedgerKind>([kind, ...REFERRING[kind].map(({ kind: about }) => about)])
  if (kind === 'person') kinds.add('membership')
  for (const about of [...kinds].toSorted((a, b) => Number(a === 'deal') - Number(b === 'deal')))
    await refoldAll(tx, orgId, about, mergeId)
}

async function requireApart(tx: Db, orgId: string, kind: MergeKind, ids: readonly string[]): Promise<void> {
  const known = await readChanges(tx, orgId, kind, ids)
  for (const id of ids) {
    if ((known.get(id) ?? []).every((change) => change.retractedAt < Infinity)) {
      throw new LeadoutError('not-found', `There is no ${kind} with this id`, { id })
    }
  }
  const merged = (await readMerges(tx, orgId)).find((merge) => ids.includes(merge.from))
  if (merged !== undefined) {
    throw new LeadoutError('conflict', `This ${kind} has been merged already; split it first`, {
      id: merged.from,
      mergeId: merged.id,
    })
  }
}

/** The one that goes never existed, by what is known from now on. */
async function end(tx: Db, orgId: string, kind: MergeKind, id: string, write: Write): Promise<void> {
  const own = await standing(tx, orgId, kind, id)
  const start = instantsOf(own)[0] ?? -Infinity
  write(kind, id, { deleted: true }, start, latestKnown(own, start))
}

/** A survivor made by hand is known to sources by the id of the one that goes. */
async function keepExternalId(
  tx: Db,
  orgId: string,
  kind: MergeKind,
  { from, into }: Pick<MergeInput, 'from' | 'into'>,
  write: Write,
): Promise<void> {
  const own = await standing(tx, orgId, kind, into)
  const lent = stateAt(await standing(tx, orgId, kind, from), Infinity)?.['externalId']
  if (typeof lent !== 'string' || own.some((change) => typeof change.patch['externalId'] === 'string')) return
  const start = instantsOf(own)[0] ?? -Infinity
  write(kind, into, { externalId: lent }, start, latestKnown(own, start))
}

interface Repoint {
  readonly about: LedgerKind
  readonly field: string
  readonly from: string
  readonly into: string
  /** entities that ended with the one that goes */
  readonly ended: ReadonlySet<string>
}

/** Wherever an entity referred to the one that goes, it refers to the survivor; never to itself. */
async function repoint(
  tx: Db,
  orgId: string,
  { about, field, from, into, ended }: Repoint,
  write: Write,
): Promise<void> {
  const rows = await tx
    .selectFrom('change')
    .select('entity_id')
    .distinct()
    .where('org_id', '=', orgId)
    .where('kind', '=', about)
    .where(sql<boolean>`patch->>${field} = ${from}`)
    .execute()
  const ids = rows.map((row) => row.entity_id).filter((id) => id !== from && !ended.has(id))
  for (let start = 0; start < ids.length; start += 1_000) {
    for (const [entityId, changes] of await readChanges(tx, orgId, about, ids.slice(start, start + 1_000))) {
      const said = changes.filter((change) => change.retractedAt === Infinity)
      for (const at of instantsOf(said)) {
        if (
          stateAt(said, at)?.[field] !== from ||
          !said.some((change) => change.validAt === at && field in change.patch)
        )
          continue
        write(about, entityId, { [field]: entityId === into ? null : into }, at, latestKnown(said, at))
      }
    }
  }
}
