/** A seller's year, as far as it is arithmetic. */
export interface RepMaths {
  /** meetings held in a week of selling */
  readonly meetings: number
  /** follow-ups for each first meeting */
  readonly followUps: number
  /** deals brought to a decision for each first meeting */
  readonly dealsPerFirst: number
  readonly winRate: number
  /** of a deal won, minor units */
  readonly size: number
  /** days from creation to the win */
  readonly cycle: number
  /** weeks of selling in a year */
  readonly weeks: number
}

export type Lever = keyof RepMaths

export const LEVERS = ['meetings', 'followUps', 'dealsPerFirst', 'winRate', 'size', 'cycle', 'weeks'] as const

/** Of which less is better. */
const LESS: ReadonlySet<Lever> = new Set(['followUps', 'cycle'])

export function isLess(lever: Lever): boolean {
  return LESS.has(lever)
}

export interface Year {
  readonly firstMeetings: number
  readonly deals: number
  readonly won: number
  readonly bookings: number
  /** of a standing start: deals that begin within a cycle of the year's end are not decided in it */
  readonly firstYear: number
}

const DAYS = 365

/** First meetings a week are what follow-ups leave of all meetings; the rest is multiplied. */
export function yearOf({ meetings, followUps, dealsPerFirst, winRate, size, cycle, weeks }: RepMaths): Year {
  const firstMeetings = (meetings / (1 + followUps)) * weeks
  const deals = firstMeetings * dealsPerFirst
  const won = deals * winRate
  const bookings = won * size
  return { firstMeetings, deals, won, bookings, firstYear: bookings * Math.max(0, 1 - cycle / DAYS) }
}

export interface Pull {
  readonly lever: Lever
  readonly value: number
  readonly bookings: number
  readonly firstYear: number
}

/** What a year gains when one lever is a `step` better (0.1: a tenth more, or less where less is better), others as they are. */
export function pulls(maths: RepMaths, step: number): Pull[] {
  const before = yearOf(maths)
  return LEVERS.map((lever) => {
    const better = maths[lever] * (isLess(lever) ? 1 - step : 1 + step)
    const value = lever === 'winRate' ? Math.min(1, better) : lever === 'weeks' ? Math.min(52, better) : better
    const after = yearOf({ ...maths, [lever]: value })
    return { lever, value, bookings: after.bookings - before.bookings, firstYear: after.firstYear - before.firstYear }
  })
}

/** What stands behind the figures: the fewer, the less they say. */
export interface Evidence {
  readonly decided: number
  readonly won: number
  /** deals with an amount, and the coefficient of variation of these */
  readonly sized: number
  readonly spread: number
}

const Z = 1.6449

/**
 * By what a year's bookings may be off, as factors below and above, with 90 % certainty: counts scatter as Poisson
 * counts, wins among decided as a share, sizes by their own spread; added as logarithms. A lever that was typed is
 * certain. Null where nothing was won.
 */
export function yearSpread(
  { decided, won, sized, spread }: Evidence,
  typed: ReadonlySet<Lever>,
): { readonly low: number; readonly high: number } | null {
  if (won === 0 || decided === 0) return null
  const counts = typed.has('meetings') || typed.has('dealsPerFirst') ? 0 : 1 / decided
  const wins = typed.has('winRate') ? 0 : (decided - won) / (won * decided)
  const sizes = typed.has('size') || sized === 0 ? 0 : spread ** 2 / sized
  const off = Z * Math.sqrt(counts + wins + sizes)
  return { low: Math.exp(-off), high: Math.exp(off) }
}
