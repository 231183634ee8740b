import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '../calendar/local-date.ts'
import { curveProblem, fullWeek, meanShare, type RampCurve, shareAt, weeksOn } from './curve.ts'

const curves = fc
  .uniqueArray(fc.record({ week: fc.integer({ min: 0, max: 60 }), share: fc.integer({ min: 0, max: 100 }) }), {
    minLength: 1,
    maxLength: 8,
    selector: ({ week }) => week,
  })
  .map((points): RampCurve => {
    const weeks = points.map(({ week }) => week).toSorted((a, b) => a - b)
    const shares = points.map(({ share }) => share / 100).toSorted((a, b) => a - b)
    return weeks.map((week, at) => ({ week, share: at === weeks.length - 1 ? 1 : shares[at]! }))
  })

describe('a ramp curve', () => {
  test('goes through its points, rises, and is full from its last on', () => {
    fc.assert(
      fc.property(curves, fc.double({ min: 0, max: 80, noNaN: true }), (curve, weeks) => {
        expect(curveProblem(curve)).toBeNull()
        for (const { week, share } of curve) expect(shareAt(curve, week)).toBeCloseTo(share, 12)
        expect(shareAt(curve, weeks)).toBeLessThanOrEqual(shareAt(curve, weeks + 0.5) + 1e-12)
        expect(shareAt(curve, fullWeek(curve))).toBeCloseTo(1, 12)
        expect(shareAt(curve, curve.at(-1)!.week + weeks)).toBe(1)
      }),
    )
  })

  test('gives a period the mean over its days, none on those before', () => {
    fc.assert(
      fc.property(
        curves,
        fc.integer({ min: -300, max: 60 }),
        fc.integer({ min: 0, max: 91 }),
        (curve, start, length) => {
          const from = '2026-03-01'
          const since = addDays(from, start)
          const of = { from, to: addDays(from, length) }
          let sum = 0
          for (let day = 0; day <= length; day += 1) if (day >= start) sum += shareAt(curve, (day - start) / 7)
          const held = { from: since > from ? since : from, to: of.to }
          expect(meanShare(curve, since, held, of)).toBeCloseTo(sum / (length + 1), 9)
        },
      ),
    )
  })

  test('without a curve or a start everybody is full on the days there were', () => {
    const held = { from: '2026-03-09', to: '2026-03-15' }
    expect(meanShare(null, '2026-03-09', held)).toBe(1)
    expect(meanShare(null, '2026-03-09', held, { from: '2026-03-02', to: '2026-03-15' })).toBe(0.5)
    expect(meanShare([{ week: 4, share: 1 }], null, held)).toBe(1)
    expect(meanShare(null, null, { from: '2026-03-16', to: '2026-03-15' }, held)).toBe(0)
    expect(weeksOn('2026-03-02', '2026-03-09')).toBe(1)
  })

  test('falls nowhere and ends full', () => {
    expect(curveProblem([{ week: 4, share: 0.9 }])).toContain('100 %')
    expect(
      curveProblem([
        { week: 4, share: 0.9 },
        { week: 4, share: 1 },
      ]),
    ).toContain('rise')
    expect(
      curveProblem([
        { week: 4, share: 0.9 },
        { week: 6, share: 0.8 },
        { week: 9, share: 1 },
      ]),
    ).toContain('rise')
  })
})
