import { sql } from 'kysely'
import { forgetRowHashes } from '../../db/source-records.ts'
import { isCurrent } from '../../db/spans.ts'
import { newId } from '../../platform/ids.ts'
import type { ImportRun } from './run.ts'
import { countsOf, write } from './run.ts'

/** In an export declared complete, a deal that its source once held and no longer holds was deleted there. */
export async function removeAbsentDeals(
  run: ImportRun,
  sources: ReadonlySet<string>,
  present: ReadonlySet<string>,
): Promise<void> {
  const rows = await run.db
    .selectFrom('deal_span as s')
    .innerJoin('source_record as r', (join) =>
      join.onRef('r.org_id', '=', 's.org_id').onRef('r.entity_id', '=', 's.deal_id').on('r.kind', '=', sql.lit('deal')),
    )
    .select(['s.deal_id', 'r.source'])
    .where('s.org_id', '=', run.orgId)
    .where(isCurrent('s'))
    .execute()
  if (present.size === 0) return
  const gone = rows.filter((row) => sources.has(row.source) && !present.has(row.deal_id))
  countsOf(run, 'deals').changed += gone.length
  // a row that comes back is to be read, however like the last one it is
  await forgetRowHashes(
    run.db,
    run.orgId,
    gone.map((row) => row.deal_id),
  )
  await write(
    run,
    gone.map((row) => ({
      id: newId(),
      kind: 'deal' as const,
      entityId: row.deal_id,
      patch: { deleted: true },
      validAt: run.takenAt,
      source: row.source,
    })),
  )
}
