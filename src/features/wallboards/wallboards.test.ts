import { beforeAll, describe, expect, it } from 'vitest'
import type { BoardConfig } from '#domain/wallboard.ts'
import { instantText } from '#domain/instant.ts'
import { realNow } from '#platform/clock/now.ts'
import { deriveKey, loadRootSecret } from '#platform/crypto/data-key.ts'
import { newId } from '#platform/ids.ts'
import { openScreen } from '#services/wallboards/open-screen.ts'
import { type TestUser, testApp } from '../../../test/support/app.ts'
import { makeSales, type Sales, tellDeal } from '../../../test/support/sales.ts'

const test = await testApp()
const company = { kind: 'company', id: 'all' } as const
const burnDownBoard: BoardConfig = {
  title: 'Floor',
  percentOnly: false,
  rotationSeconds: 20,
  pages: [{ kind: 'burn-down', scope: company, period: 'month' }],
}

interface Floor {
  readonly sales: Sales
  readonly north: string
  readonly ana: string
  readonly admin: TestUser
  readonly lead: TestUser
}

/** Two teams, a goal each, one win this morning by the pinned clock. */
async function makeFloor(preset = 'scrum'): Promise<Floor> {
  const sales = await makeSales(test.db, { preset })
  const north = await sales.team('North', { office: 'Berlin' })
  const south = await sales.team('South', { office: 'Rome' })
  const ana = await sales.person('Ana', north)
  await sales.person('Bo', north)
  const cy = await sales.person('Cy', south)
  const admin = await test.user(sales.orgId, 'admin')
  const lead = await test.user(sales.orgId, 'lead', ana)
  await tellDeal(sales, {
    owner: ana,
    created: '2025-10-01T09:00:00Z',
    amount: 777_31,
    won: '2025-11-14T08:00:00Z',
    close: '2025-11-14',
    name: 'Linde',
  })
  await tellDeal(sales, {
    owner: cy,
    created: '2025-10-01T09:00:00Z',
    amount: 333_17,
    won: '2025-11-03T08:00:00Z',
    close: '2025-11-03',
    name: 'Old one',
  })
  await test.client(admin).settings.clock.set({ pin: '2025-11-14' })
  for (const [id, minor] of [
    [north, 1000_00],
    [south, 500_00],
  ] as const) {
    const scope = { kind: 'team', id } as const
    await test
      .client(admin)
      .settings.setGoal({ scope, metric: 'bookings', period: '2025-11', minor, source: 'shared', from: 'correction' })
  }
  return { sales, north, ana, admin, lead }
}

