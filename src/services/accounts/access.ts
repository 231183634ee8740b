import { sql } from 'kysely'
import { accountWithin } from '../../db/accounts.ts'
import type { FiguresQuery } from '../../db/bookings.ts'
import type { Db } from '../../db/client.ts'
import type { DealReach } from '../../db/deal-facts.ts'
import { inView } from '../../db/spans.ts'
import { LeadoutError } from '../../domain/errors.ts'
import { figuresQuery } from '../bookings/figures.ts'
import type { Ctx } from '../context.ts'
import { dealReach } from '../deals/access.ts'
import type { OrgView } from '../org/view.ts'

/** What accounts are read with: of their deals, and of them, those that the actor may see. */
export async function accountsQuery(ctx: Ctx, view: OrgView): Promise<FiguresQuery> {
  return { ...figuresQuery(view), reach: await dealReach(ctx, view) }
}

/** @throws LeadoutError `not-found` for an account or contact that is not there, or that the actor may not see */
export async function requireSeenEntity(
  tx: Db,
  ctx: Ctx,
  view: OrgView,
  { kind, id }: { readonly kind: 'account' | 'contact'; readonly id: string },
): Promise<void> {
  const seen = kind === 'account' ? seenAccount : seenContact
  const { rows } = await sql`
    select 1 from span e where e.org_id = ${ctx.orgId} and e.kind = ${kind} and e.entity_id = ${id} and ${inView('e', view.view)}
      and ${seen({ orgId: ctx.orgId, view: view.view, reach: await dealReach(ctx, view) })}
  `.execute(tx)
  if (rows.length === 0) throw new LeadoutError('not-found', `There is no such ${kind}.`)
}

type Within = Pick<FiguresQuery, 'orgId' | 'view'> & { readonly reach: DealReach | null }

const seenAccount = (within: Within) => accountWithin(within, sql`e.entity_id`, sql`(e.state->>'ownerId')::uuid`)
const seenContact = (within: Within) => contactWithin(within, 'e')

/** Whether a contact, the span `alias`, lies within a reach: its own owner does, or its account. */
export function contactWithin(within: Within, alias: string) {
  const state = sql.ref(`${alias}.state`)
  const accountId = sql`(${state}->>'accountId')::uuid`
  return sql<boolean>`(${accountWithin(within, accountId, sql`(${state}->>'ownerId')::uuid`)}
    or exists (
      select 1 from span ca where ca.org_id = ${within.orgId} and ca.kind = 'account' and ca.entity_id = ${accountId}
        and ${inView('ca', within.view)} and ${accountWithin(within, accountId, sql`(ca.state->>'ownerId')::uuid`)}
    ))`
}
