import { sql } from 'kysely'
import { at } from '#db/at.ts'
import type { Ctx } from '#services/context.ts'
import type { OrgView } from '#services/org/view.ts'
import type { AccountChange } from '../contract.ts'

interface Row extends Omit<AccountChange, 'field' | 'value' | 'validAt'> {
  readonly patch: Readonly<Record<string, unknown>>
  readonly validAt: number
}

/** What the ledger tells of an account or contact, newest first, one line a field; what was withdrawn is left out. */
export async function readEntityChanges(
  ctx: Ctx,
  { view }: OrgView,
  kind: 'account' | 'contact',
  id: string,
): Promise<AccountChange[]> {
  const { orgId } = ctx
  const { rows } = await sql<Row>`
    select c.id, c.patch, c.valid_at as "validAt", c.recorded_at as "recordedAt", coalesce(p.name, u.name) as by, c.source
    from change c
    left join member m on m.org_id = c.org_id and m.user_id = c.actor_id
    left join subject p on p.org_id = c.org_id and p.id = m.person_id
    left join auth_user u on u.id = c.actor_id
    where c.org_id = ${orgId} and c.kind = ${kind} and c.entity_id = ${id} and c.valid_at <= ${at(view.valid)}
      and c.known_at <= ${at(view.known)} and c.recorded_at <= ${at(view.recorded)}
      and not exists (
        select 1 from retraction r
        where r.org_id = ${orgId} and (r.change_id = c.id or r.import_id = c.import_id) and r.recorded_at <= ${at(view.recorded)}
      )
    order by c.valid_at desc, c.known_at desc, c.recorded_at desc, c.id desc
  `.execute(ctx.db)
  const names = await namesOf(ctx, rows)
  return rows.flatMap(({ patch, validAt, ...row }) =>
    Object.entries(patch).flatMap(([field, value]) => {
      if (field === 'custom' || (value === null && isBirth(patch))) return []
      const text =
        typeof value === 'string' ? (names.get(value) ?? value) : value === null ? null : JSON.stringify(value)
      return [{ ...row, validAt: Number.isFinite(validAt) ? validAt : null, field, value: text }]
    }),
  )
}

/** A first description names every field; the empty ones are no news. */
function isBirth(patch: Readonly<Record<string, unknown>>): boolean {
  return 'externalId' in patch
}

async function namesOf(ctx: Ctx, rows: readonly Pick<Row, 'patch'>[]): Promise<Map<string, string>> {
  const ids = rows.flatMap(({ patch }) =>
    ['ownerId', 'parentId', 'accountId'].flatMap((field) => (typeof patch[field] === 'string' ? [patch[field]] : [])),
  )
  if (ids.length === 0) return new Map()
  const { rows: named } = await sql<{ id: string; name: string | null }>`
    select s.id, s.name from subject s where s.org_id = ${ctx.orgId} and s.id = any(${ids}::uuid[])
    union all
    select a.entity_id, a.state->>'name' from span a
    where a.org_id = ${ctx.orgId} and a.kind = 'account' and a.entity_id = any(${ids}::uuid[])
  `.execute(ctx.db)
  return new Map(named.flatMap(({ id, name }) => (name === null ? [] : [[id, name]])))
}
