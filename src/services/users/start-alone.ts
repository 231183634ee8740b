import { LeadoutError } from '#domain/errors.ts'
import { readDocument } from '#domain/world/read-document.ts'
import { requirePermission } from '../access/can.ts'
import type { Ctx } from '../context.ts'
import { applyDocument } from '../world/apply-document.ts'
import { setPerson } from './members.ts'

/** The stages that someone begins with who has no CRM; they can be renamed and moved like any others. */
const STAGES = [
  { name: 'Talking', order: 1, kind: 'open', probability: 0.1, accepted: true },
  { name: 'Proposal sent', order: 2, kind: 'open', probability: 0.3 },
  { name: 'Verbal yes', order: 3, kind: 'open', probability: 0.8 },
  { name: 'Won', order: 4, kind: 'won', probability: 1 },
  { name: 'Lost', order: 5, kind: 'lost', probability: 0 },
]

/**
 * Makes an empty organisation ready for one person to type deals into: the user becomes its first person, and a
 * pipeline is there.
 * @throws LeadoutError `forbidden`, `precondition` once the organisation has stages of its own
 */
export async function startAlone(ctx: Ctx, who: { readonly name: string; readonly email: string }): Promise<void> {
  requirePermission(ctx, 'settings.manage')
  const { actor } = ctx
  if (actor.type !== 'user') throw new LeadoutError('forbidden', 'Only a user can begin alone.')
  const { slug } = await ctx.db
    .selectFrom('org')
    .select('slug')
    .where('org_id', '=', ctx.orgId)
    .executeTakeFirstOrThrow()
  const stages = ctx.db
    .selectFrom('span')
    .select('entity_id')
    .where('org_id', '=', ctx.orgId)
    .where('kind', '=', 'stage')
  if ((await stages.limit(1).executeTakeFirst()) !== undefined)
    throw new LeadoutError('precondition', 'This organisation has stages already: type deals on the board.')
  const document = readDocument({
    org: { slug },
    people: [{ name: who.name, email: who.email }],
    teams: [{ name: 'Sales' }],
    memberships: [{ person: who.email, team: 'Sales', discipline: 'ae' }],
    pipelines: [{ name: 'Sales', order: 1, countsAsBookings: true, amountMeans: 'one-off', stages: STAGES }],
  })
  await applyDocument(ctx, document)
  const { id } = await ctx.db
    .selectFrom('subject')
    .select('id')
    .where('org_id', '=', ctx.orgId)
    .where('kind', '=', 'person')
    .where('email', '=', who.email)
    .executeTakeFirstOrThrow()
  await setPerson(ctx, { userId: actor.userId, personId: id })
}
