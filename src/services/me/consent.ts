import type { Db } from '#db/client.ts'
import { instantText } from '#domain/instant.ts'
import { LeadoutError } from '#domain/errors.ts'
import type { ConsentQuestion } from '#domain/me/consent.ts'
import { newId } from '#platform/ids.ts'
import { actorUserId } from '../access/can.ts'
import type { Ctx } from '../context.ts'
import { notifyTopics } from '../live/notify-topics.ts'

/** The newest answer of each person to a question; who was never asked is missing. */
export async function readConsents(
  db: Db,
  orgId: string,
  question: ConsentQuestion,
): Promise<ReadonlyMap<string, boolean>> {
  const rows = await db
    .selectFrom('consent')
    .select(['person_id', 'agreed'])
    .where('org_id', '=', orgId)
    .where('question', '=', question)
    .orderBy('id')
    .execute()
  return new Map(rows.map((row) => [row.person_id, row.agreed]))
}

/** A person's own answer; nobody answers for somebody else. @throws LeadoutError `precondition` for who is no person */
export async function answerConsent(
  ctx: Ctx,
  input: { readonly question: ConsentQuestion; readonly agreed: boolean },
): Promise<void> {
  const personId = ctx.actor.type === 'user' ? ctx.actor.personId : null
  if (personId === null)
    throw new LeadoutError('precondition', 'Your user is not a person of the team, so there is nothing to agree to.')
  await ctx.db.transaction().execute(async (tx) => {
    await tx
      .insertInto('consent')
      .values({
        org_id: ctx.orgId,
        id: newId(),
        person_id: personId,
        question: input.question,
        agreed: input.agreed,
        at: instantText(ctx.recordedAt),
        by_user_id: actorUserId(ctx.actor),
      })
      .execute()
    await notifyTopics(tx, ctx.orgId, ['figures', 'board'], ctx.recordedAt)
  })
}
