import { quantile } from '../band/band.ts'
import { gammaAbove } from '../interval/incomplete-gamma.ts'
import type { RampCurve, RampPoint } from './curve.ts'
import { risingMeans } from './isotonic.ts'
import { medianTime, type MedianTime, type Watched } from './kaplan-meier.ts'
import type { Levels } from './usual-range.ts'

/** What one person did in the whole weeks that are on record. */
export interface PersonWeeks {
  readonly personId: string
  readonly weeks: readonly {
    /** whole weeks in the role when it began; null: always in it */
    readonly week: number | null
    readonly amount: number
    /** selling days of a sum, what stands below the line of a rate */
    readonly exposure: number
  }[]
}

export interface FittedWeek {
  readonly week: number
  readonly share: number
  /** the 90 % interval over people */
  readonly low: number
  readonly high: number
  /** seen in that week of the role */
  readonly people: number
}

export interface RampFit {
  readonly points: RampCurve
  readonly weeks: readonly FittedWeek[]
  /** what one exposure brings once full, and its middle 80 % over people */
  readonly full: { readonly low: number; readonly middle: number; readonly high: number }
  readonly levels: Levels
  /** people who began on record */
  readonly starters: number
  /** people seen in full swing */
  readonly ramped: number
  readonly time: MedianTime & { readonly there: number; readonly watched: number }
}

/** Nobody is taken to ramp for longer. */
export const RAMP_HORIZON = 52
export const FEWEST_STARTERS = 4
export const FEWEST_RAMPED = 3

/** Shares that count as a few events a year, so that a week without data is not a week without sales. */
const PRIOR_EVENTS_A_WEEK = 0.25
/** the default of a role without data: full after about five months (methods.md 5.2) */
const PRIOR_FULL_WEEK = 22

/**
 * The rising share of full by week in the role (methods.md 1.2 B and 5.2): counts in week w of person r have the mean
 * exposure x level of r x share of w. Levels are gamma-Poisson estimates drawn towards those of all, shares the rising
 * maximum of likelihood given the levels, in turn until neither moves. Because each person is held against the own
 * level, those who leave early or have only begun bias nothing. Null where too few people began or are in full swing.
 */
export function fitRamp(people: readonly PersonWeeks[], uniform: () => number): RampFit | null {
  const tallies = people.map(tally).filter(({ exposure }) => exposure > 0)
  const starters = tallies.filter(({ began }) => began)
  const ramped = tallies.filter(({ tailExposure }) => tailExposure > 0)
  if (starters.length < FEWEST_STARTERS || ramped.length < FEWEST_RAMPED) return null
  if (tallies.every(({ total }) => total === 0)) return null
  const scale = dispersion(people)
  const counted = tallies.map((one) => scaled(one, scale))
  const { shares, levels, mean, variance } = alternate(counted, priorShares())
  const spread = resampled(counted, shares, uniform)
  const full = levels.filter((_, at) => counted[at]!.tailExposure > 0).toSorted((a, b) => a - b)
  const low = quantile(full, 0.1)
  const watched = people.filter((one) => tally(one).began).map((one) => watch(one, low, scale))
  return {
    points: pointsOf(shares),
    weeks: shares.map((share, week) => ({
      week,
      share,
      ...spread[week]!,
      people: tallies.filter(({ exposures }) => exposures[week]! > 0).length,
    })),
    full: { low: low * scale, middle: quantile(full, 0.5) * scale, high: quantile(full, 0.9) * scale },
    levels: { mean, variance, scale },
    starters: starters.length,
    ramped: ramped.length,
    time: {
      ...medianTime(watched),
      there: watched.filter(({ happened }) => happened).length,
      watched: watched.length,
    },
  }
}

interface Tally {
  /** by week in the role, up to the horizon */
  readonly amounts: readonly number[]
  readonly exposures: readonly number[]
  readonly tailAmount: number
  readonly tailExposure: number
  readonly total: number
  readonly exposure: number
  /** whether the first weeks are on record */
  readonly began: boolean
}

function tally({ weeks }: PersonWeeks): Tally {
  const amounts = Array.from({ length: RAMP_HORIZON }, () => 0)
  const exposures = Array.from({ length: RAMP_HORIZON }, () => 0)
  let tailAmount = 0
  let tailExposure = 0
  for (const { week, amount, exposure } of weeks) {
    if (week === null || week >= RAMP_HORIZON) {
      tailAmount += amount
      tailExposure += exposure
    } else {
      amounts[week]! += amount
      exposures[week]! += exposure
    }
  }
  const total = sum(amounts) + tailAmount
  const exposure = sum(exposures) + tailExposure
  return { amounts, exposures, tailAmount, tailExposure, total, exposure, began: weeks.some(({ week }) => week === 0) }
}

/**
 * How much more a week scatters than a Poisson count around the person's own mean, in units of the amount: what one
 * event weighs. Never below 1 for counts, about the size of a deal for money.
 */
function dispersion(people: readonly PersonWeeks[]): number {
  let squares = 0
  let free = 0
  for (const { weeks } of people) {
    const seen = weeks.filter(({ exposure }) => exposure > 0)
    const rate = sum(seen.map(({ amount }) => amount)) / sum(seen.map(({ exposure }) => exposure))
    if (!(rate > 0)) continue
    for (const { amount, exposure } of seen) squares += (amount - rate * exposure) ** 2 / (rate * exposure)
    free += seen.length - 1
  }
  return free > 0 && squares > 0 ? Math.max(squares / free, Number.EPSILON) : 1
}

function scaled(one: Tally, scale: number): Tally {
  return {
    ...one,
    amounts: one.amounts.map((amount) => amount / scale),
    tailAmount: one.tailAmount / scale,
    total: one.total / scale,
  }
}

