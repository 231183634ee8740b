import type { ImportRecord, RefBy } from '../../domain/import/record.ts'
import type { Instant } from '../../domain/instant.ts'
import { newId } from '../../platform/ids.ts'
import type { Refs } from './refs.ts'
import { resolve } from './refs.ts'
import type { ImportChange, ImportRun } from './run.ts'
import { countsOf, currencyOf, dateOf, minorOf, momentOf, textOf, write } from './run.ts'
import type { StageMap } from './stages.ts'
import type { Seen } from './seen.ts'
import { sortRecords } from './upsert.ts'

/** Field names of sources, folded, to fields of a deal whose history Leadout keeps. */
const HISTORY_FIELDS: Readonly<Record<string, string>> = {
  owner: 'ownerId',
  ownerid: 'ownerId',
  dealowner: 'ownerId',
  hubspotownerid: 'ownerId',
  userid: 'ownerId',
  opportunityowner: 'ownerId',
  stagename: 'stageId',
  stage: 'stageId',
  dealstage: 'stageId',
  stageid: 'stageId',
  amount: 'amount',
  value: 'amount',
  closedate: 'closeDate',
  expectedclosedate: 'closeDate',
  nextstep: 'nextStep',
  nextstepdue: 'nextStepDate',
  nextstepdate: 'nextStepDate',
  type: 'type',
  leadsource: 'source',
  forecastcategory: 'forecastCategory',
  forecastcategoryname: 'forecastCategory',
  name: 'name',
  accountid: 'accountId',
  account: 'accountId',
  deleted: 'deleted',
}

/** Fields of deals whose every change the files of this import record, by deal id the earliest value each had. */
export interface DealHistory {
  readonly tracked: Set<string>
  /** `dealId field` -> value before the first recorded change */
  readonly first: Map<string, { readonly at: Instant; readonly value: unknown }>
}

export function newDealHistory(): DealHistory {
  return { tracked: new Set(), first: new Map() }
}

/** Rows that state what a deal was from an instant on (stage, amount, close date): known when the source wrote them. */
export async function applyStateHistory(
  run: ImportRun,
  refs: Refs,
  stages: StageMap,
  history: DealHistory,
  seen: Seen,
  refBy: ReadonlyMap<string, RefBy>,
  dealPipeline: (dealId: string) => string | null,
  records: readonly ImportRecord[],
): Promise<void> {
  const changes: ImportChange[] = []
  for (const { record } of await sortRecords(run, refs, 'dealHistory', 'dealHistory', seen, records)) {
    const found = await historyRow(run, refs, refBy, record)
    if (found === null) continue
    const patch: Record<string, unknown> = {}
    const stage = textOf(record, 'stage')
    if (stage !== null) {
      const stageId = stages.stage(dealPipeline(found.dealId) ?? stages.pipeline(null), stage)?.id
      if (stageId !== undefined) patch['stageId'] = stageId
    }
    if ('amount' in record.values) patch['amount'] = minorOf(record.values['amount'])
    if (record.values['amount'] && currencyOf(record, 'amount')) patch['currency'] = currencyOf(record, 'amount')
    if ('closeDate' in record.values) patch['closeDate'] = dateOf(run, record.values['closeDate'])
    if ('forecastCategory' in record.values) patch['forecastCategory'] = textOf(record, 'forecastCategory')
    for (const field of Object.keys(patch)) if (field !== 'currency') history.tracked.add(field)
    changes.push({
      id: newId(),
      kind: 'deal',
      entityId: found.dealId,
      patch,
      validAt: found.at,
      validDate: found.date,
      knownAt: found.at,
      source: run.sourceOf(record.fileNo),
    })
  }
  await write(run, changes)
}

/** Rows that state one field's old and new value. The old value of a deal's first row held since before. */
export async function applyFieldHistory(
  run: ImportRun,
  refs: Refs,
  stages: StageMap,
  history: DealHistory,
  seen: Seen,
  refBy: ReadonlyMap<string, RefBy>,
  dealPipeline: (dealId: string) => string | null,
  records: readonly ImportRecord[],
): Promise<void> {
  const changes: ImportChange[] = []
  for (const { record } of await sortRecords(run, refs, 'dealFieldHistory', 'dealHistory', seen, records)) {
    const field = HISTORY_FIELDS[(textOf(record, 'field') ?? '').toLowerCase().replace(/[^a-z]/g, '')]
    if (field === undefined) continue
    const found = await historyRow(run, refs, refBy, record)
    if (found === null) continue
    const valueOf = (text: string | null) =>
      historyValue(run, refs, stages, dealPipeline(found.dealId), field, record, text)
    const value = await valueOf(textOf(record, 'newValue'))
    history.tracked.add(field)
    const key = `${found.dealId} ${field}`
    const first = history.first.get(key)
    if (first === undefined || found.at < first.at) {
      history.first.set(key, { at: found.at, value: await valueOf(textOf(record, 'oldValue')) })
    }
    changes.push({
      id: newId(),
      kind: 'deal',
      entityId: found.dealId,
      patch: { [field]: value },
      validAt: found.at,
      validDate: found.date,
      knownAt: found.at,
      source: run.sourceOf(record.fileNo),
    })
  }
  await write(run, changes)
}

/** Writes what each deal's tracked fields were before their first recorded change. Called once, after all history rows. */
export async function writeFirstValues(run: ImportRun, history: DealHistory, source: string): Promise<void> {
  const changes: ImportChange[] = []
  for (const [key, { value }] of history.first) {
    const [entityId, field] = key.split(' ') as [string, string]
    changes.push({
      id: newId(),
      kind: 'deal',
      entityId,
      patch: { [field]: value },
      validAt: -Infinity,
      knownAt: -Infinity,
      source,
    })
  }
  await write(run, changes)
}

async function historyRow(
  run: ImportRun,
  refs: Refs,
  refBy: ReadonlyMap<string, RefBy>,
  record: ImportRecord,
): Promise<{ dealId: string; at: Instant; date: string | null } | null> {
  const moment = momentOf(run, record.values['at'])
  const dealId = await resolve(run, refs, record, 'deal', 'deal', refBy.get('deal') ?? 'id')
  if (moment !== null && dealId !== null) return { dealId, at: moment.at, date: moment.date }
  countsOf(run, 'dealHistory').rejected += 1
  run.problem({
    severity: 'reject',
    fileNo: record.fileNo,
    row: record.row,
    value: textOf(record, 'deal') ?? '',
    reason: moment === null ? 'The history row has no date' : 'The deal of this history row is in no import',
    remedy: moment === null ? 'Give it the date of the change' : 'Import the deals together with their history',
    group: moment === null ? 'history-without-date' : 'history-without-deal',
  })
  return null
}

async function historyValue(
  run: ImportRun,
  refs: Refs,
  stages: StageMap,
  pipelineId: string | null,
  field: string,
  record: ImportRecord,
  text: string | null,
): Promise<unknown> {
  if (text === null || text === '') return null
  const source = run.sourceOf(record.fileNo)
  if (field === 'ownerId') return refs.byId(source, 'person', text) ?? refs.byName('person', text)?.id ?? null
  if (field === 'accountId') return refs.byId(source, 'account', text) ?? refs.byName('account', text)?.id ?? null
  if (field === 'stageId') return stages.stage(pipelineId ?? stages.pipeline(null), text)?.id ?? null
  if (field === 'deleted') return /^(true|1|yes)$/i.test(text)
  if (field === 'amount') return run.readMinor(text)
  if (field === 'closeDate') return /^\d{4}-\d{2}-\d{2}/.exec(text)?.[0] ?? null
  return text
}
