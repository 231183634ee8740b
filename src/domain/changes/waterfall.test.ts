import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  AMOUNT_ONLY,
  amountOf,
  BARS,
  type Bar,
  casesOf,
  type Direction,
  type EndsGroup,
  PARTS,
  SIGNS,
  STANDINGS,
  type Standing,
  type Tally,
  waterfall,
} from './waterfall.ts'

/** A deal at one instant, as a plain list of deals shows it; null where there is none. */
interface Shown {
  readonly status: 'open' | 'won' | 'lost'
  readonly team: 'ours' | 'theirs'
  readonly close: 'period' | 'later'
  readonly amount: number | null
}
type Story = readonly (Shown | null)[]

const shown = fc.record({
  status: fc.constantFrom('open' as const, 'open' as const, 'won' as const, 'lost' as const),
  team: fc.constantFrom('ours' as const, 'ours' as const, 'theirs' as const),
  close: fc.constantFrom('period' as const, 'period' as const, 'later' as const),
  amount: fc.oneof(fc.constant(null), fc.integer({ min: -50, max: 1_000_000 })),
})
/** what a deal is at each of eight instants */
const story = fc.array(fc.option(shown, { freq: 4 }), { minLength: 8, maxLength: 8 })
const world = fc.record({
  stories: fc.array(story, { maxLength: 40 }),
  from: fc.nat({ max: 7 }),
  to: fc.nat({ max: 7 }),
})

function standing(deal: Shown | null): Standing {
  if (deal === null) return 'absent'
  const within = deal.team === 'ours' && deal.close === 'period'
  if (deal.status !== 'open') return within ? deal.status : `${deal.status}-outside`
  if (deal.team !== 'ours') return 'elsewhere'
  return within ? 'in' : 'other-time'
}

function groupsOf(stories: readonly Story[], from: number, to: number): EndsGroup[] {
  return stories.map((one) => {
    const [before, after] = [one[from]!, one[to]!]
    const [openingAmount, closingAmount] = [before?.amount ?? 0, after?.amount ?? 0]
    return {
      opening: standing(before),
      closing: standing(after),
      direction: Math.sign(closingAmount - openingAmount) as Direction,
      count: 1,
      openingAmount,
      closingAmount,
    }
  })
}

/** The same, written against the two lists of deals: what left the first, what came into the second, what stayed. */
function byLists(stories: readonly Story[], from: number, to: number): Record<'opening' | Bar | 'closing', Tally> {
  const inScope = (deal: Shown | null) => deal?.status === 'open' && deal.team === 'ours' && deal.close === 'period'
  const out = Object.fromEntries(PARTS.map((part) => [part, { count: 0, amount: 0 }])) as Record<
    (typeof PARTS)[number],
    { count: number; amount: number }
  >
  const add = (part: (typeof PARTS)[number], amount: number) => {
    out[part].count += 1
    out[part].amount += amount
  }
  const grow = (by: number) => {
    if (by > 0) add('grown', by)
    if (by < 0) add('shrunk', -by)
  }
  for (const one of stories) {
    const [before, after] = [one[from]!, one[to]!]
    const was = before?.amount ?? 0
    const is = after?.amount ?? 0
    if (inScope(before)) add('opening', was)
    if (inScope(after)) add('closing', is)
    if (inScope(before) && inScope(after)) grow(is - was)
    else if (inScope(before)) {
      if (after === null || (after.status === 'open' && after.team === 'theirs')) add('movedOut', was)
      else if (after.status === 'open') add('pushed', was)
      else if (after.status === 'lost') add('lost', was)
      else {
        add('won', is)
        grow(is - was)
      }
    } else if (inScope(after)) {
      if (before === null) add('new', is)
      else if (before.status !== 'open') add('reopened', is)
      else add(before.team === 'theirs' ? 'movedIn' : 'pulledIn', is)
    } else if (before === null && after !== null && after.status !== 'open') {
      if (after.team === 'ours' && after.close === 'period') {
        add('new', is)
        add(after.status, is)
      }
    }
  }
  return out
}

