import { sql } from 'kysely'
import type { Db } from './client.ts'
import { isCurrent } from './spans.ts'

export interface Duplicate {
  readonly kind: 'person' | 'contact'
  readonly name: string | null
  readonly email: string | null
  /** the one with the most said of it first: it stays */
  readonly ids: readonly string[]
}

/**
 * People who stand here twice: users of one name whose addresses do not tell them apart, and contacts of one address
 * (one name and account where neither has any).
 */
export async function readDuplicates(db: Db, orgId: string): Promise<Duplicate[]> {
  const result = await sql<Duplicate>`
    with present as (
      select s.id, s.kind, s.name, nullif(lower(trim(s.email)), '') as email, p.state->>'accountId' as account,
        lower(regexp_replace(s.name, '[^[:alnum:]]', '', 'g')) as folded,
        (select count(*) from change c where c.org_id = s.org_id and c.kind = s.kind and c.entity_id = s.id) as said
      from subject s
      join span p on p.org_id = s.org_id and p.kind = s.kind and p.entity_id = s.id and ${isCurrent('p')}
      where s.org_id = ${orgId} and s.kind in ('person', 'contact') and coalesce(s.name, s.email) is not null
    ), keyed as (
      select *, case
        when kind = 'person' then folded
        when email is not null then email
        else concat_ws('|', folded, account) end as key
      from present
    )
    select kind, min(name) as name, min(email) as email, array_agg(id::text order by said desc, id) as ids
    from keyed
    where key <> ''
    group by kind, key
    having count(*) > 1 and (kind = 'contact' or count(distinct email) <= 1)
    order by kind desc, min(name), key
    limit 1000
  `.execute(db)
  return result.rows
}