describe('a wallboard', () => {
  let floor: Floor
  beforeAll(async () => {
    floor = await makeFloor()
  })

  it('shows teams by name and the whole last, the wins of the last day, and who may know the amounts', async () => {
    const api = test.client(floor.admin)
    const bars = { kind: 'bars', scope: company, by: 'team', period: 'month' } as const
    const { id } = await api.wallboards.create({ ...burnDownBoard, pages: [bars, ...burnDownBoard.pages] })
    const wall = await api.wallboards.preview({ id })
    const [teams, burnDown] = wall.pages
    if (teams?.kind !== 'bars' || burnDown?.kind !== 'burn-down') throw new Error('two kinds of pages')
    expect(teams.rows.map(({ label, booked, goal }) => [label, booked, goal])).toEqual([
      ['North', 777_31, 1000_00],
      ['South', 333_17, 500_00],
      [expect.stringContaining('Org'), 1110_48, 1500_00],
    ])
    expect(teams).toMatchObject({ title: 'November 2025', sellingDay: 10, sellingDays: 20, pace: 0.5 })
    expect(burnDown.unit).toBe('minor')
    expect(wall.justWon).toEqual([expect.objectContaining({ name: 'Linde', owner: 'Ana', amount: 777_31 })])
    expect(wall).toMatchObject({ place: 'Berlin', pinned: true, dataAt: Date.parse('2026-01-01T00:00:00Z') })
  })

  it('has no amount anywhere in a percent-only answer', async () => {
    const api = test.client(floor.admin)
    const pages: BoardConfig['pages'] = [
      { kind: 'bars', scope: company, by: 'team', period: 'month' },
      { kind: 'bars', scope: company, by: 'office', period: 'quarter' },
      { kind: 'burn-down', scope: { kind: 'team', id: floor.north }, period: 'month' },
    ]
    const { id } = await api.wallboards.create({ ...burnDownBoard, pages: [...pages], percentOnly: true })
    const wall = await api.wallboards.preview({ id })
    const [bars, , burnDown] = wall.pages
    if (bars?.kind !== 'bars' || burnDown?.kind !== 'burn-down') throw new Error('two kinds of pages')
    expect(bars.rows[0]).toMatchObject({ bookedShare: 0.77731, booked: null, goal: null, lands: null })
    expect(burnDown.unit).toBe('share')
    expect(burnDown.days.find(({ date }) => date === '2025-11-13')?.remaining).toBe(1)
    const { asOf: _, dataAt: __, boardId: ___, cursor: ____, ...shown } = wall
    for (const number of numbersIn({ ...shown, justWon: shown.justWon.map(({ knownAt: _at, ...won }) => won) })) {
      expect(Math.abs(number)).toBeLessThan(200)
    }
    expect(wall.justWon[0]).toMatchObject({ name: 'Linde', amount: null })
  })

  it('of the enterprise preset shows no amounts and takes no named bars; a lead names the own team only', async () => {
    const strict = await makeFloor('enterprise')
    const person = (id: string): BoardConfig => ({
      ...burnDownBoard,
      pages: [{ kind: 'bars', scope: { kind: 'team', id }, by: 'person', period: 'month' }],
    })
    const create = (user: TestUser, config: BoardConfig) =>
      test.client(user).wallboards.create({ ...config, pages: [...config.pages] })
    await expect(create(strict.lead, person(strict.north))).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const { id } = await create(strict.admin, burnDownBoard)
    await expect(test.client(strict.admin).wallboards.preview({ id })).resolves.toMatchObject({ percentOnly: true })

    const south = (await test.client(floor.admin).settings.workspace()).scopes.find(({ name }) => name === 'South')!
      .scope.id
    await expect(create(floor.lead, person(south))).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const own = await create(floor.lead, person(floor.north))
    const labels = async () => {
      const [bars] = (await test.client(floor.lead).wallboards.preview({ id: own.id })).pages
      return bars?.kind === 'bars' && bars.rows.map((row) => row.label)
    }
    expect(await labels(), 'nobody has agreed yet').toEqual(['North'])
    await test.client(floor.lead).me.consent({ question: 'wallPersonBars', agreed: true })
    expect(await labels()).toEqual(['Ana', 'North'])
    await test.client(floor.lead).me.consent({ question: 'wallPersonBars', agreed: false })
    expect(await labels()).toEqual(['North'])
    const all: BoardConfig = {
      ...burnDownBoard,
      pages: [{ kind: 'bars', scope: company, by: 'person', period: 'month' }],
    }
    await expect(create(floor.admin, all)).rejects.toMatchObject({ code: 'BAD_REQUEST' })

    await floor.sales.tell([
      { kind: 'setting', id: floor.sales.orgId, valid: '2025-11-14T00:00:00Z', patch: { wallPersonBars: 'off' } },
    ])
    await expect(test.client(floor.admin).wallboards.update(own)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await test.client(floor.admin).settings.clock.set({ pin: '2025-11-14' })
    const [after] = (await test.client(floor.lead).wallboards.preview({ id: own.id })).pages
    expect(after?.kind === 'bars' && after.rows.map((row) => row.label)).toEqual(['North'])
  })
})

describe('a screen', () => {
  let floor: Floor
  let boardId: string
  beforeAll(async () => {
    floor = await makeFloor()
    boardId = (await test.client(floor.admin).wallboards.create({ ...burnDownBoard, pages: [...burnDownBoard.pages] }))
      .id
  })
  const tv = () => test.client().wallboards.wall

  async function pair(): Promise<{ screenToken: string; id: string }> {
    const { code, deviceToken } = await tv().requestCode()
    await expect(tv().pairing({ deviceToken })).resolves.toEqual({ state: 'waiting' })
    const { id } = await test.client(floor.lead).wallboards.pair({ boardId, code, name: 'Kitchen' })
    const paired = await tv().pairing({ deviceToken })
    if (paired.state !== 'paired') throw new Error(paired.state)
    await expect(tv().pairing({ deviceToken })).resolves.toEqual({ state: 'expired' })
    return { screenToken: paired.screenToken, id }
  }

  it('is paired by code, keeps its token as a hash, and goes dark when it is revoked', async () => {
    const { screenToken, id } = await pair()
    expect(Buffer.from(screenToken, 'base64url').length).toBeGreaterThanOrEqual(48)
    await expect(tv().board({ screenToken })).resolves.toMatchObject({ boardId, title: 'Floor' })
    const { rows } = await test.pool.query(
      'select to_jsonb(s)::text as row from wall_screen s where org_id = $1 and id = $2',
      [floor.sales.orgId, id],
    )
    expect(rows[0].row).not.toContain(screenToken)
    await test.client(floor.admin).wallboards.revokeScreen({ screenId: id })
    await expect(tv().board({ screenToken })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(test.app.server.screenCtx(screenToken)).resolves.toBeNull()
  })

  it('goes on after the server was started anew', async () => {
    const { screenToken } = await pair()
    // all that a new process has: the database and the secret in the data directory
    const wallKey = deriveKey(await loadRootSecret(test.app.server.dataDir, null), 'wallboard-screens')
    await expect(openScreen({ db: test.db, wallKey }, screenToken, realNow())).resolves.toMatchObject({ boardId })
    const otherKey = deriveKey('another secret of thirty-two letters', 'wallboard-screens')
    await expect(openScreen({ db: test.db, wallKey: otherKey }, screenToken, realNow())).resolves.toBeNull()
  })

  it('lives 90 days after its last use', async () => {
    const { url, screen } = await test.client(floor.lead).wallboards.link({ boardId, name: 'Door' })
    const screenToken = new URL(url).hash.slice(1)
    expect(new URL(url).pathname).toBe('/wall')
    const expiry = async () =>
      (await test.client(floor.admin).wallboards.list()).boards
        .flatMap((board) => board.screens)
        .find(({ id }) => id === screen.id)!
    const endsIn = (ms: number) =>
      test.db
        .updateTable('wall_screen')
        .set({ expires_at: instantText(realNow() + ms) })
        .where('org_id', '=', floor.sales.orgId)
        .where('id', '=', screen.id)
        .execute()
    await endsIn(60_000)
    await tv().board({ screenToken })
    const renewed = await expiry()
    expect(renewed.expiresAt - renewed.lastSeenAt!).toBe(90 * 24 * 3600_000)
    await endsIn(-1)
    await expect(tv().board({ screenToken })).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  it('opens nothing with a token that was changed, even to name another organisation', async () => {
    const { url } = await test.client(floor.lead).wallboards.link({ boardId, name: 'Hall' })
    const token = new URL(url).hash.slice(1)
    const bytes = Buffer.from(token, 'base64url')
    const other = Buffer.from((await makeFloor()).sales.orgId.replaceAll('-', ''), 'hex')
    const forged = [
      Buffer.concat([other, bytes.subarray(16)]),
      Buffer.concat([bytes.subarray(0, -1), Buffer.of(bytes.at(-1)! ^ 1)]),
    ]
    for (const wrong of [...forged.map((one) => one.toString('base64url')), 'A'.repeat(86), `${token}AA`]) {
      await expect(tv().board({ screenToken: wrong })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    }
    await expect(tv().board({ screenToken: token })).resolves.toMatchObject({ boardId })
  })

  it('of one organisation cannot be touched from another', async () => {
    const stranger = await makeFloor()
    const { id } = await pair()
    const api = test.client(stranger.admin)
    await expect(api.wallboards.revokeScreen({ screenId: id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(api.wallboards.remove({ id: boardId })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(api.wallboards.preview({ id: boardId })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const { code } = await tv().requestCode()
    await expect(api.wallboards.pair({ boardId, code, name: 'Mine' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('gets no board by an expired code, and guessing is cut off', async () => {
    const { code, deviceToken } = await tv().requestCode()
    await test.db
      .updateTable('pairing_code')
      .set({ expires_at: instantText(realNow() - 1) })
      .where('code', '=', code)
      .execute()
    const guesser = await test.user(floor.sales.orgId, 'lead', floor.ana)
    const api = test.client(guesser)
    await expect(api.wallboards.pair({ boardId, code, name: 'TV' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(tv().pairing({ deviceToken })).resolves.toEqual({ state: 'expired' })
    const live = await tv().requestCode()
    for (let guess = 1; guess < 10; guess += 1) {
      const wrong = String((Number(live.code) + guess) % 1_000_000).padStart(6, '0')
      await expect(api.wallboards.pair({ boardId, code: wrong, name: 'TV' })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      })
    }
    await expect(api.wallboards.pair({ boardId, code: live.code, name: 'TV' })).rejects.toMatchObject({
      code: 'TOO_MANY_REQUESTS',
    })
    const { boards } = await test.client(floor.admin).wallboards.list()
    expect(boards.flatMap((board) => board.screens).filter(({ name }) => name === 'TV')).toEqual([])
  })

  it('goes dark with its board', async () => {
    const api = test.client(floor.admin)
    const { id } = await api.wallboards.create({ ...burnDownBoard, pages: [...burnDownBoard.pages] })
    const { url } = await api.wallboards.link({ boardId: id, name: newId() })
    await expect(api.wallboards.remove({ id })).resolves.toEqual({ revoked: 1 })
    await expect(tv().board({ screenToken: new URL(url).hash.slice(1) })).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })
})

function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(numbersIn)
}
