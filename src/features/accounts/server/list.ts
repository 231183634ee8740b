import { sql } from 'kysely'
import { type AccountsFilter, type AccountSort, accountWithin, listAccounts } from '#db/accounts.ts'
import { dataAt } from '#db/data-at.ts'
import { inView } from '#db/spans.ts'
import { COMPANY, type Scope } from '#domain/scope.ts'
import { requireScope, scopeAccess } from '#services/access/scope.ts'
import { accountsQuery } from '#services/accounts/access.ts'
import type { Ctx } from '#services/context.ts'
import { readStructure } from '#services/org/structure.ts'
import { type OrgView, resolveView } from '#services/org/view.ts'

interface Clock {
  readonly asOf?: string | undefined
  readonly knownAt?: string | undefined
}

export interface AccountsInput extends Clock {
  readonly scope?: Scope | undefined
  readonly text?: string | undefined
  readonly kind?: string | undefined
  readonly sort: AccountSort
  readonly descending: boolean
  readonly offset: number
  readonly limit: number
}

export async function readAccounts(ctx: Ctx, input: AccountsInput) {
  const view = await resolveView(ctx.db, ctx.orgId, ctx.recordedAt, input)
  const page = await listAccounts(ctx.db, await accountsQuery(ctx, view), await accountsFilter(ctx, view, input), input)
  return {
    ...(await stamp(ctx, view)),
    currency: view.settings.currency,
    accounts: page.rows.map(({ missing, ...row }) => ({ ...row, missing: [...missing] })),
    count: page.count,
    open: page.open,
    won: page.won,
  }
}

/** @throws LeadoutError `forbidden` for a scope whose figures the actor may not see */
export async function accountsFilter(
  ctx: Ctx,
  view: OrgView,
  { scope = COMPANY, text, kind }: Pick<AccountsInput, 'scope' | 'text' | 'kind'>,
): Promise<AccountsFilter> {
  requireScope(await scopeAccess(ctx, view, await readStructure(ctx.db, view, view.asOfDate)), scope)
  return { scope, text: text || null, kind: kind || null }
}

const MOST_OFFERED = 50

/** What forms offer: the kinds there are, and accounts whose name holds a text. */
export async function readChoices(
  ctx: Ctx,
  { text = '', ids }: { readonly text?: string | undefined; readonly ids?: readonly string[] | undefined },
): Promise<{ kinds: string[]; accounts: { id: string; name: string }[] }> {
  const orgView = await resolveView(ctx.db, ctx.orgId, ctx.recordedAt, {})
  const { view } = orgView
  const query = await accountsQuery(ctx, orgView)
  const kinds = await sql<{ kind: string }>`
    select a.state->>'type' as kind from span a
    where a.org_id = ${ctx.orgId} and a.kind = 'account' and ${inView('a', view)} and a.state->>'type' is not null
    group by 1 order by count(*) desc, 1 limit ${MOST_OFFERED}
  `.execute(ctx.db)
  const accounts = await sql<{ id: string; name: string }>`
    select a.entity_id as id, a.state->>'name' as name from span a
    where a.org_id = ${ctx.orgId} and a.kind = 'account' and ${inView('a', view)}
      and ${ids === undefined ? sql`strpos(lower(a.state->>'name'), lower(${text})) > 0` : sql`a.entity_id = any(${[...ids]}::uuid[])`}
      and ${accountWithin(query, sql`a.entity_id`, sql`(a.state->>'ownerId')::uuid`)}
    order by strpos(lower(a.state->>'name'), lower(${text})) > 1, lower(a.state->>'name'), a.entity_id
    limit ${MOST_OFFERED}
  `.execute(ctx.db)
  return { kinds: kinds.rows.map(({ kind }) => kind), accounts: accounts.rows }
}

export async function stamp(ctx: Ctx, view: OrgView) {
  return { asOf: view.asOf, knownAt: view.knownAt, dataAt: await dataAt(ctx.db, ctx.orgId) }
}
