import { expect, test } from 'vitest'
import { createDeal } from '../deals/edit-deal.ts'
import { testDatabase } from '../../../test/support/database.ts'
import { makeSales, tellDeal } from '../../../test/support/sales.ts'
import { readFigureRows } from './read-figures.ts'
import { readMetricRows } from './read-rows.ts'

const { db } = await testDatabase()
const sales = await makeSales(db)
const north = await sales.team('North')
const rep = await sales.person('Ann', north)
const other = await sales.person('Bo', await sales.team('Harbour', { parentId: north }))
await tellDeal(sales, { owner: rep, created: '2026-01-05T09:00:00Z', won: '2026-01-20T09:00:00Z', amount: 100 })
const ctx = {
  db,
  orgId: sales.orgId,
  actor: { type: 'cli' },
  recordedAt: Date.parse('2026-02-01T00:00:00Z'),
} as const
const read = (by: string[], filters: string[] = []) =>
  readFigureRows(ctx, { metrics: ['deals-won'], by, filters, window: '2026-01', asOf: '2026-01-31' })

test('time alone splits the company, and stands first or second of a pair', async () => {
  const weeks = await read(['week'])
  expect(weeks.map(({ subjectKind, dimension, value }) => [subjectKind, dimension, value])).toContainEqual([
    'company',
    '2026-W04',
    1,
  ])
  expect(await read(['week', 'person'])).toEqual(await read(['person', 'week']))
})

test('a pod is a team without those below it', async () => {
  await tellDeal(sales, { owner: other, created: '2026-01-06T09:00:00Z', won: '2026-01-21T09:00:00Z', amount: 100 })
  const of = async (by: string) =>
    (await read([by]))
      .map(({ subject, value }) => [subject, value])
      .toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1))
  expect(await of('team')).toEqual([
    ['Harbour', 1],
    ['North', 2],
  ])
  expect(await of('pod')).toEqual([
    ['Harbour', 1],
    ['North', 1],
  ])
})

test('a field that some deal has splits and filters; another one is refused with what there is', async () => {
  await createDeal(ctx, { name: 'North', ownerId: rep })
  await expect(read(['group'])).rejects.toMatchObject({
    code: 'invalid',
    message: expect.stringContaining('as a team'),
  })
  await expect(read(['company'], ['shape=round'])).rejects.toMatchObject({ code: 'invalid' })
  await expect(readMetricRows(ctx, { metric: 'deals-won', subject: 'shape=round' })).rejects.toMatchObject({
    message: expect.stringMatching(/no field|such a field/),
  })
})

test('a mix without its parts is refused, naming them', async () => {
  const mix = readFigureRows(ctx, { metrics: ['meeting-mix'], by: ['person'], asOf: '2026-01-31' })
  await expect(mix).rejects.toMatchObject({ code: 'invalid', message: expect.stringContaining('person,type') })
})
