import type { ImportRecord, RefBy } from '../../domain/import/record.ts'
import { newId } from '../../platform/ids.ts'
import type { Refs } from './refs.ts'
import { resolve } from './refs.ts'
import type { ImportChange, ImportRun } from './run.ts'
import { countsOf, momentOf, textOf, write } from './run.ts'
import type { Seen } from './seen.ts'
import { sortRecords } from './upsert.ts'

/** What has a history of its own beside deals, and the fields that a history may name. */
const HISTORIES = {
  accountHistory: { of: 'account', fields: { owner: 'ownerId', type: 'type', segment: 'segment' } },
  leadHistory: { of: 'lead', fields: { owner: 'ownerId', status: 'status' } },
} as const satisfies Record<string, { of: 'account' | 'lead'; fields: Readonly<Record<string, string>> }>

export type HistoryObject = keyof typeof HISTORIES

export function isHistoryObject(object: string): object is HistoryObject {
  return object in HISTORIES
}

/**
 * Writes from when on accounts and leads had an owner, a type, a status. The row of the account or lead itself, which is
 * read before, says what it is now.
 */
export async function applyWorldHistory(
  run: ImportRun,
  refs: Refs,
  object: HistoryObject,
  seen: Seen,
  refBy: ReadonlyMap<string, RefBy>,
  records: readonly ImportRecord[],
): Promise<void> {
  const { of, fields } = HISTORIES[object]
  const changes: ImportChange[] = []
  for (const { record } of await sortRecords(run, refs, object, object, seen, records)) {
    const field = Object.entries(fields).find(([name]) => name === textOf(record, 'field')?.toLowerCase())?.[1]
    const moment = momentOf(run, record.values['at'])
    const entityId = await resolve(run, refs, record, of, of, refBy.get(of) ?? 'id')
    if (field === undefined || moment === null || entityId === null) {
      reject(run, object, record)
      continue
    }
    const source = run.sourceOf(record.fileNo)
    const said = textOf(record, 'newValue')
    const value = said !== null && field === 'ownerId' ? refs.byId(source, 'person', said) : said
    const change = { kind: of, entityId, source }
    // a lead is not there before its first row; an account is, and had none
    if (of === 'account' && textOf(record, 'oldValue') === null) {
      changes.push({ ...change, id: newId(), patch: { [field]: null }, validAt: -Infinity, knownAt: -Infinity })
    }
    changes.push({ ...change, id: newId(), patch: { [field]: value }, validAt: moment.at, knownAt: moment.at })
  }
  await write(run, changes)
}

function reject(run: ImportRun, object: HistoryObject, record: ImportRecord): void {
  countsOf(run, object).rejected += 1
  run.problem({
    severity: 'reject',
    fileNo: record.fileNo,
    row: record.row,
    value: textOf(record, HISTORIES[object].of) ?? '',
    reason: 'The history row names nothing that is known, no field that has a history, or no date',
    remedy: 'Import it together with what it is about, and name owner, type or status',
    group: 'history-of-nothing',
  })
}
