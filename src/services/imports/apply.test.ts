import { expect, test } from 'vitest'
import type { Ctx } from '#services/context.ts'
import { testDatabase } from '../../../test/support/database.ts'
import type { FilePlan, ImportPlan, ImportRecord } from '../../domain/import/record.ts'
import { listDealRows, reportDeals } from '../deals/report.ts'
import { ensureOrg } from '../org/ensure-org.ts'
import { applyImport } from './apply.ts'

const { db } = await testDatabase()
const RECORDED = Date.parse('2026-01-10T12:00:00Z')
const TAKEN = Date.parse('2026-01-05T12:00:00Z')

function file(
  fileNo: number,
  object: FilePlan['object'],
  vendor: FilePlan['vendor'],
  refs: Record<string, 'id' | 'name'>,
): FilePlan {
  const columns = Object.entries(refs).map(([field, refBy], index) => ({
    index,
    header: field,
    field,
    confidence: 1,
    refBy,
  }))
  return {
    fileNo,
    name: `${object}.csv`,
    object,
    confidence: 1,
    vendor,
    columns,
    key: ['id'],
    constants: {},
    label: '',
  }
}

let rows = 0

function row(
  object: ImportRecord['object'],
  fileNo: number,
  externalId: string,
  values: ImportRecord['values'],
): ImportRecord {
  return { object, fileNo, row: (rows += 1), externalId, values, custom: {}, hash: JSON.stringify(values) }
}

const plan: ImportPlan = {
  files: [
    file(0, 'deal', 'salesforce', { owner: 'id' }),
    file(1, 'dealHistory', 'salesforce', { deal: 'id' }),
    file(2, 'person', 'salesforce', {}),
    file(3, 'dealFieldHistory', 'salesforce', { deal: 'id' }),
  ],
  questions: [],
  stages: [
    { name: 'New', pipeline: null, kind: 'open', order: 1, probability: 0.1, confidence: 1, rows: 1 },
    { name: 'Won', pipeline: null, kind: 'won', order: 2, probability: 1, confidence: 1, rows: 1 },
    { name: 'Lost', pipeline: null, kind: 'lost', order: 3, probability: 0, confidence: 1, rows: 1 },
  ],
  notPersons: [],
  outcomeBy: 'stage',
  newestStamp: TAKEN,
  currency: 'EUR',
}

const at = (iso: string) => ({ at: Date.parse(iso) })
const records: Record<number, ImportRecord[]> = {
  0: [
    row('deal', 0, 'd1', {
      stage: 'Won',
      owner: 'u2',
      amount: { minor: 10_000 },
      closeDate: { date: '2025-12-20' },
      createdAt: at('2025-11-01T09:00:00Z'),
    }),
    row('deal', 0, 'd2', {
      stage: 'Lost',
      owner: 'u1',
      amount: { minor: 5_000 },
      closeDate: { date: '2025-12-31' },
      createdAt: at('2025-11-02T09:00:00Z'),
    }),
  ],
  1: [
    row('dealHistory', 1, 'h1', { deal: 'd1', at: at('2025-11-01T09:00:00Z'), stage: 'New', amount: { minor: 8_000 } }),
    row('dealHistory', 1, 'h2', {
      deal: 'd1',
      at: at('2025-12-21T09:00:00Z'),
      stage: 'Won',
      amount: { minor: 10_000 },
    }),
  ],
  2: [row('person', 2, 'u1', { name: 'Ana' }), row('person', 2, 'u2', { name: 'Bo' })],
  3: [
    row('dealFieldHistory', 3, 'f1', {
      deal: 'd1',
      at: at('2025-12-01T00:00:00Z'),
      field: 'Owner',
      oldValue: 'u1',
      newValue: 'u2',
    }),
  ],
}

test('an export with history gives the figures of any past instant, as it was and as known then', async () => {
  const orgId = await ensureOrg(db, { slug: 'main', name: 'Main', zone: 'Europe/Berlin', currency: 'EUR' }, RECORDED)
  const ctx: Ctx = { db, orgId, actor: { type: 'cli' }, recordedAt: RECORDED + 1000 }
  const result = await db.transaction().execute((tx) =>
    applyImport(tx, {
      orgId,
      importId: '0199b5b0-0000-7000-8000-000000000001',
      actorId: null,
      recordedAt: RECORDED,
      takenAt: TAKEN,
      zone: 'Europe/Berlin',
      currency: 'EUR',
      complete: false,
      plan,
      answers: {},
      read: async function* (fileOf) {
        yield { records: records[fileOf.fileNo]!, problems: [] }
      },
      cellsOf: async () => ({}),
      recordOf: async () => null,
      readMinor: () => null,
      onProgress: () => {},
    }),
  )
  expect(result.objects['deals']).toMatchObject({ new: 2, changed: 0 })
  expect(await reportDeals(ctx, { status: 'won', by: 'owner' })).toEqual([
    { key: 'u2', label: 'Bo', count: 1, amount: 100, currency: 'EUR' },
  ])
  expect(await reportDeals(ctx, { status: 'open', by: 'owner', asOf: '2025-11-15' })).toEqual([
    { key: 'u1', label: 'Ana', count: 2, amount: 130, currency: 'EUR' },
  ])
  const known = await listDealRows(ctx, { status: 'all', asOf: '2025-12-25', knownAt: '2025-12-10' })
  expect(
    known.map(({ externalId, status, stage, amount, ownerId }) => ({ externalId, status, stage, amount, ownerId })),
  ).toEqual([
    { externalId: 'd1', status: 'open', stage: 'New', amount: 80, ownerId: 'u2' },
    { externalId: 'd2', status: 'open', stage: null, amount: 50, ownerId: 'u1' },
  ])
})
