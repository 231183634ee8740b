import type { BandPlace } from '../band/band.ts'

/** How one metric of how somebody works lies to its band; `better` is the side its valence names. */
export type DriverPlace = 'better' | 'inside' | 'weaker' | null

export function driverPlace(place: BandPlace | null, valence: 'up' | 'down' | 'neutral'): DriverPlace {
  if (place === null || place === 'inside') return place
  // without a valence neither side is a weakness
  if (valence === 'neutral') return 'inside'
  return (place === 'above') === (valence === 'up') ? 'better' : 'weaker'
}

/** What was booked, what was due, and how far from it chance alone leads. */
export interface Results {
  readonly booked: number
  readonly due: number
  /** where 80 % of such periods end when as much as was due is expected; null with too few deals to say */
  readonly chance: { readonly low: number; readonly high: number } | null
}

/** `carried`: both hold; `unlucky`, `lucky`: only one does, and chance explains it; `elsewhere`, `unexplained`: not. */
export type Standing = 'carried' | 'unlucky' | 'elsewhere' | 'lucky' | 'unexplained' | 'both-behind'

const FEWEST_WINS = 8
const Z80 = 1.2815515655446004

/**
 * How far chance leads from what is due, when deals come one by one and are as large as these (compound Poisson: the
 * variance is what is due times the mean square of a deal over its mean). Amounts are of deals won, above 0.
 */
export function chanceAround(due: number, amounts: readonly number[]): Results['chance'] {
  if (amounts.length < FEWEST_WINS) return null
  const sum = amounts.reduce((total, amount) => total + amount, 0)
  const squares = amounts.reduce((total, amount) => total + amount ** 2, 0)
  const reach = Z80 * Math.sqrt((due * squares) / sum)
  return { low: Math.max(0, due - reach), high: due + reach }
}

/**
 * Work and results beside each other (row S2-23). Work holds where no more metrics lie on the weaker side than on or
 * above the band; results hold from what was due on. Null where one of the two cannot be said.
 */
export function standingOf(drivers: readonly DriverPlace[], results: Results | null): Standing | null {
  const judged = drivers.filter((place) => place !== null)
  if (judged.length === 0 || results === null || results.due <= 0) return null
  const weaker = judged.filter((place) => place === 'weaker').length
  const works = weaker * 2 <= judged.length
  const { booked, due, chance } = results
  const within = chance !== null && booked >= chance.low && booked <= chance.high
  if (booked >= due) return works ? 'carried' : within ? 'lucky' : 'unexplained'
  if (!works) return 'both-behind'
  return within ? 'unlucky' : 'elsewhere'
}
