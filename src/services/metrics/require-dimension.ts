import { sql } from 'kysely'
import { DIMENSIONS, isDimension } from '#metrics/dimensions.ts'
import type { Db } from '#db/client.ts'
import { inView } from '#db/spans.ts'
import { LeadoutError } from '#domain/errors.ts'
import type { OrgView } from '../org/view.ts'
import { isTimeUnit } from './query.ts'

/** What a filter calls the person. */
const OWNER = 'owner'

/**
 * Sees to it that figures can be split or filtered by a name: a dimension, or a field that some deal or account has.
 * @throws LeadoutError `invalid` naming the dimensions and the fields that there are
 */
export async function requireDimension(db: Db, view: OrgView, name: string): Promise<void> {
  if (isDimension(name) || name === OWNER) return
  if (isTimeUnit(name))
    throw new LeadoutError('invalid', `Of two times there is none: write company,${name} or person,${name}.`, {
      by: name,
    })
  if (await isField(db, view, name)) return
  const fields = await customFields(db, view)
  const known = [...Object.keys(DIMENSIONS), ...fields].join(', ')
  throw new LeadoutError(
    'invalid',
    `Figures cannot be split by ${name}: no deal and no account has such a field. There are ${known}.${REMEDIES[name] ?? ''}`,
    { by: name },
  )
}

const REMEDIES: Readonly<Record<string, string>> = {
  group: ' A group of people is entered as a team, and a group of deals or accounts as a field of theirs.',
}

async function isField(db: Db, { orgId, view }: OrgView, name: string): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select 1 from deal_span d where d.org_id = ${orgId} and d.custom ? ${name} and ${inView('d', view)})
      or exists (
        select 1 from span a where a.org_id = ${orgId} and a.kind = 'account' and ${inView('a', view)}
          and (a.state ? ${name} or a.state->'custom' ? ${name})
      ) as found
  `.execute(db)
  return rows[0]?.found === true
}

async function customFields(db: Db, { orgId, view }: OrgView): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select distinct k.name from (
      select jsonb_object_keys(d.custom) as name from deal_span d where d.org_id = ${orgId} and ${inView('d', view)}
      union
      select jsonb_object_keys(a.state->'custom') from span a
      where a.org_id = ${orgId} and a.kind = 'account' and jsonb_typeof(a.state->'custom') = 'object' and ${inView('a', view)}
    ) k order by 1 limit 50
  `.execute(db)
  return rows.map(({ name }) => name)
}
