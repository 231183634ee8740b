import { hash } from 'node:crypto'
import { markSeen, readSourceRecords, saveSourceRecords } from '../../db/source-records.ts'
import type { SourceRecordTable } from '../../db/schema.ts'
import type { ObjectKind } from '../../domain/import/object-kind.ts'
import { otherSalesforceId } from '../../domain/import/salesforce-id.ts'
import type { ImportRecord } from '../../domain/import/record.ts'
import { newId } from '../../platform/ids.ts'
import type { Refs } from './refs.ts'
import { prefetchRefs } from './prefetch.ts'
import { addRepeat, isRepeat } from './repeats.ts'
import type { ImportRun } from './run.ts'
import { countsOf, momentOf } from './run.ts'

/** A record that has something to say, and the entity it says it of. */
export interface Upsert {
  readonly record: ImportRecord
  readonly entityId: string
  readonly isNew: boolean
  /** the newest import that held the row before this one, where it held it unchanged */
  readonly seenIn: string | null
}

/** What this import has already read of each id, so that a second row of the same id is a duplicate or a correction. */
export type Seen = Map<string, SeenRow>

interface SeenRow {
  readonly content: string
  readonly stamp: number | null
  readonly entityId: string
  readonly hash: string
  readonly fileNo: number
  readonly row: number
}

/**
 * Tells apart what is new, what changed, what says the same again and what repeats a row of this import, counts it, and
 * remembers the row. `adopt` may name an entity that stands for a record whose id is new.
 * Of two rows with one id the later system stamp wins; without stamps the question `same-id:KIND` decides.
 */
export async function sortRecords(
  run: ImportRun,
  refs: Refs,
  kind: ObjectKind,
  plural: string,
  seen: Seen,
  records: readonly ImportRecord[],
  adopt: (record: ImportRecord) => string | null = () => null,
): Promise<Upsert[]> {
  if (records.length === 0) return []
  const source = run.sourceOf(records[0]!.fileNo)
  const ids = records.flatMap(({ externalId }) => [externalId, otherSalesforceId(externalId) ?? externalId])
  const known = await readSourceRecords(run.db, run.orgId, source, kind, [...new Set(ids)])
  const counts = countsOf(run, plural)
  const upserts = new Map<string, Upsert>()
  const rows = new Map<string, SourceRecordTable>()
  const unchanged: string[] = []
  // the row remembered is that of a newer export, which says nothing of what this one states for its own time
  const late = run.late && kind === 'deal'
  for (const read of records) {
    const record = underKnownId(read, (id) => known.has(id) || seen.has(id))
    const id = record.externalId
    const stamp = momentOf(run, record.values['modifiedAt'])?.at ?? null
    const content = contentOf(record)
    const earlier = seen.get(id)
    const before = known.get(id)
    if (before?.rowHash !== record.hash && (await isRepeat(run, source, kind, id, record.hash))) {
      if (!run.settling) {
        run.deferred.push(read)
        continue
      }
      if (earlier !== undefined) {
        counts.duplicate += 1
        continue
      }
    }
    if (earlier !== undefined) {
      counts.duplicate += 1
      if (earlier.content === content) continue
      const wins = await supersedes(run, kind, record, stamp, earlier)
      addRepeat(run, source, kind, id, wins ? earlier.hash : record.hash)
      if (!wins) continue
    }
    const entityId = earlier?.entityId ?? before?.entityId ?? adopt(record) ?? newId()
    const isNew = before === undefined && (earlier === undefined || upserts.get(id)?.isNew === true)
    seen.set(id, { content, stamp, entityId, hash: record.hash, fileNo: record.fileNo, row: record.row })
    refs.learn(source, kind, id, entityId)
    if (before?.rowHash === record.hash && !late) {
      // a row further up that said something else is withdrawn by this one
      upserts.delete(id)
      rows.delete(id)
      counts.unchanged += 1
      unchanged.push(id)
      continue
    }
    if (earlier === undefined && isNew) counts.new += 1
    upserts.set(id, { record, entityId, isNew, seenIn: before?.seenIn ?? null })
    rows.set(id, {
      org_id: run.orgId,
      source,
      kind,
      external_id: id,
      entity_id: entityId,
      row_hash: late && before !== undefined ? before.rowHash : record.hash,
      import_id: run.importId,
    })
  }
  await saveSourceRecords(run.db, [...rows.values()], known)
  if (kind === 'deal') await markSeen(run.db, { orgId: run.orgId, source, kind, importId: run.importId }, unchanged)
  const changed = [...upserts.values()]
  await prefetchRefs(
    run,
    refs,
    changed.map((upsert) => upsert.record),
  )
  return changed
}

/** The record under the form of its Salesforce id by which the deal, account ... is known already. */
function underKnownId(record: ImportRecord, isKnown: (id: string) => boolean): ImportRecord {
  if (isKnown(record.externalId)) return record
  const other = otherSalesforceId(record.externalId)
  return other !== null && isKnown(other) ? { ...record, externalId: other } : record
}

/** What a row says, whatever it is written like: two styles of one date are one content. */
function contentOf(record: ImportRecord): string {
  return hash('sha1', JSON.stringify([record.values, record.custom]), 'base64')
}

async function supersedes(
  run: ImportRun,
  kind: ObjectKind,
  record: ImportRecord,
  stamp: number | null,
  earlier: SeenRow,
): Promise<boolean> {
  if (stamp !== null && earlier.stamp !== null && stamp !== earlier.stamp) return stamp > earlier.stamp
  const key = `same-id:${kind}`
  const answer = run.ask(key, async () => {
    const up = await run.cellsOf(earlier.fileNo, earlier.row)
    const down = await run.cellsOf(record.fileNo, record.row)
    const differing = Object.keys(down).filter((column) => up[column] !== down[column])
    const said = (cells: Readonly<Record<string, string>>) =>
      differing.map((column) => `${column}: ${cells[column] || 'empty'}`).join(', ')
    return {
      key,
      file: run.fileName(record.fileNo),
      text: 'Rows with the same id differ and carry no stamp that says which is newer. Which row counts?',
      options: [
        { value: 'last', rows: 1, example: `The row further down: row ${record.row} with ${said(down)}` },
        { value: 'first', rows: 1, example: `The row further up: row ${earlier.row} with ${said(up)}` },
      ],
      suggested: null,
    }
  })
  return (await answer) === 'last'
}
