import { beforeAll, describe, expect, it } from 'vitest'
import { realNow } from '#platform/clock/now.ts'
import { newId } from '#platform/ids.ts'
import { ORIGIN, PASSWORD, type TestUser, testApp } from '../../../test/support/app.ts'

const test = await testApp()
const tokenOf = (url: string) => new URL(url).hash.slice(1)
const refused = (code: string) => expect.objectContaining({ code })

let orgId: string
let owner: TestUser
let admin: TestUser
beforeAll(async () => {
  orgId = await test.org('Acme')
  owner = await test.user(orgId, 'owner')
  admin = await test.user(orgId, 'admin')
})

const levelOf = async (userId: string) =>
  (await test.client(owner).members.list()).members.find((member) => member.userId === userId)?.level

describe('an invitation', () => {
  it('lets its holder in once, with the level and person it names, whatever else the holder says', async () => {
    const personId = newId()
    const { url } = await test.client(admin).members.invite({ email: 'New@Example.org', level: 'lead', personId })
    expect(url.startsWith(`${ORIGIN}/join#`)).toBe(true)
    const token = tokenOf(url)
    await expect(test.client().session.link({ token })).resolves.toMatchObject({
      purpose: 'invite',
      email: 'new@example.org',
    })
    const input = { token, name: 'New', password: PASSWORD, level: 'owner', email: 'other@example.org' }
    const { userId } = await test.client().session.acceptInvite(input)
    const { members } = await test.client(owner).members.list()
    expect(members.find((member) => member.userId === userId)).toMatchObject({
      email: 'new@example.org',
      level: 'lead',
      personId,
      active: true,
    })
    await expect(test.client().session.acceptInvite(input)).rejects.toEqual(refused('NOT_FOUND'))
    await expect(test.client(admin).members.invite({ email: 'new@example.org', level: 'rep' })).rejects.toEqual(
      refused('CONFLICT'),
    )
  })

  it('is used by one of two who come at the same time', async () => {
    const { url } = await test.client(admin).members.invite({ email: 'race@example.org', level: 'rep' })
    const join = () => test.client().session.acceptInvite({ token: tokenOf(url), name: 'R', password: PASSWORD })
    const results = await Promise.allSettled([join(), join(), join()])
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  it('expires, and serves no other purpose', async () => {
    const { url } = await test.client(admin).members.invite({ email: 'late@example.org', level: 'rep' })
    const token = tokenOf(url)
    await expect(test.client().session.acceptReset({ token, password: PASSWORD })).rejects.toEqual(refused('NOT_FOUND'))
    await expect(
      test.client().session.firstUser({ token, email: 'x@example.org', name: 'X', password: PASSWORD }),
    ).rejects.toEqual(refused('NOT_FOUND'))
    await test.db
      .updateTable('one_time_link')
      .set({ expires_at: new Date(realNow() - 1).toISOString() })
      .where('email', '=', 'late@example.org')
      .execute()
    await expect(test.client().session.acceptInvite({ token, name: 'L', password: PASSWORD })).rejects.toEqual(
      refused('NOT_FOUND'),
    )
  })

  it('asks for a password of twelve characters', async () => {
    const { url } = await test.client(admin).members.invite({ email: 'short@example.org', level: 'rep' })
    await expect(
      test.client().session.acceptInvite({ token: tokenOf(url), name: 'S', password: 'elevenchars' }),
    ).rejects.toEqual(refused('BAD_REQUEST'))
  })
})

describe('a reset link', () => {
  it('sets the password, ends the sessions there were, and works once', async () => {
    const user = await test.user(orgId, 'rep')
    const { url } = await test.client(admin).members.reset({ userId: user.userId })
    const input = { token: tokenOf(url), password: 'another horse battery' }
    await test.client().session.acceptReset(input)
    await expect(test.client(user).session.me()).resolves.toMatchObject({ user: null })
    await expect(test.client().session.signIn({ email: user.email, password: PASSWORD })).rejects.toEqual(
      refused('BAD_REQUEST'),
    )
    await expect(test.client().session.signIn({ email: user.email, password: input.password })).resolves.toEqual({
      userId: user.userId,
    })
    await expect(test.client().session.acceptReset(input)).rejects.toEqual(refused('NOT_FOUND'))
  })
})

describe('access levels', () => {
  it('an admin changes everybody but owners, and makes none', async () => {
    const user = await test.user(orgId, 'rep')
    await test.client(admin).members.setLevel({ userId: user.userId, level: 'manager' })
    expect(await levelOf(user.userId)).toBe('manager')
    const asAdmin = test.client(admin).members
    await expect(asAdmin.setLevel({ userId: user.userId, level: 'owner' })).rejects.toEqual(refused('FORBIDDEN'))
    await expect(asAdmin.setLevel({ userId: owner.userId, level: 'rep' })).rejects.toEqual(refused('FORBIDDEN'))
    await expect(asAdmin.reset({ userId: owner.userId })).rejects.toEqual(refused('FORBIDDEN'))
    await expect(asAdmin.deactivate({ userId: owner.userId })).rejects.toEqual(refused('FORBIDDEN'))
    await expect(asAdmin.invite({ email: 'boss@example.org', level: 'owner' })).rejects.toEqual(refused('FORBIDDEN'))
  })

  it('take effect on a session that is open', async () => {
    const user = await test.user(orgId, 'admin')
    await test.client(user).members.list()
    await test.client(owner).members.setLevel({ userId: user.userId, level: 'rep' })
    await expect(test.client(user).members.list()).rejects.toEqual(refused('FORBIDDEN'))
  })

  it('leave an owner, even when two owners demote each other at once', async () => {
    const org = await test.org('Two owners')
    const [one, two] = [await test.user(org, 'owner'), await test.user(org, 'owner')]
    const demote = (who: TestUser, whom: TestUser) =>
      test.client(who).members.setLevel({ userId: whom.userId, level: 'rep' })
    const results = await Promise.allSettled([demote(one, two), demote(two, one)])
    expect(results.filter(({ status }) => status === 'fulfilled').length).toBeLessThanOrEqual(1)
    const { rows } = await test.pool.query(`select 1 from member where org_id = $1 and level = 'owner' and active`, [
      org,
    ])
    expect(rows.length).toBeGreaterThanOrEqual(1)
    const last = rows.length === 1 ? await test.client(one).session.me() : null
    if (last?.user?.level === 'owner') {
      await expect(test.client(one).members.setLevel({ userId: one.userId, level: 'rep' })).rejects.toEqual(
        refused('PRECONDITION_FAILED'),
      )
    }
  })

  it('are written into the ledger with who did it, and without names', async () => {
    const user = await test.user(orgId, 'rep')
    await test.client(owner).members.setLevel({ userId: user.userId, level: 'lead' })
    const { rows } = await test.pool.query<{ patch: unknown; actor_id: string | null }>(
      `select patch, actor_id from change where org_id = $1 and kind = 'member' and entity_id = $2 order by id`,
      [orgId, user.userId],
    )
    expect(rows).toEqual([
      { patch: { level: 'rep', personId: null, active: true }, actor_id: null },
      { patch: { level: 'lead' }, actor_id: owner.userId },
    ])
  })
})

describe('ending access', () => {
  it('ends sessions and API keys at once, and another sign-in too', async () => {
    const user = await test.user(orgId, 'manager')
    const { key } = await test.client(user).members.apiKeys.create({ name: 'mine' })
    const byKey = () =>
      test.request('/api/v1/session', { headers: { 'x-api-key': key } }).then((response) => response.json())
    expect(await byKey()).toMatchObject({ user: { userId: user.userId, level: 'manager' } })
    await test.client(admin).members.deactivate({ userId: user.userId })
    expect(await byKey()).toMatchObject({ user: null })
    await expect(test.client(user).session.me()).resolves.toMatchObject({ user: null })
    await expect(test.client().session.signIn({ email: user.email, password: PASSWORD })).rejects.toEqual(
      refused('BAD_REQUEST'),
    )
  })

  it('can be taken back: the password holds, the old sessions do not', async () => {
    const user = await test.user(orgId, 'lead')
    await test.client(admin).members.deactivate({ userId: user.userId })
    await test.client(admin).members.reactivate({ userId: user.userId })
    await expect(test.client(user).session.me()).resolves.toMatchObject({ user: null })
    await test.client().session.signIn({ email: user.email, password: PASSWORD })
    expect(await levelOf(user.userId)).toBe('lead')
  })

  it('is refused to oneself', async () => {
    await expect(test.client(admin).members.deactivate({ userId: admin.userId })).rejects.toEqual(
      refused('PRECONDITION_FAILED'),
    )
  })
})

describe('API keys', () => {
  it('are seen and revoked by their user and by administrators only', async () => {
    const user = await test.user(orgId, 'rep')
    const other = await test.user(orgId, 'manager')
    const { id, key } = await test.client(user).members.apiKeys.create({ name: 'mine', expiresInDays: 30 })
    const listed = async (as: TestUser) =>
      (await test.client(as).members.apiKeys.list()).keys.filter((one) => one.id === id)
    expect(await listed(user)).toEqual([
      expect.objectContaining({ name: 'mine', start: key.slice(0, 8), userId: user.userId }),
    ])
    expect(await listed(admin)).toHaveLength(1)
    expect(await listed(other)).toEqual([])
    await expect(test.client(other).members.apiKeys.revoke({ keyId: id })).rejects.toEqual(refused('NOT_FOUND'))
    await test.client(user).members.apiKeys.revoke({ keyId: id })
    expect((await test.request('/api/v1/members', { headers: { authorization: `Bearer ${key}` } })).status).toBe(401)
  })

  it('may be limited to a level not above the own one, and make no key that may more', async () => {
    const user = await test.user(orgId, 'manager')
    const create = test.client(user).members.apiKeys.create
    const { id, key } = await create({ name: 'report', level: 'viewer' })
    await expect(create({ name: 'more', level: 'admin' })).rejects.toEqual(refused('FORBIDDEN'))
    const call = (path: string, body: unknown, by: string) =>
      test.request(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${by}` },
        body: JSON.stringify(body),
      })
    const levelBy = async (by: string) => {
      const response = await test.request('/api/v1/session', { headers: { 'x-api-key': by } })
      return ((await response.json()) as { user: { level: string } }).user.level
    }
    expect(await levelBy(key)).toBe('viewer')
    expect((await test.request('/api/v1/deals', { headers: { 'x-api-key': key } })).status).toBe(200)
    expect((await call('/api/v1/deals', { name: 'A deal' }, key)).status).toBe(403)
    expect((await call('/api/v1/api-keys', { name: 'more', level: 'manager' }, key)).status).toBe(403)
    const second = (await (await call('/api/v1/api-keys', { name: 'again' }, key)).json()) as { key: string }
    expect(await levelBy(second.key)).toBe('viewer')
    const { keys } = await test.client(user).members.apiKeys.list()
    expect(keys.find((one) => one.id === id)?.level).toBe('viewer')
    // the level of a key never outgrows that of its user
    const { key: lead } = await create({ name: 'lead', level: 'lead' })
    await test.client(admin).members.setLevel({ userId: user.userId, level: 'rep' })
    expect(await levelBy(lead)).toBe('rep')
  })

  it('that are wrong are nobody, even beside a session', async () => {
    expect(
      (await test.request('/api/v1/members', { headers: { authorization: 'Bearer lo_wrong' } }, admin)).status,
    ).toBe(401)
  })
})

describe('guessing', () => {
  it('a password is slowed down per e-mail, without telling whether the e-mail exists', async () => {
    const user = await test.user(orgId, 'rep')
    const codes = async (email: string) => {
      const seen: unknown[] = []
      for (let i = 0; i < 11; i++) {
        await test
          .client()
          .session.signIn({ email, password: 'wrong' })
          .catch((error: { code: unknown }) => seen.push(error.code))
      }
      return seen
    }
    const known = await codes(user.email)
    expect(known).toEqual([...Array.from({ length: 10 }, () => 'BAD_REQUEST'), 'TOO_MANY_REQUESTS'])
    expect(await codes('nobody@example.org')).toEqual(known)
    await expect(test.client().session.signIn({ email: user.email, password: PASSWORD })).rejects.toEqual(
      refused('TOO_MANY_REQUESTS'),
    )
  })

  it('a one-time link is slowed down per address', async () => {
    const codes: unknown[] = []
    for (let i = 0; i < 31; i++)
      await test
        .client()
        .session.link({ token: 'A'.repeat(43) })
        .catch((error: { code: unknown }) => codes.push(error.code))
    expect(codes.at(-1)).toBe('TOO_MANY_REQUESTS')
  })
})

describe('the own password', () => {
  it('is changed with the current one, and every other session ends', async () => {
    const user = await test.user(orgId, 'rep')
    const elsewhere = await test.app.server.auth.signIn(user.email, PASSWORD, new Headers())
    const cookie = (elsewhere?.cookies ?? []).map((one) => one.split(';')[0]).join('; ')
    await expect(
      test.client(user).session.changePassword({ current: 'wrong', next: 'another horse battery' }),
    ).rejects.toEqual(refused('BAD_REQUEST'))
    const response = await test.request(
      '/api/v1/session/password',
      {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ current: PASSWORD, next: 'another horse battery' }),
      },
      user,
    )
    expect(response.status).toBe(200)
    const fresh = {
      ...user,
      cookie: response.headers
        .getSetCookie()
        .map((one) => one.split(';')[0])
        .join('; '),
    }
    expect((await test.client(fresh).session.me()).user?.userId).toBe(user.userId)
    expect((await test.client({ ...user, cookie }).session.me()).user).toBeNull()
    expect((await test.client(user).session.me()).user).toBeNull()
  })
})
