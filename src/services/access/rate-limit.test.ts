import { describe, expect, it } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import { clearAttempts, countAttempt, dropOldAttempts } from './rate-limit.ts'

const { db, pool } = await testDatabase()
const MINUTE = 60_000
const limit = (key: string) => ({ key, max: 3, windowMs: MINUTE })

async function allowed(key: string, now: number): Promise<boolean> {
  try {
    await countAttempt(db, limit(key), now)
    return true
  } catch (error) {
    expect(error).toMatchObject({ code: 'limit' })
    return false
  }
}

describe('the rate limit', () => {
  it('lets max attempts through per window and key, and says when to come back', async () => {
    expect(await Promise.all([0, 1, 2, 3, 4].map((i) => allowed('a', 1000 + i)))).toContain(false)
    expect(await allowed('b', 1000)).toBe(true)
    await expect(countAttempt(db, limit('a'), 31_000)).rejects.toMatchObject({
      details: { retryAfterSeconds: expect.closeTo(30, -1) },
    })
    expect(await allowed('a', 1004 + MINUTE)).toBe(true)
  })

  it('counts attempts that arrive together', async () => {
    const results = await Promise.all(Array.from({ length: 20 }, () => allowed('together', 5000)))
    expect(results.filter(Boolean)).toHaveLength(3)
  })

  it('is forgotten after a success and when it is old', async () => {
    for (let i = 0; i < 3; i++) expect(await allowed('c', 1000)).toBe(true)
    await clearAttempts(db, 'c')
    expect(await allowed('c', 1001)).toBe(true)
    await dropOldAttempts(db, 10 * MINUTE)
    expect((await pool.query('select 1 from rate_limit')).rowCount).toBe(0)
  })

  it('keeps no address or e-mail in the clear', async () => {
    await countAttempt(db, limit('sign-in:ada@example.org'), 1)
    const { rows } = await pool.query<{ key: string }>('select key from rate_limit')
    expect(rows.every(({ key }) => !key.includes('ada'))).toBe(true)
  })
})
