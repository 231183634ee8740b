import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { isCurrent } from '#db/spans.ts'
import { testApp } from '../../../test/support/app.ts'
import { makeSales, tellDeal } from '../../../test/support/sales.ts'

const test = await testApp()

async function world() {
  const sales = await makeSales(test.db)
  const admin = await test.user(sales.orgId, 'admin')
  const api = test.client(admin)
  await api.settings.clock.set({ pin: '2025-11-14' })
  const north = await sales.team('North')
  const south = await sales.team('South')
  const mia = await sales.person('Mia', north)
  const ana = await sales.person('Ana', north)
  const bo = await sales.person('Bo', south)
  const person = async (id: string, asOf?: string, knownAt?: string) =>
    (await api.org.tree({ asOf, knownAt })).people.find((one) => one.id === id)
  const teamOf = async (id: string, asOf?: string, knownAt?: string) =>
    (await person(id, asOf, knownAt))?.membership?.teamId
  return { sales, api, admin, north, south, mia, ana, bo, person, teamOf }
}

it('a membership moves from a date; the days before stay as they were, and undo takes it back', async () => {
  const { api, north, south, ana, teamOf } = await world()
  const editId = randomUUID()
  const edits = [{ kind: 'membership', id: ana, since: '2025-11-10', patch: { teamId: south } }] as const
  await expect(api.org.edit({ editId, edits: [...edits] })).resolves.toEqual({ changes: 1 })
  expect(await api.org.edit({ editId, edits: [...edits] }), 'the same edit twice').toEqual({ changes: 0 })
  expect(await teamOf(ana)).toBe(south)
  expect(await teamOf(ana, '2025-11-09')).toBe(north)
  expect(await api.org.undo({ editId })).toEqual({ changes: 1 })
  expect(await teamOf(ana)).toBe(north)
  expect(await api.org.undo({ editId })).toEqual({ changes: 0 })
})

it('a correction was always so, and was not known then', async () => {
  const { api, north, south, ana, teamOf } = await world()
  await api.org.edit({
    editId: randomUUID(),
    edits: [{ kind: 'membership', id: ana, since: 'correction', patch: { teamId: south } }],
  })
  expect(await teamOf(ana, '2025-01-01')).toBe(south)
  expect(await teamOf(ana, '2025-11-01', '2025-11-01')).toBe(north)
})

it('circles in the manager line and in teams are refused by name, and nothing is written', async () => {
  const { api, north, south, mia, ana } = await world()
  const report = (id: string, managerId: string) =>
    api.org.edit({
      editId: randomUUID(),
      edits: [{ kind: 'membership', id, since: '2025-11-01', patch: { managerId } }],
    })
  await report(ana, mia)
  await expect(report(mia, ana)).rejects.toMatchObject({
    code: 'PRECONDITION_FAILED',
    message: expect.stringMatching(
      /circle from 2025-11-01: (Mia reports to Ana reports to Mia|Ana reports to Mia reports to Ana)/,
    ),
  })
  const below = (id: string, parentId: string) =>
    api.org.edit({ editId: randomUUID(), edits: [{ kind: 'team', id, since: '2025-11-01', patch: { parentId } }] })
  await below(north, south)
  await expect(below(south, north)).rejects.toThrow(/North below South|South below North/)
  const { teams } = await api.org.tree({})
  expect(teams.find(({ id }) => id === south)?.parentId).toBeNull()
})

it('teams are made, renamed, and closed only when nobody is left in them', async () => {
  const { api, north, south, ana, mia } = await world()
  const editId = randomUUID()
  await api.org.edit({
    editId,
    edits: [{ kind: 'team', since: '2025-11-01', patch: { name: 'West', parentId: south } }],
  })
  const west = (await api.org.tree({})).teams.find(({ name }) => name === 'West')
  expect(west).toMatchObject({ parentId: south })
  await api.org.edit({
    editId: randomUUID(),
    edits: [{ kind: 'team', id: north, since: '2025-11-05', patch: { name: 'Northern' } }],
  })
  expect((await api.org.tree({ asOf: '2025-11-04' })).teams.map(({ name }) => name)).toContain('North')
  const close = (edits: { id: string; teamId: string }[]) =>
    api.org.edit({
      editId: randomUUID(),
      edits: [
        ...edits.map(({ id, teamId }) => ({
          kind: 'membership' as const,
          id,
          since: '2025-11-10',
          patch: { teamId },
        })),
        { kind: 'team', id: north, since: '2025-11-10', patch: { deleted: true } },
      ],
    })
  await expect(close([{ id: ana, teamId: south }])).rejects.toThrow(/first move Mia/)
  await close([
    { id: ana, teamId: south },
    { id: mia, teamId: south },
  ])
  expect((await api.org.tree({})).teams.map(({ name }) => name)).toEqual(['South', 'West'])
  expect((await api.org.tree({ asOf: '2025-11-09' })).teams.map(({ name }) => name)).toContain('Northern')
  await api.org.undo({ editId })
  expect((await api.org.tree({})).teams.map(({ name }) => name)).toEqual(['South'])
})

