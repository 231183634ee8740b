import type { ObjectKind } from '../../domain/import/object-kind.ts'
import type { FilePlan, ImportRecord } from '../../domain/import/record.ts'
import type { Instant } from '../../domain/instant.ts'
import { removeAbsentDeals } from './absent.ts'
import type { ApplyInput } from './apply.ts'
import { applyFieldHistory, applyStateHistory, newDealHistory, writeFirstValues } from './deal-history.ts'
import { applyDeals } from './deals.ts'
import { prefetchRefs } from './prefetch.ts'
import type { Refs } from './refs.ts'
import { refColumns } from './refs.ts'
import type { ImportRun } from './run.ts'
import { settle, textOf } from './run.ts'
import type { StageMap } from './stages.ts'
import type { Seen } from './seen.ts'
import type { Upsert } from './upsert.ts'
import { sortRecords } from './upsert.ts'

export type Each = (
  object: ObjectKind,
  work: (file: FilePlan, records: readonly ImportRecord[]) => Promise<void>,
) => Promise<void>

/**
 * Deals take two readings of their file: the first gives every deal its id, so that history can point to it; the
 * second says what the list adds to the history. A list that says nothing new is read once.
 */
export async function applyDealFiles(
  run: ImportRun,
  refs: Refs,
  input: ApplyInput,
  takenAtOf: ReadonlyMap<string, Instant>,
  stages: StageMap,
  each: Each,
  seenOf: (object: ObjectKind) => Seen,
): Promise<void> {
  const history = newDealHistory()
  const pipelines = new Map<string, string>()
  const waiting = new Map<string, Omit<Upsert, 'record'> & { readonly place: string; readonly externalId: string }>()
  await each('deal', async (_, records) => {
    for (const { record, ...found } of await sortRecords(run, refs, 'deal', 'deals', seenOf('deal'), records)) {
      const pipeline = textOf(record, 'pipeline')
      if (pipeline !== null) pipelines.set(found.entityId, stages.pipeline(pipeline))
      waiting.set(found.entityId, { ...found, place: placeOf(record), externalId: record.externalId })
    }
  })
  const places = new Map([...waiting.values()].map((held) => [held.place, held]))
  waiting.clear()
  const pipelineOf = (dealId: string) => pipelines.get(dealId) ?? null
  await each('dealHistory', (file, records) =>
    applyStateHistory(run, refs, stages, history, seenOf('dealHistory'), refColumns(file.columns), pipelineOf, records),
  )
  await each('dealFieldHistory', (file, records) =>
    applyFieldHistory(
      run,
      refs,
      stages,
      history,
      seenOf('dealFieldHistory'),
      refColumns(file.columns),
      pipelineOf,
      records,
    ),
  )
  const historian = input.plan.files.find((file) => file.object === 'dealFieldHistory')
  if (historian !== undefined) await writeFirstValues(run, history, historian.vendor)

  const context = { stages, history, trust: input.plan.outcomeBy, takenAtOf }
  const files = input.plan.files.filter(({ object }) => object === 'deal')
  for (const file of places.size === 0 ? [] : files) {
    const refBy = refColumns(file.columns)
    for await (const { records } of input.read(file)) {
      const upserts = records.flatMap((record): Upsert[] => {
        const held = places.get(placeOf(record))
        if (held === undefined) return []
        const { place: _, externalId, ...upsert } = held
        return [{ ...upsert, record: { ...record, externalId } }]
      })
      await prefetchRefs(
        run,
        refs,
        upserts.map((upsert) => upsert.record),
      )
      await applyDeals(run, refs, { ...context, refBy }, upserts)
    }
  }
  if (run.complete && !run.late) {
    const sources = new Set(files.map(({ vendor }) => vendor))
    await removeAbsentDeals(run, sources, seenOf('deal').entities ?? new Set())
  }
  await settle(run, ['person', 'account', 'product', 'campaign', 'team', 'membership'])
}

function placeOf({ fileNo, row }: ImportRecord): string {
  return `${fileNo} ${row}`
}
