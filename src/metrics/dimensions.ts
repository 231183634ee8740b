import { type RawBuilder, sql } from 'kysely'
import { inView } from '#db/spans.ts'
import type { FieldFilter } from '#domain/field-filter.ts'
import type { MetricsQuery } from './facts/query.ts'

/** What figures can be split by, besides every custom field; `entity` is the kind that its keys are ids of. */
export const DIMENSIONS = {
  company: { entity: null },
  person: { entity: 'person' },
  team: { entity: 'team' },
  /** the team alone, without those below it */
  pod: { entity: 'team' },
  manager: { entity: 'person' },
  office: { entity: null },
  role: { entity: null },
  account: { entity: 'account' },
  stage: { entity: 'stage' },
  pipeline: { entity: 'pipeline' },
  segment: { entity: null },
  source: { entity: null },
  type: { entity: null },
} as const satisfies Record<string, { readonly entity: string | null }>
export type Dimension = keyof typeof DIMENSIONS

export function isDimension(text: string): text is Dimension {
  return Object.hasOwn(DIMENSIONS, text)
}

type Row = (column: string) => RawBuilder<unknown>

/** The key of a row of facts or contributions in every dimension but the team, which is several: an id, or a text. */
function keyOf(by: string, row: Row, query: MetricsQuery): RawBuilder<unknown> {
  if (!isDimension(by)) return fieldOf(by, row, query)
  switch (by) {
    case 'company':
      return sql`'all'`
    case 'person':
      return row('person_id')
    case 'team':
    case 'pod':
      return row('team_id')
    case 'manager':
      return row('manager_id')
    case 'account':
      return row('account_id')
    case 'stage':
      return row('stage_id')
    case 'pipeline':
      return row('pipeline_id')
    case 'office':
      return row('office')
    case 'role':
      return sql`nullif(concat_ws(' · ', ${row('discipline')}, ${row('member_segment')}), '')`
    case 'segment':
      return sql`coalesce(${row('segment')}, ${accountField(sql`ac.state->>'segment'`, row, query)}, ${row('member_segment')})`
    case 'source':
      return row('source')
    case 'type':
      return row('type')
  }
}

/** A custom field of the deal, else a field of its account. */
function fieldOf(field: string, row: Row, query: MetricsQuery): RawBuilder<unknown> {
  const account = sql`coalesce(ac.state->>${field}::text, ac.state->'custom'->>${field}::text)`
  return sql`coalesce(${row('custom')}->>${field}::text, ${accountField(account, row, query)})`
}

function accountField(value: RawBuilder<unknown>, row: Row, { view }: MetricsQuery): RawBuilder<unknown> {
  return sql`(
    select ${value} from span ac
    where ac.org_id = ${row('org_id')} and ac.kind = 'account' and ac.entity_id = ${row('account_id')} and ${inView('ac', view)}
  )`
}

/**
 * Joins contributions to what they count for, as `alias.key`, an id or a text; null where they count for nothing of the kind. A row
 * counts for its team and for every team above it, as they stood at the moment (metrics.md Windows).
 */
export function dimension(by: string, alias: string, query: MetricsQuery, rows = 'c'): RawBuilder<unknown> {
  const name = sql.ref(alias)
  const row = (column: string) => sql.ref(`${rows}.${column}`)
  if (by === 'team')
    return sql`
      left join (
        select p.team_id, p.ancestor_id as key, p.valid_from, p.valid_to from team_path p
      ) ${name} on ${name}.team_id = ${row('team_id')} and ${name}.valid_from <= ${row('credited_at')}
        and ${name}.valid_to > ${row('credited_at')}`
  return sql`cross join lateral (select ${keyOf(by, row, query)} as key) ${name}`
}

/** The condition that a row of facts `f` passes a filter: by key, external id or name. */
export function filterOn({ field, value }: FieldFilter, query: MetricsQuery): RawBuilder<unknown> {
  const wanted = value.toLowerCase()
  const by = field === 'owner' ? 'person' : field
  const key = keyOf(by, (column) => sql.ref(`f.${column}`), query)
  const entity = isDimension(by) ? DIMENSIONS[by].entity : null
  if (entity === null) return sql`lower(${key}) = ${wanted}`
  return sql`${key} in (
    select e.entity_id from span e
    left join subject n on n.org_id = e.org_id and n.id = e.entity_id
    where e.org_id = ${query.orgId} and e.kind = ${entity} and ${inView('e', query.view)}
      and ${wanted} in (lower(e.entity_id::text), lower(e.state->>'externalId'), lower(e.state->>'name'), lower(n.name), lower(n.email))
  )`
}