it('a person is added with a first membership; not a person is no longer in the lists of people', async () => {
  const { api, north } = await world()
  await api.org.edit({
    editId: randomUUID(),
    edits: [
      {
        kind: 'person',
        since: '2025-11-03',
        patch: { name: 'Cem', email: 'cem@example.org' },
        membership: { teamId: north, discipline: 'ae', segment: 'smb' },
      },
    ],
  })
  const cem = (await api.org.tree({})).people.find(({ name }) => name === 'Cem')!
  expect(cem).toMatchObject({
    email: 'cem@example.org',
    notPerson: false,
    active: true,
    membership: { teamId: north, discipline: 'ae', segment: 'smb' },
  })
  expect((await api.settings.workspace()).scopes.map(({ name }) => name)).toContain('Cem')
  await api.org.edit({
    editId: randomUUID(),
    edits: [{ kind: 'person', id: cem.id, since: 'correction', patch: { notPerson: true } }],
  })
  const { scopes } = await api.settings.workspace()
  expect(scopes.map(({ name }) => name)).not.toContain('Cem')
})

it('the span counts who reports by the line, through the team where nobody is named', async () => {
  const { api, north, mia, ana, person } = await world()
  await api.org.edit({
    editId: randomUUID(),
    edits: [{ kind: 'team', id: north, since: '2025-11-01', patch: { managerId: mia } }],
  })
  expect(await person(mia)).toMatchObject({ span: 1 })
  expect((await person(ana))?.membership).toMatchObject({ managerId: null, lineManagerId: mia })
})

it('a leaver’s sign-in ends in the same step where that is asked, and not the own one', async () => {
  const { sales, api, admin, ana, bo, person } = await world()
  const login = await test.user(sales.orgId, 'rep', ana)
  const leaving = { editId: randomUUID(), personId: ana, lastDay: '2025-11-12', to: null }
  await test.user(sales.orgId, 'owner')
  await api.members.setPerson({ userId: admin.userId, personId: bo })
  await expect(api.org.leaver.leave({ ...leaving, personId: bo, endSignIn: true })).rejects.toMatchObject({
    code: 'PRECONDITION_FAILED',
  })
  expect(await person(bo), 'nothing was written').toMatchObject({ active: true })
  await api.org.leaver.leave({ ...leaving, endSignIn: true })
  await expect(test.client(login).session.me()).resolves.toMatchObject({ user: null })
  expect((await api.members.list()).members.find(({ userId }) => userId === login.userId)?.active).toBe(false)
  await api.org.undo({ editId: leaving.editId })
  expect((await person(ana))?.membership).not.toBeNull()
})

it('whoever leaves hands over the open book from the day after, and undo brings it all back', async () => {
  const { sales, api, ana, bo, mia, person } = await world()
  const open = async (amount: number | null, name: string) =>
    tellDeal(sales, { owner: ana, created: '2025-10-01T09:00:00Z', amount, close: '2025-12-01', name })
  const kolbe = await open(38_000_00, 'Kolbe')
  const ferro = await open(25_000_00, 'Ferro')
  const won = await tellDeal(sales, {
    owner: ana,
    created: '2025-10-01T09:00:00Z',
    amount: 10_00,
    won: '2025-11-05T09:00:00Z',
    close: '2025-11-05',
  })
  const book = await api.org.leaver.book({ personId: ana })
  expect(book).toMatchObject({ minor: 63_000_00, missing: [], accounts: 0, reports: [] })
  expect(book.deals.map(({ dealId }) => dealId)).toEqual([kolbe, ferro])
  const editId = randomUUID()
  const leaving = { editId, personId: ana, lastDay: '2025-11-12', to: bo, except: { [ferro]: mia } }
  await expect(api.org.leaver.leave({ ...leaving, to: ana })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  expect(await api.org.leaver.leave(leaving)).toEqual({ deals: 2, accounts: 0 })
  const owners = async () =>
    Object.fromEntries(
      (
        await test.db
          .selectFrom('deal_span')
          .select(['deal_id', 'owner_id'])
          .where('org_id', '=', sales.orgId)
          .where(isCurrent('deal_span'))
          .execute()
      ).map((row) => [row.deal_id, row.owner_id]),
    )
  expect(await owners()).toEqual({ [kolbe]: bo, [ferro]: mia, [won]: ana })
  expect(await person(ana)).toMatchObject({ active: false, membership: null })
  expect((await person(ana, '2025-11-12'))?.membership).not.toBeNull()
  await api.org.undo({ editId })
  expect(await owners()).toEqual({ [kolbe]: ana, [ferro]: ana, [won]: ana })
  expect((await person(ana))?.membership).not.toBeNull()
})

it('reading the memberships of a person is logged for that person; an edit of others cannot be undone', async () => {
  const { sales, api, ana, south } = await world()
  const rep = await test.user(sales.orgId, 'rep', ana)
  await api.org.history({ personId: ana })
  const { views } = await test.client(rep).members.views.mine({})
  expect(views.map(({ surface }) => surface)).toContain('drawer')
  const editId = randomUUID()
  await api.org.edit({
    editId,
    edits: [{ kind: 'membership', id: ana, since: '2025-11-01', patch: { teamId: south } }],
  })
  const other = test.client(await test.user(sales.orgId, 'owner'))
  await expect(other.org.undo({ editId })).rejects.toMatchObject({ code: 'NOT_FOUND' })
})