const ROUNDS = 40
const CLOSE = 1e-4

function alternate(tallies: readonly Tally[], first: readonly number[]) {
  let shares = first
  let levels: ReturnType<typeof levelsOf> | null = null
  for (let round = 0; round < ROUNDS; round += 1) {
    levels = levelsOf(tallies, shares)
    const next = sharesOf(tallies, levels.each)
    const moved = Math.max(...next.map((share, week) => Math.abs(share - shares[week]!)))
    shares = next
    if (moved < CLOSE) break
  }
  const { each, mean, variance } = levels ?? levelsOf(tallies, shares)
  return { shares, levels: each, mean, variance }
}

/** Gamma-Poisson levels in full swing; the spread between people by moments, at least 1 % of the squared mean. */
function levelsOf(tallies: readonly Tally[], shares: readonly number[]) {
  const exposure = tallies.map(({ exposures, tailExposure }) =>
    exposures.reduce((total, one, week) => total + one * shares[week]!, tailExposure),
  )
  const all = sum(exposure)
  const mean = sum(tallies.map(({ total }) => total)) / all
  const scatter = sum(
    tallies.map(({ total }, at) => (exposure[at]! > 0 ? exposure[at]! * (total / exposure[at]! - mean) ** 2 : 0)),
  )
  const free = all - sum(exposure.map((one) => one * one)) / all
  const between = free > 0 ? (scatter - (tallies.length - 1) * mean) / free : 0
  const variance = Math.max(between, 0.01 * mean * mean)
  const [a, b] = [(mean * mean) / variance, mean / variance]
  return { each: tallies.map(({ total }, at) => (a + total) / (b + exposure[at]!)), mean, variance }
}

function sharesOf(tallies: readonly Tally[], levels: readonly number[]): number[] {
  const prior = priorShares()
  const expected = prior.map((_, week) =>
    tallies.reduce((total, { exposures }, at) => total + levels[at]! * exposures[week]!, PRIOR_EVENTS_A_WEEK),
  )
  const ratios = prior.map(
    (share, week) =>
      tallies.reduce((total, { amounts }) => total + amounts[week]!, PRIOR_EVENTS_A_WEEK * share) / expected[week]!,
  )
  return risingMeans(ratios, expected).flatMap(({ from, to, mean }) =>
    Array.from({ length: to - from + 1 }, () => Math.min(1, mean)),
  )
}

function priorShares(): number[] {
  return Array.from({ length: RAMP_HORIZON }, (_, week) => Math.min(1, (week + 0.5) / PRIOR_FULL_WEEK))
}

const SAMPLES = 100
const TAIL = 0.05

/** The 90 % interval of every week over draws of people with replacement, those who began and the others apart. */
function resampled(tallies: readonly Tally[], shares: readonly number[], uniform: () => number) {
  const groups = [tallies.filter(({ began }) => began), tallies.filter(({ began }) => !began)]
  const draws = Array.from({ length: SAMPLES }, () => {
    const drawn = groups.flatMap((group) => group.map(() => group[Math.floor(uniform() * group.length)]!))
    return alternate(drawn, shares).shares
  })
  const wider = forFew(groups[0]!.length)
  return shares.map((share, week) => {
    const sorted = draws.map((draw) => draw[week]!).toSorted((a, b) => a - b)
    return {
      low: Math.max(0, share - wider * Math.max(0, share - quantile(sorted, TAIL))),
      high: Math.min(1, share + wider * Math.max(0, quantile(sorted, 1 - TAIL) - share)),
    }
  })
}

/** Draws from few people scatter less than people do: Student's quantile over the normal one, nearly. */
function forFew(people: number): number {
  return Math.sqrt(people / (people - 1)) * (1 + 1.3 / (people - 1))
}

/** Rising means that end at a limit stay a little below it. */
const NEARLY_FULL = 0.95

/** Weekly shares as few points: each level in the middle of its weeks. */
function pointsOf(shares: readonly number[]): RampPoint[] {
  const points: RampPoint[] = []
  const nearly = shares.findIndex((share) => share >= NEARLY_FULL)
  const full = nearly < 0 ? RAMP_HORIZON : nearly
  for (let from = 0; from < full;) {
    let to = from
    while (to + 1 < full && Math.abs(shares[to + 1]! - shares[from]!) < 0.005) to += 1
    points.push({ week: Math.floor((from + to + 1) / 2), share: Math.round(shares[from]! * 1000) / 1000 })
    from = to + 1
  }
  return [...points.filter(({ week }) => week < full), { week: full, share: 1 }]
}

/** Weeks that a level is judged by, and for how many it must hold. */
const JUDGED = 8
const HELD = 4
const SURE = 0.8

/** The first of four weeks in which the last eight say with 80 % that the level lies in the band. */
function watch({ weeks }: PersonWeeks, low: number, scale: number): Watched {
  const own = weeks
    .flatMap(({ week, ...rest }) => (week === null ? [] : [{ week, ...rest }]))
    .toSorted((a, b) => a.week - b.week)
  let held = 0
  for (const [at, { week }] of own.entries()) {
    const last = own.slice(Math.max(0, at - JUDGED + 1), at + 1)
    const amount = sum(last.map((one) => one.amount)) / scale
    const exposure = sum(last.map((one) => one.exposure))
    held = exposure > 0 && gammaAbove(amount + 0.5, low * exposure) > SURE ? held + 1 : 0
    if (held === HELD) return { weeks: week - HELD + 2, happened: true }
  }
  return { weeks: (own.at(-1)?.week ?? 0) + 1, happened: false }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
