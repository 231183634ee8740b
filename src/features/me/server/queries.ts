import { at } from '#db/at.ts'
import { inView } from '#db/spans.ts'
import { actorUserId } from '#services/access/can.ts'
import { countViewsOfPerson } from '#services/access/read-views.ts'
import type { Ctx } from '#services/context.ts'
import { ownConsents } from '#services/me/agreed.ts'
import { readPreferences } from '#services/me/preferences.ts'
import { resolveView } from '#services/org/view.ts'
import { preferencesSchema } from '../../preferences.ts'

export async function readMe(ctx: Ctx) {
  const view = await resolveView(ctx.db, ctx.orgId, ctx.recordedAt, {})
  const personId = 'personId' in ctx.actor ? ctx.actor.personId : null
  const user = await ctx.db
    .selectFrom('auth_user')
    .select('two_factor_enabled')
    .where('id', '=', actorUserId(ctx.actor) ?? '')
    .executeTakeFirst()
  return {
    preferences: preferencesSchema.catch({}).parse(await readPreferences(ctx)),
    consents: await ownConsents(ctx, view),
    twoFactor: user?.two_factor_enabled === true,
    person: personId === null ? null : await readPerson(ctx, personId),
    holdings: personId === null ? [] : await countHoldings(ctx, personId, view.view),
  }
}

async function readPerson(ctx: Ctx, personId: string) {
  const row = await ctx.db
    .selectFrom('subject')
    .select(['id', 'name', 'email', 'phone', 'title'])
    .where('org_id', '=', ctx.orgId)
    .where('id', '=', personId)
    .executeTakeFirst()
  return row ?? null
}

type OrgSight = Awaited<ReturnType<typeof resolveView>>['view']

async function countHoldings(ctx: Ctx, personId: string, view: OrgSight) {
  const { db, orgId, actor } = ctx
  const count = async (query: { executeTakeFirstOrThrow(): Promise<{ count: number | string | bigint }> }) =>
    Number((await query.executeTakeFirstOrThrow()).count)
  return [
    {
      kind: 'deals' as const,
      count: await count(
        db
          .selectFrom('deal_span as d')
          .select(({ fn }) => fn.countAll<number>().as('count'))
          .where('d.org_id', '=', orgId)
          .where('d.owner_id', '=', personId)
          .where(inView('d', view)),
      ),
    },
    {
      kind: 'activities' as const,
      count: await count(
        db
          .selectFrom('activity')
          .select(({ fn }) => fn.countAll<number>().as('count'))
          .where('org_id', '=', orgId)
          .where('person_id', '=', personId)
          .where('recorded_to', '=', at(Infinity)),
      ),
    },
    {
      kind: 'contacts' as const,
      count: await count(
        db
          .selectFrom('span as c')
          .select(({ fn }) => fn.countAll<number>().as('count'))
          .where('c.org_id', '=', orgId)
          .where('c.kind', '=', 'contact')
          .where((eb) => eb(eb.ref('c.state', '->>').key('ownerId'), '=', personId))
          .where(inView('c', view)),
      ),
    },
    {
      kind: 'changes' as const,
      count: await count(
        db
          .selectFrom('change')
          .select(({ fn }) => fn.countAll<number>().as('count'))
          .where('org_id', '=', orgId)
          .where('actor_id', '=', actorUserId(actor)),
      ),
    },
    { kind: 'views' as const, count: await countViewsOfPerson(ctx, personId) },
  ]
}
