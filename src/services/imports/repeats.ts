import { insertRows } from '../../db/insert.ts'
import { readRepeats } from '../../db/source-records.ts'
import type { ImportRun } from './run.ts'

/**
 * Rows that a file gave beside another row of the same id, which counted instead. The file again is not a change: such
 * a row waits until the files of its object are read, and says nothing if the row that counted is among them.
 */
export interface Repeats {
  /** by source and kind: `id hash` of rows that earlier imports remembered */
  readonly held: Map<string, Promise<ReadonlySet<string>>>
  readonly added: Map<string, RepeatRow>
}

interface RepeatRow {
  readonly source: string
  readonly kind: string
  readonly externalId: string
  readonly hash: string
}

export const newRepeats = (): Repeats => ({ held: new Map(), added: new Map() })

/** `id hash` of the rows that earlier imports remembered. */
export function readHeldRepeats(run: ImportRun, source: string, kind: string): Promise<ReadonlySet<string>> {
  const key = `${source} ${kind}`
  let held = run.repeats.held.get(key)
  if (held === undefined) run.repeats.held.set(key, (held = readRepeats(run.db, run.orgId, source, kind)))
  return held
}

export function addRepeat(run: ImportRun, source: string, kind: string, externalId: string, hash: string): void {
  run.repeats.added.set(`${source} ${kind} ${externalId} ${hash}`, { source, kind, externalId, hash })
}

/** Remembers what this import found, in one go. */
export async function saveRepeats(run: ImportRun): Promise<void> {
  const rows: object[] = []
  for (const { source, kind, externalId, hash } of run.repeats.added.values()) {
    if ((await readHeldRepeats(run, source, kind)).has(`${externalId} ${hash}`)) continue
    rows.push({
      org_id: run.orgId,
      source,
      kind,
      external_id: externalId,
      row_hash: hash,
      import_id: run.importId,
    })
  }
  if (rows.length > 0) await insertRows(run.db, 'source_repeat', rows)
}
