import type { LedgerChange } from '../../db/ledger.ts'
import { readChanges } from '../../db/ledger.ts'
import type { DealStatus } from '../../domain/deal/state.ts'
import type { DealSnapshot } from '../../domain/import/deal-changes.ts'
import { planDealChanges } from '../../domain/import/deal-changes.ts'
import type { CellValue, ImportRecord, RefBy } from '../../domain/import/record.ts'
import type { Instant } from '../../domain/instant.ts'
import { newId } from '../../platform/ids.ts'
import { localDate, startOfDate } from '../org/view.ts'
import type { DealHistory } from './deal-history.ts'
import type { Refs } from './refs.ts'
import { resolve } from './refs.ts'
import type { ImportChange, ImportRun } from './run.ts'
import { countsOf, currencyOf, dateOf, minorOf, momentOf, textOf, write } from './run.ts'
import type { StageMap } from './stages.ts'
import type { Upsert } from './upsert.ts'

export interface DealsInput {
  readonly refBy: ReadonlyMap<string, RefBy>
  readonly stages: StageMap
  readonly history: DealHistory
  /** `flags`: IsClosed and IsWon overrule the stage where they disagree (metrics.md Deal outcome) */
  readonly trust: 'stage' | 'flags'
  /** when each earlier import was taken */
  readonly takenAtOf: ReadonlyMap<string, Instant>
}

/** Writes what the rows of a deal list say, given everything said before, history of this import included. */
export async function applyDeals(
  run: ImportRun,
  refs: Refs,
  input: DealsInput,
  upserts: readonly Upsert[],
): Promise<void> {
  const said = await readChanges(
    run.db,
    run.orgId,
    'deal',
    upserts.map((upsert) => upsert.entityId),
  )
  const changes: ImportChange[] = []
  for (const { record, entityId, isNew, seenIn } of upserts) {
    const own = (said.get(entityId) ?? [])
      .filter((change) => change.retractedAt === Infinity && change.source !== 'leadout')
      .map((change) => ({ ...change, patch: withSurvivors(change.patch, refs.survivor) }))
    const snapshot = await snapshotOf(run, refs, input, record, standsDeleted(own))
    const takenDate = localDate(run.takenAt, run.zone)
    const source = run.sourceOf(record.fileNo)
    const ours = source === 'export' && 'modifiedAt' in record.values
    const planned = planDealChanges({
      snapshot,
      said: own,
      ...neighbours(run, input, own, seenIn),
      takenAt: run.takenAt,
      takenDate,
      takenDayStart: startOfDate(takenDate, run.zone),
      // a list of ours with stamps has its whole history beside it: a field without a row there never changed
      tracked: ours ? new Set(Object.keys(snapshot.fields)) : input.history.tracked,
      creationStamped: ours || !UNSTAMPED.has(source),
    })
    if (!isNew) countsOf(run, 'deals')[planned.length > 0 ? 'changed' : 'unchanged'] += 1
    for (const change of planned) {
      changes.push({ ...change, id: newId(), kind: 'deal', entityId, source: run.sourceOf(record.fileNo) })
    }
    changes.push(...(await impliedLineItem(run, refs, input, record, entityId, isNew)))
  }
  await write(run, changes)
}

/** sources that say when a deal came into being without having been there */
const UNSTAMPED = new Set(['file', 'export'])

/** When the exports nearest before and after this one that held the deal were taken. */
function neighbours(
  run: ImportRun,
  input: DealsInput,
  said: readonly LedgerChange[],
  seenIn: string | null,
): { previousTakenAt: Instant | null; nextTakenAt: Instant | null } {
  const taken = [...said.map(({ importId }) => importId), seenIn].flatMap((importId) => {
    const at = importId === null ? undefined : input.takenAtOf.get(importId)
    return at === undefined ? [] : [at]
  })
  const before = taken.filter((at) => at <= run.takenAt)
  const after = taken.filter((at) => at > run.takenAt)
  return {
    previousTakenAt: before.length === 0 ? null : Math.max(...before),
    nextTakenAt: after.length === 0 ? null : Math.min(...after),
  }
}

/** A deal that was missing from a complete export, or marked as deleted: a row that holds it brings it back. */
function standsDeleted(said: readonly LedgerChange[]): boolean {
  const last = said
    .filter(({ patch }) => 'deleted' in patch)
    .toSorted((a, b) => a.validAt - b.validAt)
    .at(-1)
  return last?.patch['deleted'] === true
}

