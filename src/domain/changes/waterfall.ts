/**
 * Where a deal stands at one end of a comparison, after status, then filter, then close date (metrics.md Changes).
 * `in`: open, matches the filter, closes in the period. `elsewhere`: open, does not match. `other-time`: open, matches,
 * closes outside the period. `won`, `lost`: decided, and matches filter and period by its credit and close date.
 * `won-outside`, `lost-outside`: decided otherwise. `absent`: not created yet, not known yet, deleted or merged away.
 */
export const STANDINGS = [
  'absent',
  'in',
  'elsewhere',
  'other-time',
  'won',
  'lost',
  'won-outside',
  'lost-outside',
] as const
export type Standing = (typeof STANDINGS)[number]

/** Bars in the order in which they lead from the opening to the closing amount. */
export const BARS = [
  'new',
  'pulledIn',
  'grown',
  'movedIn',
  'reopened',
  'shrunk',
  'pushed',
  'movedOut',
  'lost',
  'won',
] as const
export type Bar = (typeof BARS)[number]

/** 1 for what comes in, -1 for what goes out. */
export const SIGNS: Readonly<Record<Bar, 1 | -1>> = {
  new: 1,
  pulledIn: 1,
  grown: 1,
  movedIn: 1,
  reopened: 1,
  shrunk: -1,
  pushed: -1,
  movedOut: -1,
  lost: -1,
  won: -1,
}

/** Bars of deals that are in scope at both ends: they change the amount and not the number of deals. */
export const AMOUNT_ONLY: ReadonlySet<Bar> = new Set(['grown', 'shrunk'])

/** Which amount a deal gives to a bar; `difference` is what lies between both, without sign. */
export type Takes = 'opening' | 'closing' | 'difference'

/** Whether the closing amount is below, at or above the opening amount; an end without an amount counts as 0. */
export type Direction = -1 | 0 | 1

export interface Step {
  readonly bar: Bar
  readonly takes: Takes
}

/**
 * The bars that a deal stands in: every combination of both ends.
 *
 * | opening      | closing       | bars, each with the amount it takes                               |
 * |--------------|---------------|-------------------------------------------------------------------|
 * | in           | in            | grown or shrunk: difference                                       |
 * | in           | won, anyhow   | won: closing; grown or shrunk: difference                         |
 * | in           | lost, anyhow  | lost: opening                                                     |
 * | in           | other-time    | pushed: opening                                                   |
 * | in           | elsewhere     | movedOut: opening                                                 |
 * | in           | absent        | movedOut: opening                                                 |
 * | absent       | in            | new: closing                                                      |
 * | won, lost    | in            | reopened: closing                                                 |
 * | elsewhere    | in            | movedIn: closing                                                  |
 * | other-time   | in            | pulledIn: closing                                                 |
 * | absent       | won           | new: closing; won: closing                                        |
 * | absent       | lost          | new: closing; lost: closing                                       |
 * | else         | else          | none                                                              |
 *
 * Each line adds up to what the deal adds to closing less what it added to opening, in amounts and in numbers.
 */
export function stepsOf(opening: Standing, closing: Standing, direction: Direction): readonly Step[] {
  if (opening === 'in') {
    if (closing === 'in') return growth(direction)
    const exit = EXIT[closing]
    if (exit === 'won') return [{ bar: 'won', takes: 'closing' }, ...growth(direction)]
    return [{ bar: exit, takes: 'opening' }]
  }
  if (closing === 'in') return [{ bar: ENTRY[opening], takes: 'closing' }]
  if (opening === 'absent' && (closing === 'won' || closing === 'lost')) {
    return [
      { bar: 'new', takes: 'closing' },
      { bar: closing, takes: 'closing' },
    ]
  }
  return []
}

const EXIT = {
  absent: 'movedOut',
  elsewhere: 'movedOut',
  'other-time': 'pushed',
  won: 'won',
  'won-outside': 'won',
  lost: 'lost',
  'lost-outside': 'lost',
} as const satisfies Record<Exclude<Standing, 'in'>, Bar>

