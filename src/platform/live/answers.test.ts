import { describe, expect, it } from 'vitest'
import { createAnswerCache } from './answers.ts'

function setup() {
  const versions = new Map<string, number>()
  let computed = 0
  const cache = createAnswerCache({ version: (orgId, topic) => versions.get(`${orgId} ${topic}`) ?? 0 })
  const ask = (over: Partial<Parameters<typeof cache.get>[0]> = {}) =>
    cache.get(
      { orgId: 'a', topics: ['figures', 'goals'], permissionClass: 'all', question: 'q', ...over },
      async () => ++computed,
    )
  const change = (orgId: string, topic: string) =>
    versions.set(`${orgId} ${topic}`, (versions.get(`${orgId} ${topic}`) ?? 0) + 1)
  return { cache, ask, change }
}

describe('answers', () => {
  it('are kept until one of their topics changes', async () => {
    const { ask, change } = setup()
    expect([await ask(), await ask()]).toEqual([1, 1])
    change('a', 'clock')
    change('b', 'figures')
    expect(await ask()).toBe(1)
    change('a', 'goals')
    expect([await ask(), await ask()]).toEqual([2, 2])
  })

  it('are not shared between organisations, permission classes or questions', async () => {
    const { ask } = setup()
    expect([
      await ask(),
      await ask({ orgId: 'b' }),
      await ask({ permissionClass: 'me' }),
      await ask({ question: 'r' }),
    ]).toEqual([1, 2, 3, 4])
    expect(await ask()).toBe(1)
  })

  it('are computed once for callers that ask together, and again after a failure', async () => {
    const { ask, cache } = setup()
    expect(await Promise.all([ask(), ask()])).toEqual([1, 1])
    const key = { orgId: 'a', topics: [], permissionClass: 'all', question: 'fails' }
    await expect(cache.get(key, () => Promise.reject(new Error('away')))).rejects.toThrow('away')
    await expect(cache.get(key, () => Promise.resolve('back'))).resolves.toBe('back')
  })

  it('that were overtaken by a change while they were computed are not served again', async () => {
    const { cache, change } = setup()
    const key = { orgId: 'a', topics: ['figures'], permissionClass: 'all', question: 'q' }
    let finish = (_: string) => {}
    const slow = cache.get(key, () => new Promise<string>((resolve) => (finish = resolve)))
    change('a', 'figures')
    finish('old')
    expect(await slow).toBe('old')
    expect(await cache.get(key, async () => 'new')).toBe('new')
  })

  it('that are asked for least recently are dropped first', async () => {
    const { ask } = setup()
    await ask({ question: 'kept' })
    for (let i = 0; i < 3000; i++) {
      await ask({ question: `other ${i}` })
      if (i % 500 === 0) expect(await ask({ question: 'kept' })).toBe(1)
    }
    expect(await ask({ question: 'other 0' })).toBeGreaterThan(3001)
  })
})
