import { quantile } from '../band/band.ts'

/** What comparable people brought in one period each, full swing all through. */
export interface Reached {
  readonly personId: string
  readonly value: number
}

export interface Suggestion {
  readonly value: number
  /** the share of periods in which at least this was reached */
  readonly reachedIn: number
  /** people who reached it at least once */
  readonly reachedBy: number
}

export interface Suggestions {
  readonly people: number
  readonly periods: number
  readonly levels: readonly Suggestion[]
}

export const FEWEST_PEOPLE = 4
export const FEWEST_PERIODS = 12

/** In half, a third and a quarter of the periods. */
const SHARES = [1 / 2, 1 / 3, 1 / 4] as const

/**
 * Levels that comparable people, present and past, have reached: in half of their periods, in a third, in a quarter.
 * Null with fewer than four people or twelve periods. `less` where less is better.
 */
export function suggestGoals(
  reached: readonly Reached[],
  less: boolean,
  round: (value: number) => number,
): Suggestions | null {
  const people = new Set(reached.map(({ personId }) => personId))
  if (people.size < FEWEST_PEOPLE || reached.length < FEWEST_PERIODS) return null
  const sorted = reached.map(({ value }) => value).toSorted((a, b) => a - b)
  const levels = SHARES.map((share): Suggestion => {
    const value = round(quantile(sorted, less ? share : 1 - share))
    const there = reached.filter((one) => (less ? one.value <= value : one.value >= value))
    return {
      value,
      reachedIn: there.length / reached.length,
      reachedBy: new Set(there.map(({ personId }) => personId)).size,
    }
  })
  return { people: people.size, periods: reached.length, levels }
}

/** To two figures, as people set goals. */
export function roundGoal(value: number): number {
  if (value === 0) return 0
  const unit = 10 ** (Math.floor(Math.log10(Math.abs(value))) - 1)
  return Number((Math.round(value / unit) * unit).toPrecision(12))
}
