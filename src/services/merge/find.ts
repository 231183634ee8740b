import { sql } from 'kysely'
import { readMerges } from '../../db/merges.ts'
import { LeadoutError } from '../../domain/errors.ts'
import type { MergeKind } from '../../domain/merge/references.ts'
import { requirePermission } from '../access/can.ts'
import type { Ctx } from '../context.ts'

const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i

/**
 * The one thing of a kind that is meant by an id of Leadout, an id of its source, a name or an address; also one that
 * has been merged away. Raises `not-found` for none and `conflict` naming the ids of several.
 */
export async function findEntity(ctx: Ctx, kind: MergeKind, text: string): Promise<string> {
  requirePermission(ctx, 'deals.read')
  if (UUID.test(text)) return text.toLowerCase()
  const wanted = text.trim().toLowerCase()
  const { rows } = await sql<{ id: string }>`
    select distinct c.entity_id as id from change c
    where c.org_id = ${ctx.orgId} and c.kind = ${kind}
      and (lower(c.patch->>'externalId') = ${wanted} or lower(c.patch->>'name') = ${wanted})
    union
    select s.id from subject s
    where s.org_id = ${ctx.orgId} and s.kind = ${kind} and (lower(s.name) = ${wanted} or lower(s.email) = ${wanted})
    union
    select r.entity_id from source_record r
    where r.org_id = ${ctx.orgId} and r.kind = ${kind} and lower(r.external_id) = ${wanted}
    order by id
  `.execute(ctx.db)
  const ids = rows.map((row) => row.id)
  if (ids.length === 0) throw new LeadoutError('not-found', `There is no ${kind} called ${text}.`)
  if (ids.length > 1)
    throw new LeadoutError('conflict', `Several are called ${text}; name one by its id: ${ids.join(', ')}`, { ids })
  return ids[0]!
}

/** The merge by which a thing went, itself named as for `findEntity`. Raises `not-found` where it was not merged. */
export async function findMerge(ctx: Ctx, kind: MergeKind, text: string): Promise<string> {
  const id = await findEntity(ctx, kind, text)
  const merge = (await readMerges(ctx.db, ctx.orgId)).find((one) => one.kind === kind && one.from === id)
  if (merge === undefined) throw new LeadoutError('not-found', `${text} has not been merged into another ${kind}.`)
  return merge.id
}
