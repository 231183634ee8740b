import type { Interval } from '../interval/interval.ts'

/** What is usual, from earlier points or from peers: the central 80 % of them, and their median. */
export interface Band extends Interval {
  readonly middle: number
  /** values that it is made of */
  readonly n: number
}

/** Where a value lies; whether that is good is the valence of its metric. */
export type BandPlace = 'inside' | 'above' | 'below'

/** Fewer earlier points say nothing about what is usual. */
export const FEWEST_POINTS = 6
/** Fewer peers would tell who they are. */
export const FEWEST_PEERS = 4

const TAIL = 0.1

/** The central 80 % of earlier points; null below six. Points without a value are left out. */
export function pastBand(points: readonly (number | null)[]): Band | null {
  return bandOf(points, FEWEST_POINTS)
}

/** The central 80 % of peers; null below four. */
export function peerBand(values: readonly (number | null)[]): Band | null {
  return bandOf(values, FEWEST_PEERS)
}

/** A band for somebody who is not in full swing. */
export function partOfBand({ low, middle, high, n }: Band, share: number): Band {
  return { low: low * share, middle: middle * share, high: high * share, n }
}

export function placeIn(value: number | null, band: Interval | null): BandPlace | null {
  if (value === null || band === null) return null
  if (value > band.high) return 'above'
  return value < band.low ? 'below' : 'inside'
}

function bandOf(values: readonly (number | null)[], fewest: number): Band | null {
  const sorted = values.filter((value) => value !== null).toSorted((a, b) => a - b)
  if (sorted.length < fewest) return null
  return {
    low: quantile(sorted, TAIL),
    middle: quantile(sorted, 0.5),
    high: quantile(sorted, 1 - TAIL),
    n: sorted.length,
  }
}

/** Of ascending values, linear between neighbours: the p-th part of the way from the first to the last. */
export function quantile(sorted: readonly number[], p: number): number {
  const at = (sorted.length - 1) * p
  const low = sorted[Math.floor(at)]!
  const high = sorted[Math.ceil(at)]!
  return low + (high - low) * (at - Math.floor(at))
}