const ENTRY = {
  absent: 'new',
  elsewhere: 'movedIn',
  'other-time': 'pulledIn',
  won: 'reopened',
  'won-outside': 'reopened',
  lost: 'reopened',
  'lost-outside': 'reopened',
} as const satisfies Record<Exclude<Standing, 'in'>, Bar>

function growth(direction: Direction): readonly Step[] {
  if (direction === 0) return []
  return [{ bar: direction > 0 ? 'grown' : 'shrunk', takes: 'difference' }]
}

/** Deals that stand alike at both ends and whose amount moved in one direction, added up. */
export interface EndsGroup {
  readonly opening: Standing
  readonly closing: Standing
  readonly direction: Direction
  readonly count: number
  /** minor units; 0 for an end at which the deals are absent */
  readonly openingAmount: number
  readonly closingAmount: number
}

/** `amount` in minor units: of a bar without sign, unless amounts are themselves below 0. */
export interface Tally {
  readonly count: number
  readonly amount: number
}

export interface Waterfall {
  readonly opening: Tally
  readonly bars: Readonly<Record<Bar, Tally>>
  readonly closing: Tally
  /**
   * Deals that were open outside of the scope at the opening and are decided within it at the closing: in scope at
   * neither end, so they stand in no bar.
   */
  readonly passed: { readonly won: Tally; readonly lost: Tally }
}

/**
 * opening + new + pulledIn + grown + movedIn + reopened - shrunk - pushed - movedOut - lost - won = closing, in amounts,
 * and without grown and shrunk in numbers of deals.
 */
export function waterfall(groups: readonly EndsGroup[]): Waterfall {
  const total = (counts: (group: EndsGroup) => number | null): Tally => {
    let [count, amount] = [0, 0]
    for (const group of groups) {
      const value = counts(group)
      if (value === null) continue
      count += group.count
      amount += value
    }
    return { count, amount }
  }
  const bar = (id: Bar) =>
    total((group) => {
      const step = stepsOf(group.opening, group.closing, group.direction).find((one) => one.bar === id)
      return step === undefined ? null : amountOf(group, step.takes)
    })
  const passed = (outcome: 'won' | 'lost') =>
    total((group) => (cameToBeDecided(group.opening) && group.closing === outcome ? group.closingAmount : null))
  return {
    opening: total((group) => (group.opening === 'in' ? group.openingAmount : null)),
    bars: Object.fromEntries(BARS.map((id) => [id, bar(id)])) as Record<Bar, Tally>,
    closing: total((group) => (group.closing === 'in' ? group.closingAmount : null)),
    passed: { won: passed('won'), lost: passed('lost') },
  }
}

/** What a deal, or a group of them, gives to a step. */
export function amountOf(ends: Pick<EndsGroup, 'openingAmount' | 'closingAmount'>, takes: Takes): number {
  if (takes === 'opening') return ends.openingAmount
  if (takes === 'closing') return ends.closingAmount
  return Math.abs(ends.closingAmount - ends.openingAmount)
}

/** `opening` and `closing` name the bars at both ends: every deal in scope there. */
export const PARTS = ['opening', ...BARS, 'closing'] as const
export type Part = (typeof PARTS)[number]

/** Deals that stand alike, and the amount they give to one part of the waterfall. */
export interface Case {
  readonly opening: Standing
  readonly closing: Standing
  readonly direction: Direction
  readonly takes: Takes
}

const DIRECTIONS: readonly Direction[] = [-1, 0, 1]

/** Every kind of deal that stands in a part: what its rows are found by. */
export function casesOf(part: Part): Case[] {
  return STANDINGS.flatMap((opening) =>
    STANDINGS.flatMap((closing) =>
      DIRECTIONS.flatMap((direction) => {
        const ends = { opening, closing, direction }
        if (part === 'opening') return opening === 'in' ? [{ ...ends, takes: 'opening' as const }] : []
        if (part === 'closing') return closing === 'in' ? [{ ...ends, takes: 'closing' as const }] : []
        return stepsOf(opening, closing, direction)
          .filter((step) => step.bar === part)
          .map(({ takes }) => ({ ...ends, takes }))
      }),
    ),
  )
}

function cameToBeDecided(opening: Standing): boolean {
  return opening === 'elsewhere' || opening === 'other-time'
}
