import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rollUp } from './roll-up.ts'

const family = fc
  .array(fc.record({ up: fc.nat({ max: 30 }), open: fc.nat(), won: fc.nat() }), { minLength: 1, maxLength: 30 })
  .map((nodes) =>
    nodes.map(({ up, open, won }, at) => ({
      id: String(at),
      parentId: at === 0 ? null : String(up % at),
      open,
      openCount: open % 7,
      won,
      wonCount: won % 5,
    })),
  )

test('an account adds up itself and every account that reaches it by its parents', () => {
  fc.assert(
    fc.property(family, (nodes) => {
      const reaches = (id: string | null, top: string): boolean =>
        id !== null && (id === top || reaches(nodes.find((node) => node.id === id)?.parentId ?? null, top))
      const sums = rollUp(nodes)
      for (const { id } of nodes) {
        const below = nodes.filter((node) => reaches(node.id, id))
        const sum = (field: 'open' | 'openCount' | 'won' | 'wonCount') =>
          below.reduce((total, node) => total + node[field], 0)
        expect(sums.get(id)).toEqual({
          open: sum('open'),
          openCount: sum('openCount'),
          won: sum('won'),
          wonCount: sum('wonCount'),
        })
      }
    }),
  )
})
