import { sql, type RawBuilder } from 'kysely'
import { accountWithin } from '#db/accounts.ts'
import { type DealReach, isWithin } from '#db/deal-facts.ts'
import { inView } from '#db/spans.ts'
import type { View } from '#domain/span/box.ts'
import { CATALOG } from '#metrics/catalog/index.ts'
import { contactWithin } from '#services/accounts/access.ts'
import type { Ctx } from '#services/context.ts'
import { dealReach } from '#services/deals/access.ts'
import { resolveView } from '#services/org/view.ts'
import type { Found } from '../contract.ts'

/** of each kind */
const SHOWN = 6

interface Within {
  readonly orgId: string
  readonly view: View
  readonly reach: DealReach | null
}

/** What has every word of a text in its name, of the deals, accounts and contacts that the reader may see, and of metrics. */
export async function findByName(ctx: Ctx, text: string): Promise<Found[]> {
  const view = await resolveView(ctx.db, ctx.orgId, ctx.recordedAt, {})
  const within: Within = { orgId: ctx.orgId, view: view.view, reach: await dealReach(ctx, view) }
  const words = text.toLowerCase().split(/\s+/)
  const found: Found[] = []
  for (const search of [deals, accounts, contacts]) found.push(...(await search(within, words).execute(ctx.db)).rows)
  return [...found, ...metrics(words)]
}

/** What a metric means is open to everybody; whose figures are seen is decided on its page. */
function metrics(words: readonly string[]): Found[] {
  return CATALOG.filter(({ label }) => words.every((word) => label.toLowerCase().includes(word)))
    .slice(0, SHOWN)
    .map(({ id, label }) => ({ kind: 'metric', id, label, detail: null }))
}

function deals({ orgId, view, reach }: Within, words: readonly string[]): RawBuilder<Found> {
  const name = sql`coalesce(d.name, d.external_id)`
  return sql<Found>`
    select 'deal' as kind, d.deal_id as id, ${name} as label, a.state->>'name' as detail
    from deal_span d
    left join span a on a.org_id = d.org_id and a.kind = 'account' and a.entity_id = d.account_id and ${inView('a', view)}
    left join membership_span m on m.org_id = d.org_id and m.person_id = d.owner_id and ${inView('m', view)}
    where d.org_id = ${orgId} and ${inView('d', view)} and ${isWithin(reach, sql`d.owner_id`, sql`m.team_id`)} and ${matches(name, words)}
    order by d.status <> 'open', ${startsWith(name, words)}, lower(${name}), d.deal_id
    limit ${SHOWN}`
}

function accounts(within: Within, words: readonly string[]): RawBuilder<Found> {
  const { orgId, view } = within
  const name = sql`(a.state->>'name')`
  return sql<Found>`
    select 'account' as kind, a.entity_id as id, ${name} as label, a.state->>'country' as detail
    from span a
    where a.org_id = ${orgId} and a.kind = 'account' and ${inView('a', view)} and ${matches(name, words)}
      and ${accountWithin(within, sql`a.entity_id`, sql`(a.state->>'ownerId')::uuid`)}
    order by ${startsWith(name, words)}, lower(${name}), a.entity_id
    limit ${SHOWN}`
}

function contacts(within: Within, words: readonly string[]): RawBuilder<Found> {
  const { orgId, view } = within
  const name = sql`coalesce(s.name, s.email)`
  return sql<Found>`
    select 'contact' as kind, c.entity_id as id, ${name} as label, a.state->>'name' as detail
    from span c
    join subject s on s.org_id = c.org_id and s.id = c.entity_id
    left join span a on a.org_id = c.org_id and a.kind = 'account' and a.entity_id = (c.state->>'accountId')::uuid and ${inView('a', view)}
    where c.org_id = ${orgId} and c.kind = 'contact' and ${inView('c', view)} and ${matches(name, words)}
      and ${contactWithin(within, 'c')}
    order by ${startsWith(name, words)}, lower(${name}), c.entity_id
    limit ${SHOWN}`
}

function matches(name: RawBuilder<unknown>, words: readonly string[]): RawBuilder<unknown> {
  return sql.join(
    words.map((word) => sql`position(${word} in lower(${name})) > 0`),
    sql` and `,
  )
}

/** What begins with the first word comes first. */
function startsWith(name: RawBuilder<unknown>, words: readonly string[]): RawBuilder<unknown> {
  return sql`position(${words[0] ?? ''} in lower(${name})) > 1`
}
