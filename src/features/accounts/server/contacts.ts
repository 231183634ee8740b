import { type RawBuilder, sql } from 'kysely'
import { accountDealsOf } from './deals.ts'
import { inView } from '#db/spans.ts'
import { isTouch } from '#db/untouched.ts'
import { LeadoutError } from '#domain/errors.ts'
import { contactWithin } from '#services/accounts/access.ts'
import type { Ctx } from '#services/context.ts'
import { dealReach } from '#services/deals/access.ts'
import { type OrgView, resolveView } from '#services/org/view.ts'
import type { CONTACT_SORTS, ContactAnswer, ContactRow } from '../contract.ts'
import { readTimeline } from './activities.ts'
import { contactDuplicates } from './duplicates.ts'
import { readEntityChanges } from './history.ts'
import { stamp } from './list.ts'

interface ContactsInput {
  readonly accountId?: string | undefined
  readonly text?: string | undefined
  readonly sort: (typeof CONTACT_SORTS)[number]
  readonly descending: boolean
  readonly offset: number
  readonly limit: number
  readonly asOf?: string | undefined
  readonly knownAt?: string | undefined
}

export async function readContacts(ctx: Ctx, input: ContactsInput) {
  const view = await resolveView(ctx.db, ctx.orgId, ctx.recordedAt, input)
  const { text, accountId, sort, descending, offset, limit } = input
  const by = { name: 'name', account: 'account', title: 'title', owner: 'owner', touch: 'lastTouch' }
  const column = sort === 'touch' ? sql.ref(by[sort]) : sql`lower(${sql.ref(by[sort])})`
  const where = sql`(${text || null}::text is null or strpos(lower(concat_ws(' ', l.name, l.email, l.account, l.title)), lower(${text ?? ''})) > 0)
    and (${accountId ?? null}::uuid is null or l."accountId" = ${accountId ?? null}::uuid)`
  const result = await sql<ContactRow & { total: number }>`
    with listed as (${await contactRows(ctx, view)}), found as (select * from listed l where ${where}),
    total as (select count(*)::int as total from found)
    select t.total, l.* from total t left join lateral (
      select * from found order by ${column} ${descending ? sql`desc` : sql`asc`} nulls last, lower(name), id
      offset ${offset} limit ${limit}
    ) l on true
  `.execute(ctx.db)
  return {
    ...(await stamp(ctx, view)),
    contacts: result.rows.filter((row) => row.id !== null).map(({ total: _, ...row }) => row),
    count: result.rows[0]?.total ?? 0,
  }
}

/** The people of an account, those touched last first. */
export async function contactsOf(ctx: Ctx, view: OrgView, accountId: string): Promise<ContactRow[]> {
  const result = await sql<ContactRow>`
    select l.* from (${await contactRows(ctx, view)}) l where l."accountId" = ${accountId}
    order by l."lastTouch" desc nulls last, lower(l.name), l.id
  `.execute(ctx.db)
  return result.rows
}

export async function readContact(
  ctx: Ctx,
  input: { readonly contactId: string; readonly asOf?: string | undefined; readonly knownAt?: string | undefined },
): Promise<ContactAnswer> {
  const view = await resolveView(ctx.db, ctx.orgId, ctx.recordedAt, input)
  const { contactId } = input
  const found = await sql<ContactRow & { state: Record<string, unknown> }>`
    select l.*, c.state from (${await contactRows(ctx, view)}) l
    join span c on c.org_id = ${ctx.orgId} and c.kind = 'contact' and c.entity_id = l.id and ${inView('c', view.view)}
    where l.id = ${contactId}
  `.execute(ctx.db)
  const [row] = found.rows
  if (row === undefined) throw new LeadoutError('not-found', 'There is no such contact.')
  const { state, ...contact } = row
  const { activities, activityCount, dealIds } = await readTimeline(ctx, view, { contactId })
  return {
    ...(await stamp(ctx, view)),
    currency: view.settings.currency,
    contact: {
      ...contact,
      source: typeof state['source'] === 'string' ? state['source'] : null,
      externalId: typeof state['externalId'] === 'string' ? state['externalId'] : null,
      custom: (state['custom'] ?? {}) as Record<string, string>,
    },
    deals: await accountDealsOf(ctx, view, dealIds),
    activities,
    activityCount,
    changes: await readEntityChanges(ctx, view, 'contact', contactId),
    duplicates: await contactDuplicates(ctx, view, contactId),
  }
}

async function contactRows(ctx: Ctx, orgView: OrgView): Promise<RawBuilder<unknown>> {
  const { orgId } = ctx
  const { view, settings } = orgView
  const within = { orgId, view, reach: await dealReach(ctx, orgView) }
  return sql`
    select c.entity_id as id, s.name, s.title, s.email, s.phone, (c.state->>'accountId')::uuid as "accountId",
      a.state->>'name' as account, (c.state->>'ownerId')::uuid as "ownerId", o.name as owner,
      coalesce(t.n, 0) as touches, t.day as "lastTouch"
    from span c
    left join subject s on s.org_id = c.org_id and s.id = c.entity_id
    left join subject o on o.org_id = c.org_id and o.id = (c.state->>'ownerId')::uuid
    left join span a on a.org_id = c.org_id and a.kind = 'account' and a.entity_id = (c.state->>'accountId')::uuid and ${inView('a', view)}
    left join (
      select x.subject_id, count(distinct x.id)::int as n, max(x.day) as day from (
        select coalesce(p.subject_id, v.contact_id) as subject_id, v.id,
          coalesce(v.at_date, (v.at at time zone ${settings.zone})::date) as day
        from activity v
        left join activity_participant p on p.org_id = v.org_id and p.activity_id = v.id and p.side = 'theirs'
        where v.org_id = ${orgId} and ${isTouch('v', view)}
      ) x where x.subject_id is not null group by x.subject_id
    ) t on t.subject_id = c.entity_id
    where c.org_id = ${orgId} and c.kind = 'contact' and ${inView('c', view)} and ${contactWithin(within, 'c')}`
}
