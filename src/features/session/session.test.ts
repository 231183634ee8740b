import { describe, expect, it } from 'vitest'
import { firstUserLink } from '#services/users/first-user.ts'
import { realNow } from '#platform/clock/now.ts'
import { ORIGIN, PASSWORD, testApp } from '../../../test/support/app.ts'

const test = await testApp()
const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  test.request(path, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...headers },
  })

describe('the first user', () => {
  const owner = { email: 'owner@example.org', name: 'First Owner', password: PASSWORD }

  it('comes in by the newest console link, once', async () => {
    const at = { publicUrl: ORIGIN, now: realNow() }
    const stale = await firstUserLink(test.db, at)
    const link = await firstUserLink(test.db, at)
    const tokenOf = (made: typeof link) => new URL(made!.url).hash.slice(1)
    expect(Buffer.from(tokenOf(link), 'base64url')).toHaveLength(32)
    await expect(test.client().session.me()).resolves.toMatchObject({ user: null, needsFirstUser: true })
    await expect(test.client().session.link({ token: tokenOf(stale) })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(test.client().session.link({ token: tokenOf(link) })).resolves.toMatchObject({ purpose: 'first-user' })

    const made = await post('/api/v1/session/first-user', { token: tokenOf(link), ...owner })
    expect(made.status).toBe(200)
    const cookie = made.headers.getSetCookie().find((one) => one.includes('session_token'))
    expect(cookie).toMatch(/HttpOnly/i)
    expect(cookie).toMatch(/SameSite=Lax/i)
    expect(cookie).not.toMatch(/Secure/i)

    const me = await test.request('/api/v1/session', { headers: { cookie: cookie!.split(';')[0]! } })
    await expect(me.json()).resolves.toMatchObject({
      user: { email: owner.email, level: 'owner' },
      needsFirstUser: false,
    })
    expect((await post('/api/v1/session/first-user', { token: tokenOf(link), ...owner })).status).toBe(404)
    await expect(firstUserLink(test.db, at)).resolves.toBeNull()
  })
})
