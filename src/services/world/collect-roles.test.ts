import { expect, test } from 'vitest'
import { readDocument } from '../../domain/world/read-document.ts'
import { testDatabase } from '../../../test/support/database.ts'
import { applyDocument } from './apply-document.ts'
import { showDocument } from './show-document.ts'

const { db } = await testDatabase()
const NOW = Date.parse('2017-06-01T08:00:00Z')
const org = { slug: 'acme', name: 'Acme', zone: 'Europe/Berlin', currency: 'EUR' }
const rising = [
  { week: 4, share: 0.25 },
  { week: 26, share: 1 },
]
const said = {
  roles: [
    { discipline: 'ae', metrics: ['bookings', 'win-rate'] },
    { discipline: 'ae', metrics: ['win-rate'], from: '2017-02-01' },
    { discipline: 'ae', segment: 'enterprise', metrics: ['bookings'] },
  ],
  ramps: [
    { discipline: 'ae', metric: 'bookings', points: rising },
    { discipline: 'ae', metric: 'bookings', points: [{ week: 12, share: 1 }], fittedFrom: 7, from: '2017-02-01' },
  ],
}

function apply(document: object) {
  const ctx = { db, orgId: null, actor: { type: 'cli' as const }, recordedAt: NOW }
  return applyDocument(ctx, readDocument({ org, ...document }))
}

test('roles and ramps are shown as they were said, and what is so already writes nothing', async () => {
  const { orgId } = await apply(said)
  const shown = await showDocument({ db, orgId, actor: { type: 'cli' }, recordedAt: NOW }, {})
  expect({ roles: shown.roles, ramps: shown.ramps }).toEqual(said)
  expect((await apply({ roles: shown.roles, ramps: shown.ramps })).changes).toEqual({})
  expect(
    (await apply({ ramps: [{ discipline: 'ae', metric: 'bookings', deleted: true, from: '2017-05-01' }] })).changes,
  ).toEqual({ ramp: expect.anything() })
})

test.each([
  ['no metric', { roles: [{ discipline: 'ae', metrics: ['charm'] }] }, /roles\[0\]\.metrics\[0\] "charm" is no metric/],
  ['no points', { ramps: [{ discipline: 'sdr', metric: 'connects' }] }, /ramps\[0\]\.points is missing/],
  [
    'a curve that ends before full',
    { ramps: [{ discipline: 'sdr', metric: 'connects', points: [{ week: 1, share: 0.5 }] }] },
    /ramps\[0\]\.points.*The last point is 100 %/,
  ],
])('%s is refused', async (_, document, problem) => {
  await expect(async () => apply(document)).rejects.toThrow(problem)
})
