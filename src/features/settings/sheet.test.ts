import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { testApp } from '../../../test/support/app.ts'
import { makeSales, tellDeal } from '../../../test/support/sales.ts'

const test = await testApp()

async function world() {
  const sales = await makeSales(test.db)
  const admin = await test.user(sales.orgId, 'admin')
  const api = test.client(admin)
  await api.settings.clock.set({ pin: '2025-11-14' })
  const north = await sales.team('North')
  const ana = await sales.person('Ana', north)
  const bo = await sales.person('Bo', north)
  const edit = (edits: Parameters<typeof api.settings.edit>[0]['edits'], editId = randomUUID()) =>
    api.settings.edit({ editId, edits }).then(() => editId)
  return { sales, api, north, ana, bo, edit }
}

it('many goals are set at once, add up per team, and are taken back as one', async () => {
  const { api, north, ana, bo } = await world()
  const goal = (id: string, period: string, minor: number | null) =>
    ({ scope: { kind: 'person', id }, period, minor, source: 'quota', from: 'correction' }) as const
  const team = {
    scope: { kind: 'team', id: north },
    period: '2025-11',
    minor: 100,
    source: 'shared',
    from: 'correction',
  } as const
  await api.settings.setGoals({
    editId: randomUUID(),
    goals: [goal(ana, '2025-11', 40), goal(bo, '2025-11', 70), team],
  })
  const editId = randomUUID()
  await api.settings.setGoals({ editId, goals: [goal(ana, '2025-12', 50), goal(bo, '2025-11', null)] })
  const cells = async (label: string) => {
    const { periods, rows } = await api.settings.sheet({ year: '2025', unit: 'month' })
    const row = rows.find((one) => one.label === label)!
    return Object.fromEntries(['2025-11', '2025-12'].map((period) => [period, row.cells[periods.indexOf(period)]]))
  }
  expect(await cells('Ana')).toEqual({
    '2025-11': { own: 40, sum: null, source: 'quota' },
    '2025-12': { own: 50, sum: null, source: 'quota' },
  })
  expect((await cells('Bo'))['2025-11']).toMatchObject({ own: null })
  expect((await cells('North'))['2025-11']).toEqual({ own: 100, sum: 40, source: 'shared' })
  const figure = { kind: 'goal-sum', of: { scope: `team:${north}`, period: '2025-11' } }
  expect(await api.receipts.get({ figure })).toMatchObject({
    value: { minor: 40 },
    parts: [{ value: { minor: 100 } }],
    window: { from: '2025-11-01', to: '2025-11-30' },
  })
  await api.org.undo({ editId })
  expect((await cells('North'))['2025-11']).toEqual({ own: 100, sum: 110, source: 'shared' })
  expect((await cells('Ana'))['2025-12']).toMatchObject({ own: null })
})

it('holidays, leave and rates are edited, corrected and taken back', async () => {
  const { api, ana, edit } = await world()
  await edit([
    {
      kind: 'calendar',
      since: 'correction',
      patch: {
        name: 'Bavaria',
        weekend: [6, 7],
        holidays: [{ date: '2025-11-01', name: 'All Saints' }],
        default: true,
      },
    },
  ])
  const { calendars } = await api.settings.calendars()
  expect(calendars.filter((one) => one.default).map(({ name }) => name)).toEqual(['Bavaria'])
  await edit([{ kind: 'leave', since: 'correction', patch: { personId: ana, from: '2025-11-17', to: '2025-11-21' } }])
  const [leave] = (await api.settings.calendars()).leave
  expect(leave).toMatchObject({ name: 'Ana', from: '2025-11-17', to: '2025-11-21' })
  await edit([{ kind: 'leave', id: leave!.id, since: 'correction', patch: { deleted: true } }])
  expect((await api.settings.calendars()).leave).toEqual([])
  const rate = (text: string) =>
    ({
      kind: 'rate',
      since: 'correction',
      patch: { currency: 'USD', kind: 'plan', date: '2025-01-01', rate: text },
    }) as const
  await edit([rate('0.9')])
  const editId = await edit([rate('0.95')])
  const rates = async () => (await api.settings.rates()).rates.map((one) => one.rate)
  expect(await rates()).toEqual(['0.95'])
  await api.org.undo({ editId })
  expect(await rates()).toEqual(['0.9'])
  await expect(
    edit([
      { kind: 'rate', since: 'correction', patch: { currency: 'EUR', kind: 'plan', date: '2025-01-01', rate: '1' } },
    ]),
  ).rejects.toThrow(/own currency/)
})

it('the accepted stage moves, with the win rate from each stage beside it', async () => {
  const { sales, api, ana, edit } = await world()
  const deal = (end: { won?: string; lost?: string }) =>
    tellDeal(sales, { owner: ana, created: '2025-10-01T09:00:00Z', amount: 10_00, ...end })
  await deal({ won: '2025-11-05T09:00:00Z' })
  await deal({ lost: '2025-11-06T09:00:00Z' })
  const pipeline = async () => (await api.settings.pipelines()).pipelines[0]!
  const { id: pipelineId, stages } = await pipeline()
  expect(stages.map(({ name, accepted, wonFrom }) => [name, accepted, wonFrom])).toEqual([
    ['open', true, { won: 1, decided: 2 }],
    ['won', false, null],
    ['lost', false, null],
  ])
  const editId = await edit([
    { kind: 'stage', since: '2025-11-01', patch: { pipelineId, name: 'Offer', kind: 'open', accepted: true } },
  ])
  const after = await pipeline()
  expect(after.stages.find(({ name }) => name === 'Offer')).toMatchObject({
    order: 4,
    accepted: true,
    wonFrom: { won: 0, decided: 0 },
  })
  expect(after.stages.filter((stage) => stage.accepted)).toHaveLength(1)
  await api.org.undo({ editId })
  expect((await pipeline()).stages.find(({ name }) => name === 'open')).toMatchObject({ accepted: true })
})

it('a preset is dated, a switch overrides it, and null gives it back', async () => {
  const { api, edit } = await world()
  await edit([{ kind: 'setting', since: '2025-11-10', patch: { preset: 'enterprise', wallAmounts: true } }])
  const stored = async () => (await api.settings.policy()).stored
  expect(await stored()).toMatchObject({ preset: 'enterprise', wallAmounts: true })
  await edit([{ kind: 'setting', since: '2025-11-11', patch: { wallAmounts: null } }])
  expect(await stored()).toMatchObject({ preset: 'enterprise', wallAmounts: null })
  await expect(api.settings.workspace()).resolves.toBeDefined()
  await expect(edit([{ kind: 'setting', since: '2025-11-11', patch: { wallAmount: true } }])).rejects.toMatchObject({
    code: 'BAD_REQUEST',
  })
  const { rows } = await api.settings.audit({ kind: 'setting' })
  expect(rows[0]).toMatchObject({ by: 'The admin', validFrom: '2025-11-11', patch: { wallAmounts: null } })
})
