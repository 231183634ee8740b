import { exp, ln, logistic, power } from './arithmetic.ts'
import { DAYS_PER_MONTH } from './axis.ts'
import { CONSTANTS } from './constants.ts'
import { chance, lognormalByMedian, normal } from './draw.ts'
import type { Scenario } from './scenario.ts'
import { stream } from './streams.ts'

/** What will become of a deal if nothing is planted; `months` from creation. */
export interface Outcome {
  readonly kind: 'won' | 'lost' | 'never'
  readonly days: number
  /** chance of winning that was drawn from */
  readonly chance: number
  /** wins for one loss among deals of these traits that are decided at this age; 0 for what is never closed */
  readonly winsPerLoss: number
}

export interface Traits {
  readonly segment: Scenario['segments'][number]
  readonly source: Scenario['sources'][number]
  /** of the person, in log odds */
  readonly ability: number
  /** standard normal, of the buyer */
  readonly interest: number
  /** of the kind that no column shows */
  readonly hidden: boolean
}

export interface Fate {
  /** log odds of the average deal, found so that the mean over everything else is the win rate */
  readonly intercept: number
  readonly outcome: (key: readonly number[], traits: Traits) => Outcome
  /** chance of winning in the end, before events */
  readonly chanceOf: (traits: Traits) => number
}

/**
 * Won, lost or never is drawn first, then when: competing risks in which the buyer's interest moves the chance of
 * winning and with it the hazard of a win at every age, and in which every marginal is exactly the scenario's.
 */
export function calibrate(scenario: Scenario): Fate {
  const { outcome, seed, misspecified } = scenario
  const hiddenWin = misspecified.hiddenSegment
  const chanceAt = (intercept: number, { segment, source, ability, interest, hidden }: Traits) =>
    (1 - outcome.never) *
    logistic(
      intercept +
        ln(segment.win) +
        ln(source.win) +
        ability +
        outcome.interest * interest +
        (hidden && hiddenWin !== null ? ln(hiddenWin.win) : 0),
    )
  const intercept = solve((guess) => meanChance(scenario, (traits) => chanceAt(guess, traits)) - outcome.winRate)
  const chanceOf = (traits: Traits) => chanceAt(intercept, traits)
  return {
    intercept,
    chanceOf,
    outcome: (key, traits) => {
      const p = chanceOf(traits)
      const u = stream(seed, 'outcome', ...key).uniform()
      const timing = stream(seed, 'timing', ...key)
      const pace = traits.segment.duration * (traits.hidden && hiddenWin !== null ? hiddenWin.duration : 1)
      const kind = u < p ? 'won' : u < 1 - outcome.never ? 'lost' : 'never'
      if (kind === 'never') return { kind, days: Infinity, chance: p, winsPerLoss: 0 }
      const { median, sigma } = kind === 'won' ? outcome.win : outcome.loss
      const months =
        kind === 'won' && misspecified.winHazard === 'two-humps'
          ? twoHumps(timing, median)
          : lognormalByMedian(timing, median, sigma)
      return {
        kind,
        days: Math.max(1, Math.round(months * pace * DAYS_PER_MONTH)),
        chance: p,
        winsPerLoss: (p * winDensity(scenario, months)) / ((1 - outcome.never - p) * density(months, outcome.loss)),
      }
    },
  }
}

function twoHumps(timing: Parameters<typeof chance>[0], median: number): number {
  const hump = CONSTANTS.twoHumps[chance(timing, 0.5) ? 0 : 1]
  return lognormalByMedian(timing, median * hump.median, hump.sigma)
}

/** Density of the months to a win, but for a factor that all densities here share. */
function winDensity({ outcome, misspecified }: Scenario, months: number): number {
  if (misspecified.winHazard !== 'two-humps') return density(months, outcome.win)
  const humps = CONSTANTS.twoHumps.map(({ median, sigma }) =>
    density(months, { median: outcome.win.median * median, sigma }),
  )
  return humps.reduce((sum, value) => sum + value, 0) / humps.length
}

/** Of a lognormal time, but for the factor 1 / (months x square root of 2 pi). */
function density(months: number, { median, sigma }: { readonly median: number; readonly sigma: number }): number {
  const z = ln(months / median) / sigma
  return exp((-z * z) / 2) / sigma
}

/** Mean over segments, sources, the hidden kind, and the sum of ability and interest (one normal, by the midpoint rule). */
function meanChance(scenario: Scenario, chanceOf: (traits: Traits) => number): number {
  const { segments, sources, outcome, ability, misspecified } = scenario
  const spread = Math.sqrt(outcome.interest * outcome.interest + ability.winSd * ability.winSd)
  const hiddenShare = misspecified.hiddenSegment?.share ?? 0
  const kinds = [
    { hidden: true, share: hiddenShare },
    { hidden: false, share: 1 - hiddenShare },
  ].filter(({ share }) => share > 0)
  let sum = 0
  let weight = 0
  for (const segment of segments) {
    for (const source of sources) {
      for (const { hidden, share } of kinds) {
        for (let z = -5; z <= 5; z += 0.25) {
          const w = segment.share * source.share * share * exp((-z * z) / 2)
          sum += w * chanceOf({ segment, source, hidden, interest: 0, ability: spread * z })
          weight += w
        }
      }
    }
  }
  return sum / weight
}

/** Root of a rising function between -12 and 12. */
function solve(rising: (x: number) => number): number {
  let low = -12
  let high = 12
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2
    if (rising(middle) < 0) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/**
 * The buyer's interest week by week: a level of its own and an AR(1) around it. The hazard of a win is exp(momentum x
 * deviation) times as high; seen from a win, that is a path moved up by momentum x covariance with the week of the win.
 */
export function interestPath(
  { seed, outcome }: Scenario,
  key: readonly number[],
  level: number,
  weeks: number,
  wonIn: number | null,
): Float64Array {
  const draw = stream(seed, 'interest-path', ...key)
  const path = new Float64Array(weeks)
  const { phi, sd } = CONSTANTS.interest
  const innovation = sd * Math.sqrt(1 - phi * phi)
  const lift = wonIn === null ? 0 : outcome.momentum * sd * sd
  const last = Math.floor(wonIn ?? 0)
  let away = sd * normal(draw)
  // phi to the number of weeks between this one and that of the win
  let near = lift === 0 ? 0 : power(phi, last)
  for (let week = 0; week < weeks; week += 1) {
    path[week] = level + away + lift * near
    near = week < last ? near / phi : near * phi
    away = phi * away + innovation * normal(draw)
  }
  return path
}
