import { sql } from 'kysely'
import type { Ctx } from '../context.ts'

/** Persons that texts of a filter may mean: by id, id in the source, name or address, whatever the case. */
export async function personsCalled(ctx: Pick<Ctx, 'db' | 'orgId'>, texts: readonly string[]): Promise<string[]> {
  if (texts.length === 0) return []
  const wanted = texts.map((text) => text.toLowerCase())
  const { rows } = await sql<{ id: string }>`
    select distinct p.entity_id as id from span p
    left join subject n on n.org_id = p.org_id and n.id = p.entity_id
    where p.org_id = ${ctx.orgId} and p.kind = 'person' and (p.entity_id::text = any(${wanted}::text[])
      or lower(p.state->>'externalId') = any(${wanted}::text[]) or lower(n.name) = any(${wanted}::text[])
      or lower(n.email) = any(${wanted}::text[]))
  `.execute(ctx.db)
  return rows.map(({ id }) => id)
}
