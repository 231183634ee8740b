import { fieldSpec } from '../../domain/import/objects.ts'
import type { ObjectKind } from '../../domain/import/object-kind.ts'
import type { FilePlan, ImportRecord } from '../../domain/import/record.ts'
import type { Refs } from './refs.ts'
import type { ImportRun } from './run.ts'
import { textOf } from './run.ts'

/** Loads the ids that records of one file mention in one query per object instead of one per cell. */
export async function prefetchRefs(run: ImportRun, refs: Refs, records: readonly ImportRecord[]): Promise<void> {
  if (records.length === 0) return
  refs.makeRoom()
  const file = run.file(records[0]!.fileNo)
  const wanted = new Map<ObjectKind, Set<string>>()
  const want = (kind: ObjectKind, id: string | null) => {
    if (id === null || refs.isLoaded(file.vendor, kind, id)) return
    if (!wanted.has(kind)) wanted.set(kind, new Set())
    wanted.get(kind)!.add(id)
  }
  const targets = refTargets(file)
  for (const record of records) {
    for (const [field, kinds] of targets) for (const kind of kinds) want(kind, textOf(record, field))
    if (record.object === 'dealFieldHistory') {
      for (const field of ['oldValue', 'newValue']) want('person', textOf(record, field))
    }
  }
  for (const [kind, ids] of wanted) await refs.prefetch(file.vendor, kind, ids)
}

const NAMED: ReadonlySet<ObjectKind> = new Set(['person', 'account', 'product', 'team', 'campaign', 'priceBook'])

function refTargets(file: FilePlan): [string, ObjectKind[]][] {
  return file.columns.flatMap((column): [string, ObjectKind[]][] => {
    if (column.field === 'what') return [['what', ['deal', 'account']]]
    if (column.field === 'who') return [['who', ['contact', 'lead']]]
    const target = column.field === null || file.object === null ? undefined : fieldSpec(file.object, column.field)?.to
    // what is written like a name may be an id, but no stage is looked up so
    const byId = column.refBy !== 'email' && (column.refBy !== 'name' || NAMED.has(target!))
    return target === undefined || !byId ? [] : [[column.field!, [target]]]
  })
}
