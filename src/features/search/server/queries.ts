import { sql, type RawBuilder } from 'kysely'
import { inView } from '#db/spans.ts'
import { CATALOG } from '#metrics/catalog/index.ts'
import { dealAccess } from '#services/deals/access.ts'
import type { Ctx } from '#services/context.ts'
import { type OrgView, resolveView } from '#services/org/view.ts'
import type { Found } from '../contract.ts'

/** shown of each kind, and read before those are left out that the reader may not see */
const SHOWN = 6
const READ = 200

interface Candidate extends Found {
  readonly ownerId: string | null
  readonly teamId: string | null
}

/** What has every word of a text in its name, of the deals, accounts and contacts that the reader may see, and of metrics. */
export async function findByName(ctx: Ctx, text: string): Promise<Found[]> {
  const view = await resolveView(ctx.db, ctx.orgId, ctx.recordedAt, {})
  const sees = await dealAccess(ctx, view)
  const words = text.toLowerCase().split(/\s+/)
  const found: Found[] = []
  for (const candidates of [deals(view, words), accounts(view, words), contacts(view, words)]) {
    const { rows } = await candidates.execute(ctx.db)
    const seen = rows.filter(sees).slice(0, SHOWN)
    found.push(...seen.map(({ kind, id, label, detail }) => ({ kind, id, label, detail })))
  }
  return [...found, ...metrics(words)]
}

/** What a metric means is open to everybody; whose figures are seen is decided on its page. */
function metrics(words: readonly string[]): Found[] {
  return CATALOG.filter(({ label }) => words.every((word) => label.toLowerCase().includes(word)))
    .slice(0, SHOWN)
    .map(({ id, label }) => ({ kind: 'metric', id, label, detail: null }))
}

function deals({ orgId, view }: OrgView, words: readonly string[]): RawBuilder<Candidate> {
  const name = sql`coalesce(d.name, d.external_id)`
  return sql<Candidate>`
    select 'deal' as kind, d.deal_id as id, ${name} as label, a.state->>'name' as detail,
      d.owner_id as "ownerId", m.team_id as "teamId"
    from deal_span d
    left join span a on a.org_id = d.org_id and a.kind = 'account' and a.entity_id = d.account_id and ${inView('a', view)}
    ${ownersTeam(sql`d.org_id`, sql`d.owner_id`, view)}
    where d.org_id = ${orgId} and ${inView('d', view)} and ${matches(name, words)}
    order by d.status <> 'open', ${startsWith(name, words)}, lower(${name}), d.deal_id
    limit ${READ}`
}

function accounts({ orgId, view }: OrgView, words: readonly string[]): RawBuilder<Candidate> {
  const name = sql`(a.state->>'name')`
  return sql<Candidate>`
    select 'account' as kind, a.entity_id as id, ${name} as label, a.state->>'country' as detail,
      (a.state->>'ownerId')::uuid as "ownerId", m.team_id as "teamId"
    from span a
    ${ownersTeam(sql`a.org_id`, sql`(a.state->>'ownerId')::uuid`, view)}
    where a.org_id = ${orgId} and a.kind = 'account' and ${inView('a', view)} and ${matches(name, words)}
    order by ${startsWith(name, words)}, lower(${name}), a.entity_id
    limit ${READ}`
}

function contacts({ orgId, view }: OrgView, words: readonly string[]): RawBuilder<Candidate> {
  const name = sql`coalesce(s.name, s.email)`
  return sql<Candidate>`
    select 'contact' as kind, c.entity_id as id, ${name} as label, a.state->>'name' as detail,
      (a.state->>'ownerId')::uuid as "ownerId", m.team_id as "teamId"
    from span c
    join subject s on s.org_id = c.org_id and s.id = c.entity_id
    left join span a on a.org_id = c.org_id and a.kind = 'account' and a.entity_id = (c.state->>'accountId')::uuid and ${inView('a', view)}
    ${ownersTeam(sql`c.org_id`, sql`(a.state->>'ownerId')::uuid`, view)}
    where c.org_id = ${orgId} and c.kind = 'contact' and ${inView('c', view)} and ${matches(name, words)}
    order by ${startsWith(name, words)}, lower(${name}), c.entity_id
    limit ${READ}`
}

function ownersTeam(
  orgId: RawBuilder<unknown>,
  ownerId: RawBuilder<unknown>,
  view: OrgView['view'],
): RawBuilder<unknown> {
  return sql`left join membership_span m on m.org_id = ${orgId} and m.person_id = ${ownerId} and ${inView('m', view)}`
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