/** What a source said of a merged person or account, it said of the survivor. */
function withSurvivors(patch: LedgerChange['patch'], survivor: (id: string) => string): LedgerChange['patch'] {
  const referring = ['ownerId', 'creatorId', 'accountId'].filter((field) => typeof patch[field] === 'string')
  return { ...patch, ...Object.fromEntries(referring.map((field) => [field, survivor(String(patch[field]))])) }
}

async function snapshotOf(
  run: ImportRun,
  refs: Refs,
  input: DealsInput,
  record: ImportRecord,
  deleted: boolean,
): Promise<DealSnapshot> {
  const { values } = record
  const ref = (field: string, kind: 'person' | 'account' | 'campaign') =>
    resolve(run, refs, record, field, kind, input.refBy.get(field) ?? 'id')
  const pipelineId = input.stages.pipeline(textOf(record, 'pipeline'))
  const stageName = textOf(record, 'stage')
  const stage = stageName === null ? null : input.stages.stage(pipelineId, stageName)
  const flagged = flaggedStatus(record)
  const overruled = input.trust === 'flags' && flagged !== null && flagged !== stage?.kind
  const status = overruled ? flagged : (stage?.kind ?? flagged)
  const happened = outcomeTime(record, status)
  const close = dateOf(run, happened ?? values['closeDate'])
  const fields: Record<string, unknown> = { externalId: record.externalId, pipelineId: stage?.pipelineId ?? pipelineId }
  if ('stage' in values) fields['stageId'] = stage?.id ?? null
  if (overruled || (stage === null && flagged !== null)) fields['outcome'] = flagged
  if ('owner' in values) fields['ownerId'] = await ref('owner', 'person')
  if ('creator' in values) fields['creatorId'] = await ref('creator', 'person')
  if ('account' in values) fields['accountId'] = await ref('account', 'account')
  if ('campaign' in values) fields['campaignId'] = await ref('campaign', 'campaign')
  if ('amount' in values) fields['amount'] = minorOf(values['amount'])
  if ('amount' in values || 'currency' in values) fields['currency'] = currencyOf(record, 'amount') ?? run.currency
  // a win is dated by its close date; a lost deal keeps the date it was expected to close on
  if (status === 'won' && happened !== null) fields['closeDate'] = close
  else if ('closeDate' in values) fields['closeDate'] = dateOf(run, values['closeDate'])
  for (const field of ['name', 'type', 'source', 'segment', 'reason', 'forecastCategory', 'nextStep'] as const) {
    if (field in values) fields[field] = textOf(record, field)
  }
  if ('nextStepDate' in values) fields['nextStepDate'] = dateOf(run, values['nextStepDate'])
  if (values['deleted'] === true || deleted) fields['deleted'] = values['deleted'] === true
  if (Object.keys(record.custom).length > 0) fields['custom'] = record.custom
  return {
    fields,
    status,
    created: momentOf(run, values['createdAt']),
    close: close === null ? null : { date: close, at: startOfDate(close, run.zone) },
    modifiedAt: momentOf(run, values['modifiedAt'])?.at ?? null,
  }
}

/** When a source says a deal was won or lost, beside the date it was expected to close on. */
function outcomeTime({ values }: ImportRecord, status: DealStatus | null): CellValue | null {
  if (status !== 'won' && status !== 'lost') return null
  return values[status === 'won' ? 'wonAt' : 'lostAt'] ?? values['closedAt'] ?? null
}

/** What the source's flags say; null where the row has none. */
function flaggedStatus(record: ImportRecord): DealStatus | null {
  const { closed, won } = record.values
  if (won === true) return 'won'
  if (closed === true) return 'lost'
  return closed === false || won === false ? (closed === false ? 'open' : null) : null
}

/** A deal list with a product column says one line item per deal. */
async function impliedLineItem(
  run: ImportRun,
  refs: Refs,
  input: DealsInput,
  record: ImportRecord,
  dealId: string,
  isNew: boolean,
): Promise<ImportChange[]> {
  if (!isNew || textOf(record, 'product') === null) return []
  const productId = await resolve(run, refs, record, 'product', 'product', input.refBy.get('product') ?? 'name')
  if (productId === null) return []
  countsOf(run, 'lineItems').new += 1
  return [
    {
      id: newId(),
      kind: 'lineItem',
      entityId: newId(),
      validAt: -Infinity,
      source: run.sourceOf(record.fileNo),
      patch: { dealId, productId, name: null, quantity: 1, externalId: null },
    },
  ]
}