describe('a waterfall', () => {
  test('says of any histories what the two lists of deals say', () => {
    fc.assert(
      fc.property(world, ({ stories, from, to }) => {
        const { opening, bars, closing } = waterfall(groupsOf(stories, from, to))
        expect({ opening, ...bars, closing }).toEqual(byLists(stories, from, to))
      }),
    )
  })

  test('balances to the minor unit, in amounts and in numbers of deals', () => {
    fc.assert(
      fc.property(world, ({ stories, from, to }) => {
        const { opening, bars, closing } = waterfall(groupsOf(stories, from, to))
        const moved = (of: (tally: Tally) => number, among: readonly Bar[]) =>
          among.reduce((sum, bar) => sum + SIGNS[bar] * of(bars[bar]), 0)
        expect(opening.amount + moved((tally) => tally.amount, BARS)).toBe(closing.amount)
        const number = BARS.filter((bar) => !AMOUNT_ONLY.has(bar))
        expect(opening.count + moved((tally) => tally.count, number)).toBe(closing.count)
      }),
    )
  })

  test('is the same whether deals come one by one or added up', () => {
    fc.assert(
      fc.property(world, ({ stories, from, to }) => {
        const single = groupsOf(stories, from, to)
        const added = [...Map.groupBy(single, (one) => `${one.opening} ${one.closing} ${one.direction}`).values()]
        const sums = added.map((some) =>
          some.reduce((sum, one) => ({
            ...one,
            count: sum.count + one.count,
            openingAmount: sum.openingAmount + one.openingAmount,
            closingAmount: sum.closingAmount + one.closingAmount,
          })),
        )
        expect(waterfall(sums)).toEqual(waterfall(single))
      }),
    )
  })

  test('finds the rows of every part: they add up to it', () => {
    fc.assert(
      fc.property(world, ({ stories, from, to }) => {
        const single = groupsOf(stories, from, to)
        const { opening, bars, closing } = waterfall(single)
        const parts = { opening, ...bars, closing }
        for (const part of PARTS) {
          const rows = single.flatMap((one) =>
            casesOf(part)
              .filter(
                (it) => it.opening === one.opening && it.closing === one.closing && it.direction === one.direction,
              )
              .map(({ takes }) => amountOf(one, takes)),
          )
          expect({ count: rows.length, amount: rows.reduce((sum, row) => sum + row, 0) }, part).toEqual(parts[part])
        }
      }),
    )
  })
})

describe('one deal', () => {
  const barsOf = (opening: Standing, closing: Standing, was = 10, is = 15): string => {
    const direction = Math.sign(is - was) as Direction
    const { bars } = waterfall([{ opening, closing, direction, count: 1, openingAmount: was, closingAmount: is }])
    return BARS.filter((bar) => bars[bar].count > 0)
      .map((bar) => `${bar} ${bars[bar].amount}`)
      .join(', ')
  }

  test.each([
    ['in', 'in', 'grown 5'],
    ['in', 'won', 'grown 5, won 15'],
    ['in', 'won-outside', 'grown 5, won 15'],
    ['in', 'lost', 'lost 10'],
    ['in', 'lost-outside', 'lost 10'],
    ['in', 'other-time', 'pushed 10'],
    ['in', 'elsewhere', 'movedOut 10'],
    ['in', 'absent', 'movedOut 10'],
    ['other-time', 'in', 'pulledIn 15'],
    ['elsewhere', 'in', 'movedIn 15'],
    ['lost', 'in', 'reopened 15'],
    ['won-outside', 'in', 'reopened 15'],
    ['other-time', 'won', ''],
    ['lost', 'won', ''],
    ['elsewhere', 'other-time', ''],
  ] as const)('%s, then %s: %s', (opening, closing, bars) => {
    expect(barsOf(opening, closing)).toBe(bars)
  })

  test('created and decided in between is new and decided; outside of the scope it is nothing', () => {
    expect(barsOf('absent', 'in', 0, 15)).toBe('new 15')
    expect(barsOf('absent', 'won', 0, 15)).toBe('new 15, won 15')
    expect(barsOf('absent', 'lost', 0, 15)).toBe('new 15, lost 15')
    expect(barsOf('absent', 'won-outside', 0, 15)).toBe('')
  })

  test('won below its opening amount has shrunk', () => {
    expect(barsOf('in', 'won', 10, 8)).toBe('shrunk 2, won 8')
  })

  test('decided within the scope after standing outside of it is told apart', () => {
    const passed = (opening: Standing) =>
      waterfall([{ opening, closing: 'won', direction: 1, count: 1, openingAmount: 10, closingAmount: 15 }]).passed.won
    expect(STANDINGS.filter((opening) => passed(opening).count > 0)).toEqual(['elsewhere', 'other-time'])
  })
})
