import { readMerges } from '#db/merges.ts'
import type { MergeKind } from '#domain/merge/references.ts'
import type { Ctx } from '#services/context.ts'
import { requireSeen } from '#services/merge/access.ts'

/**
 * The merges that stand and made one thing what it is, newest first, each with the name of what went.
 * @throws LeadoutError `not-found` for what the actor may not see
 */
export async function readMergesOf(
  ctx: Ctx,
  { kind, id }: { readonly kind: MergeKind; readonly id: string },
): Promise<{ mergeId: string; name: string | null; at: number }[]> {
  await requireSeen(ctx.db, ctx, kind, [id])
  const merges = (await readMerges(ctx.db, ctx.orgId)).filter((merge) => merge.kind === kind && merge.into === id)
  if (merges.length === 0) return []
  const from = merges.map((merge) => merge.from)
  const personal = kind === 'person' || kind === 'contact'
  const rows = personal
    ? await ctx.db
        .selectFrom('subject')
        .select(['id', 'name'])
        .where('org_id', '=', ctx.orgId)
        .where('id', 'in', from)
        .execute()
    : (
        await ctx.db
          .selectFrom('change')
          .select(['entity_id as id', 'patch'])
          .where('org_id', '=', ctx.orgId)
          .where('kind', '=', kind)
          .where('entity_id', 'in', from)
          .orderBy('id')
          .execute()
      ).flatMap(({ id: of, patch }) => (typeof patch['name'] === 'string' ? [{ id: of, name: patch['name'] }] : []))
  const names = new Map(rows.map((row) => [row.id, row.name]))
  return merges
    .toReversed()
    .map((merge) => ({ mergeId: merge.id, name: names.get(merge.from) ?? null, at: merge.recordedAt }))
}
