import { isCurrent } from '../../db/spans.ts'
import type { WorldKind } from '../../domain/world/kinds.ts'
import type { ImportRun } from './run.ts'

/** The newest folded state of these entities, by everything known now. */
export async function readCurrent(
  run: ImportRun,
  kind: WorldKind,
  ids: readonly string[],
): Promise<Map<string, Readonly<Record<string, unknown>>>> {
  if (ids.length === 0) return new Map()
  const rows = await run.db
    .selectFrom('span as s')
    .select(['s.entity_id', 's.state'])
    .where('s.org_id', '=', run.orgId)
    .where('s.kind', '=', kind)
    .where('s.entity_id', 'in', ids)
    .where(isCurrent('s'))
    .execute()
  return new Map(rows.map((row) => [row.entity_id, row.state]))
}
