import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findCycle } from './cycles.ts'

test('a circle is found with the instant at which it closes', () => {
  const links = [
    { child: 'a', parent: 'b', from: -Infinity, to: Infinity },
    { child: 'b', parent: 'c', from: 10, to: Infinity },
    { child: 'c', parent: 'a', from: 20, to: 30 },
  ]
  expect(findCycle(links)).toEqual({ at: 20, members: ['a', 'b', 'c'] })
  expect(findCycle(links.map((link) => (link.child === 'b' ? { ...link, to: 20 } : link)))).toBeNull()
  const hidden = [
    { child: 'a', parent: 'a', from: 0, to: 2 },
    { child: 'a', parent: 'b', from: 0, to: 1 },
  ]
  expect(findCycle(hidden)?.at).toBe(1)
  expect(findCycle([{ child: 'a', parent: 'a', from: 0, to: 1 }])).toEqual({ at: 0, members: ['a'] })
})

test('it agrees with walking up from everyone at every instant', () => {
  const link = fc.record({
    child: fc.integer({ min: 0, max: 5 }),
    parent: fc.integer({ min: 0, max: 5 }),
    from: fc.integer({ min: 0, max: 3 }),
    length: fc.integer({ min: 1, max: 3 }),
  })
  fc.assert(
    fc.property(fc.array(link, { maxLength: 8 }), (raw) => {
      const links = raw.map(({ child, parent, from, length }) => ({
        child: `${child}`,
        parent: `${parent}`,
        from,
        to: from + length,
      }))
      const parentAt = (child: string, at: number) =>
        links.findLast((one) => one.child === child && one.from <= at && at < one.to)?.parent
      const circular = [0, 1, 2, 3, 4, 5].some((at) =>
        links.some(({ child }) => {
          let up: string | undefined = child
          for (let step = 0; step < 7 && up !== undefined; step += 1) up = parentAt(up, at)
          return up !== undefined
        }),
      )
      expect(findCycle(links) !== null).toBe(circular)
    }),
  )
})
