import { expect, it } from 'vitest'
import { testApp } from '../../../test/support/app.ts'
import { makeSales, tellDeal } from '../../../test/support/sales.ts'

const test = await testApp()

it('answers a burn-down of a team over HTTP', async () => {
  const sales = await makeSales(test.db)
  const north = await sales.team('North')
  const ana = await sales.person('Ana', north)
  const manager = await test.user(sales.orgId, 'admin')
  await tellDeal(sales, { owner: ana, created: '2025-10-01T09:00:00Z', amount: 100_00, won: '2025-11-05T09:00:00Z', close: '2025-11-05', name: 'Linde' })
  await tellDeal(sales, { owner: ana, created: '2025-10-01T09:00:00Z', amount: 40_00, close: '2025-11-28', name: 'Open one' })
  const api = test.client(manager)
  const scope = { kind: 'team', id: north } as const
  await api.settings.clock.set({ pin: '2025-11-14' })
  await api.settings.setGoal({ scope, metric: 'bookings', period: '2025-11', minor: 400_00, source: 'shared', from: 'correction' })
  await expect(api.sprint.burnDown({ scope, period: '2025-11', asOf: '2025-11-14' })).resolves.toMatchObject({
    label: 'North', booked: 100_00, remaining: 300_00, bookedShare: 0.25, openWeighted: 20_00, sellingDay: 10, sellingDays: 20,
    goal: { minor: 400_00, source: 'shared', computedFrom: null }, won: [{ name: 'Linde', owner: 'Ana', amount: 100_00 }],
  })
})
