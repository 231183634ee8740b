import { LeadoutError } from '../../domain/errors.ts'
import type { Ctx } from '../context.ts'

/** @throws LeadoutError `not-found` unless every id is a person of the organisation; null is nobody */
export async function requirePersons(ctx: Ctx, ids: readonly (string | null)[]): Promise<void> {
  const wanted = [...new Set(ids.filter((id) => id !== null))]
  if (wanted.length === 0) return
  const found = await ctx.db
    .selectFrom('span')
    .select('entity_id')
    .distinct()
    .where('org_id', '=', ctx.orgId)
    .where('kind', '=', 'person')
    .where('entity_id', 'in', wanted)
    .execute()
  if (found.length < wanted.length) throw new LeadoutError('not-found', 'There is no such person.')
}
