import { sql } from 'kysely'
import { DIMENSIONS, isDimension } from '#metrics/dimensions.ts'
import type { Db } from '#db/client.ts'
import { inView } from '#db/spans.ts'
import { LeadoutError } from '#domain/errors.ts'
import type { OrgStructure } from '../org/structure.ts'
import type { OrgView } from '../org/view.ts'

export interface Subject {
  readonly label: string | null
  readonly externalId: string | null
}

/** What the keys of a dimension are called in a view; a key that is a value is its own name. */
export async function readSubjects(
  db: Db,
  { orgId, view, settings }: OrgView,
  by: string,
  keys: readonly string[],
): Promise<(key: string | null) => Subject> {
  if (by === 'company') return () => ({ label: settings.name, externalId: null })
  const entity = isDimension(by) ? DIMENSIONS[by].entity : null
  if (entity === null) return (key) => ({ label: key, externalId: null })
  const { rows } = await sql<Subject & { id: string }>`
    select e.entity_id as id, e.state->>'externalId' as "externalId", coalesce(n.name, n.email, e.state->>'name', e.state->>'externalId') as label
    from span e
    left join subject n on n.org_id = e.org_id and n.id = e.entity_id
    where e.org_id = ${orgId} and e.kind = ${entity} and e.entity_id::text = any(${[...keys]}::text[]) and ${inView('e', view)}
  `.execute(db)
  const found = new Map(rows.map((row) => [row.id, row]))
  return (key) => found.get(key ?? '') ?? { label: key, externalId: null }
}

/** The subjects that exist in a window whether anything counts for them or not; null for a dimension made of values. */
export function subjectsWithin(
  structure: OrgStructure,
  by: string,
  { from, to }: { from: string; to: string },
): string[] | null {
  const overlaps = (days: { from: string; to: string }) => days.from <= to && days.to >= from
  switch (by) {
    case 'company':
      return ['all']
    case 'person':
      return [...new Set(structure.members.filter(overlaps).map(({ personId }) => personId))].filter((id) =>
        structure.names.has(id),
      )
    case 'team':
    case 'pod':
      return [...new Set(structure.teams.filter(overlaps).map(({ id }) => id))]
    case 'office':
      return [
        ...new Set([...structure.teams, ...structure.members].filter(overlaps).map(({ office }) => office)),
      ].filter((office) => office !== null)
    default:
      return null
  }
}

/**
 * The subject that a text means: `company`, or a dimension and a key, an external id or a name, `team=North`; nothing
 * after the sign means what belongs to none.
 * @throws LeadoutError `not-found` for a subject that is not there, `invalid` for a text that is none
 */
export async function findSubject(
  db: Db,
  { orgId, view }: OrgView,
  text: string,
): Promise<{ readonly by: string; readonly key: string | null }> {
  if (text === 'company') return { by: 'company', key: 'all' }
  const at = text.indexOf('=')
  if (at < 1)
    throw new LeadoutError(
      'invalid',
      `A subject is company or written kind=name, for example team=North; ${text} is not`,
      {
        subject: text,
      },
    )
  const by = text.slice(0, at)
  const value = text.slice(at + 1)
  if (value === '') return { by, key: null }
  const entity = isDimension(by) ? DIMENSIONS[by].entity : null
  if (entity === null) return { by, key: value }
  const { rows } = await sql<{ id: string }>`
    select e.entity_id::text as id
    from span e
    left join subject n on n.org_id = e.org_id and n.id = e.entity_id
    where e.org_id = ${orgId} and e.kind = ${entity} and ${inView('e', view)}
      and ${value.toLowerCase()} in (lower(e.entity_id::text), lower(e.state->>'externalId'), lower(e.state->>'name'), lower(n.name), lower(n.email))
    order by e.entity_id limit 2
  `.execute(db)
  if (rows.length !== 1)
    throw new LeadoutError(
      'not-found',
      rows.length === 0 ? `There is no ${by} ${value}.` : `Several are called ${value}: give the id.`,
      {
        subject: text,
      },
    )
  return { by, key: rows[0]!.id }
}
