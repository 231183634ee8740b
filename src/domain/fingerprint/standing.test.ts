import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { describe, expect, it } from 'vitest'
import { chanceAround, driverPlace, type DriverPlace, standingOf } from './standing.ts'

describe('driverPlace', () => {
  it('knows which side is the weaker one', () => {
    expect(driverPlace('above', 'up')).toBe('better')
    expect(driverPlace('above', 'down')).toBe('weaker')
    expect(driverPlace('below', 'down')).toBe('better')
    expect(driverPlace('below', 'neutral')).toBe('inside')
    expect(driverPlace(null, 'up')).toBeNull()
  })
})

describe('standingOf', () => {
  const good: DriverPlace[] = ['inside', 'better', 'weaker', null]
  const weak: DriverPlace[] = ['weaker', 'weaker', 'inside']
  const chance = { low: 60, high: 140 }
  it.each([
    ['carried', good, { booked: 100, due: 100, chance }],
    ['unlucky', good, { booked: 70, due: 100, chance }],
    ['elsewhere', good, { booked: 50, due: 100, chance }],
    ['elsewhere', good, { booked: 70, due: 100, chance: null }],
    ['lucky', weak, { booked: 120, due: 100, chance }],
    ['unexplained', weak, { booked: 150, due: 100, chance }],
    ['both-behind', weak, { booked: 70, due: 100, chance }],
    [null, [null, null], { booked: 70, due: 100, chance }],
    [null, good, null],
    [null, good, { booked: 70, due: 0, chance: null }],
  ] as const)('%s', (expected, drivers, results) => {
    expect(standingOf(drivers, results)).toBe(expected)
  })
})

describe('chanceAround', () => {
  it('says nothing from fewer than eight wins', () => {
    expect(chanceAround(100, [1, 2, 3, 4, 5, 6, 7])).toBeNull()
  })

  it('holds four of five periods of a seller who is always the same', () => {
    const generator = xoroshiro128plus(3)
    const uniform = () => ((generator.next() >>> 0) + 0.5) / 2 ** 32
    const amount = () => 1000 * Math.exp(uniform() * 2)
    const amounts = Array.from({ length: 4000 }, amount)
    const mean = amounts.reduce((sum, one) => sum + one, 0) / amounts.length
    const RATE = 20
    const period = () => {
      let sum = 0
      for (let left = -Math.log(uniform()); left < RATE; left -= Math.log(uniform())) sum += amount()
      return sum
    }
    const { low, high } = chanceAround(RATE * mean, amounts)!
    const inside = Array.from({ length: 3000 }, period).filter((sum) => sum >= low && sum <= high).length
    expect(inside / 3000).toBeGreaterThan(0.77)
    expect(inside / 3000).toBeLessThan(0.83)
  })
})
