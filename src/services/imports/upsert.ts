import { isDeepStrictEqual } from 'node:util'
import { markSeen, readSourceRecords, saveSourceRecords } from '../../db/source-records.ts'
import type { SourceRecordTable } from '../../db/schema.ts'
import type { ObjectKind } from '../../domain/import/object-kind.ts'
import { otherSalesforceId } from '../../domain/import/salesforce-id.ts'
import type { ImportRecord } from '../../domain/import/record.ts'
import { newId } from '../../platform/ids.ts'
import type { Refs } from './refs.ts'
import { prefetchRefs } from './prefetch.ts'
import { addRepeat, readHeldRepeats } from './repeats.ts'
import type { ImportRun } from './run.ts'
import type { Place, Seen } from './seen.ts'
import { countsOf, momentOf } from './run.ts'

/** A record that has something to say, and the entity it says it of. */
export interface Upsert {
  readonly record: ImportRecord
  readonly entityId: string
  readonly isNew: boolean
  /** this import had made the entity of a mere mention, before its row came */
  readonly mentioned: boolean
  /** the newest import that held the row before this one, where it held it unchanged */
  readonly seenIn: string | null
}

/** A row that this import has read, and the entity it speaks of. */
interface SeenRow {
  readonly record: ImportRecord
  readonly entityId: string
}

/** objects that no column refers to */
const UNREFERENCED = /History$|^lineItem$|^campaignMember$/

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
  const repeats = await readHeldRepeats(run, source, kind)
  const counts = countsOf(run, plural)
  const upserts = new Map<string, Upsert>()
  const rows = new Map<string, SourceRecordTable>()
  const unchanged: string[] = []
  const here = new Map<string, SeenRow>()
  // the row remembered is that of a newer export, which says nothing of what this one states for its own time
  const late = run.late && kind === 'deal'
  for (const read of records) {
    const record = underKnownId(read, (id) => known.has(id) || here.has(id))
    const id = record.externalId
    const before = known.get(id)
    const place = before === undefined || here.has(id) ? null : seen.placeOf(id)
    const earlier = place === null ? here.get(id) : await readEarlier(run, place, id, before!.entityId)
    if (before?.rowHash !== record.hash && repeats.has(`${id} ${record.hash}`)) {
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
      if (saysTheSame(earlier.record, record)) continue
      const wins = await supersedes(run, kind, record, earlier.record)
      addRepeat(run, source, kind, id, wins ? earlier.record.hash : record.hash)
      if (!wins) continue
    }
    const entityId = earlier?.entityId ?? before?.entityId ?? adopt(record) ?? newId()
    const claimed = refs.claim(entityId)
    const mentioned = claimed || (earlier !== undefined && upserts.get(id)?.mentioned === true)
    // counted when it was mentioned
    if (claimed) counts.new -= 1
    const isNew = mentioned || (before === undefined && (earlier === undefined || upserts.get(id)?.isNew === true))
    here.set(id, { record, entityId })
    seen.add(id, record)
    seen.entities?.add(entityId)
    if (!UNREFERENCED.test(kind)) refs.learn(source, kind, id, entityId)
    if (before?.rowHash === record.hash && !late) {
      // a row further up that said something else is withdrawn by this one
      upserts.delete(id)
      rows.delete(id)
      counts.unchanged += 1
      unchanged.push(id)
      continue
    }
    if (earlier === undefined && isNew) counts.new += 1
    upserts.set(id, { record, entityId, isNew, mentioned, seenIn: before?.seenIn ?? null })
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

/** The row of an earlier chunk that has this id, read again. */
async function readEarlier(run: ImportRun, place: Place, id: string, entityId: string): Promise<SeenRow | undefined> {
  const record = await run.recordOf(place.fileNo, place.row)
  const isIt = record !== null && (record.externalId === id || otherSalesforceId(record.externalId) === id)
  return isIt ? { record, entityId } : undefined
}

/** Whatever they are written like: two styles of one date are one content. */
function saysTheSame(a: ImportRecord, b: ImportRecord): boolean {
  if (a.fileNo === b.fileNo && a.hash === b.hash) return true
  return isDeepStrictEqual([a.values, a.custom], [b.values, b.custom])
}

async function supersedes(
  run: ImportRun,
  kind: ObjectKind,
  record: ImportRecord,
  earlier: ImportRecord,
): Promise<boolean> {
  const [stamp, other] = [record, earlier].map(({ values }) => momentOf(run, values['modifiedAt'])?.at ?? null)
  if (stamp != null && other != null && stamp !== other) return stamp > other
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
