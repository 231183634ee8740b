import { describe, expect, test } from 'vitest'
import { gamma, poisson } from '../generator/draw.ts'
import { type Stream, stream } from '../generator/streams.ts'
import { curveProblem, shareAt } from './curve.ts'
import { fitRamp, type PersonWeeks } from './fit.ts'

const truth = (week: number) => Math.min(1, 0.1 + week / 26)

/** Ten starters, six tenured; those with low levels leave early. */
function cohort(draw: Stream, { level = 2, size = 1, leave = true } = {}): PersonWeeks[] {
  return Array.from({ length: 16 }, (_, at) => {
    const starter = at < 10
    const own = gamma(draw, 9, level / 9)
    const stays = !leave || own > level * 0.85 ? 90 : 12 + Math.floor(draw.uniform() * 20)
    return {
      personId: String(at),
      weeks: Array.from({ length: starter ? stays : 60 }, (__, week) => ({
        week: starter ? week : null,
        amount: size * poisson(draw, (own * (starter ? truth(week + 0.5) : 1) * 5) / 5),
        exposure: 5,
      })),
    }
  })
}

const RUNS = 24

function fits(options: Parameters<typeof cohort>[1]) {
  return Array.from({ length: RUNS }, (_, run) => {
    const draw = stream(11, 'ramp', run)
    return fitRamp(cohort(draw, options), draw.uniform)!
  })
}

const mean = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length

describe('a ramp fitted from a cohort', () => {
  const found = fits({})

  test('rises to full and is a curve that may be stored', () => {
    for (const { weeks, points } of found) {
      expect(curveProblem(points)).toBeNull()
      for (const [at, { share }] of weeks.entries()) {
        expect(share).toBeGreaterThanOrEqual(weeks[at - 1]?.share ?? 0)
        expect(share).toBeLessThanOrEqual(1)
      }
    }
  })

  test('is right on the mean, nearly so where those with low levels leave', () => {
    const off = (all: typeof found, week: number) =>
      Math.abs(mean(all.map(({ weeks }) => weeks[week]!.share)) - truth(week + 0.5))
    const staying = fits({ leave: false })
    for (const week of [2, 8, 14, 20, 30]) {
      expect(off(staying, week)).toBeLessThan(0.05)
      expect(off(found, week)).toBeLessThan(0.1)
      expect(Math.abs(mean(staying.map(({ points }) => shareAt(points, week + 0.5))) - truth(week + 0.5))).toBeLessThan(
        0.05,
      )
    }
  })

  test('says how sure it is', () => {
    const within = found.flatMap(({ weeks }) =>
      [4, 8, 12, 16].map((week) =>
        Number(weeks[week]!.low <= truth(week + 0.5) && truth(week + 0.5) <= weeks[week]!.high),
      ),
    )
    expect(mean(within)).toBeGreaterThan(0.75)
  })

  test('does not depend on the unit', () => {
    const money = fits({ size: 1_000_000 })
    for (const week of [4, 12, 24])
      expect(mean(money.map(({ weeks }) => weeks[week]!.share))).toBeCloseTo(
        mean(found.map(({ weeks }) => weeks[week]!.share)),
        1,
      )
    expect(mean(money.map(({ full }) => full.middle))).toBeGreaterThan(200_000)
    expect(mean(money.map(({ full }) => full.middle))).toBeLessThan(600_000)
  })

  test('tells when half are in the band', () => {
    const times = found.flatMap(({ time }) => time.weeks ?? [])
    expect(times.length).toBeGreaterThan(RUNS / 2)
    expect(mean(times)).toBeGreaterThan(6)
    expect(mean(times)).toBeLessThan(40)
    for (const { time } of found) expect(time.there).toBeLessThanOrEqual(time.watched)
  })
})

test('nothing is fitted from few who began, few in full swing, or nothing done', () => {
  const draw = stream(3, 'few')
  const all = cohort(draw, { leave: false })
  const one = (people: PersonWeeks[]) => fitRamp(people, draw.uniform)
  expect(one(all)).not.toBeNull()
  expect(one(all.slice(7))).toBeNull()
  expect(one(all.slice(0, 10).map(({ weeks, ...rest }) => ({ ...rest, weeks: weeks.slice(0, 30) })))).toBeNull()
  expect(
    one(all.map(({ weeks, ...rest }) => ({ ...rest, weeks: weeks.map((week) => ({ ...week, amount: 0 })) }))),
  ).toBeNull()
})
