import fc from 'fast-check'
import { expect, test } from 'vitest'
import { onScale, paceScale } from './pace-scale.ts'

const share = fc.option(fc.double({ min: 0, max: 5, noNaN: true }), { nil: null })
const span = fc.record({ bookedShare: share, landsShare: share })

test('the goal and every bar up to twice the goal fit on the scale', () => {
  fc.assert(
    fc.property(fc.array(span), (spans) => {
      const scale = paceScale(spans)
      expect(scale).toBeGreaterThanOrEqual(1.1)
      expect(scale).toBeLessThanOrEqual(2)
      for (const value of spans.flatMap((item) => [item.bookedShare ?? 0, item.landsShare ?? 0])) {
        if (value <= 1.88) expect(onScale(value, scale)).toBeLessThan(100)
        expect(onScale(value, scale)).toBeLessThanOrEqual(100)
      }
    }),
  )
})
