import { median } from '../interval/median.ts'

/** A person's attainment, one value a quarter: what was booked over what was due, or over what peers booked. */
export interface Attainment {
  readonly personId: string
  readonly quarters: readonly number[]
}

/** People whose results have held: by whom others may go. */
export type Proven =
  | { readonly people: readonly string[]; readonly among: number; readonly quarters: number }
  | { readonly people: null; readonly reason: 'few-peers' | 'no-difference' }

export const FEWEST_QUARTERS = 4
const FEWEST_PEERS = 4
/** a band of one person's quarters would show that person */
const FEWEST_PROVEN = 2

/**
 * The quarter of the peers with the best attainment (methods.md 5.1). Attainments are drawn towards their mean by how
 * much of their spread is luck, so that a few lucky quarters prove nothing; where all of it is, nobody is proven. The
 * person whose page it is takes no part: nobody is held against himself.
 */
export function provenAmong(attainments: readonly Attainment[], personId: string): Proven {
  const peers = attainments.filter((one) => one.personId !== personId && one.quarters.length >= FEWEST_QUARTERS)
  if (peers.length < FEWEST_PEERS) return { people: null, reason: 'few-peers' }
  const shrunken = shrink(peers)
  if (shrunken === null) return { people: null, reason: 'no-difference' }
  const size = Math.max(FEWEST_PROVEN, Math.ceil(peers.length / 4))
  const best = shrunken.toSorted((a, b) => b.attainment - a.attainment || (a.personId < b.personId ? -1 : 1))
  const people = best.slice(0, size).map((one) => one.personId)
  const quarters = median(peers.map((one) => one.quarters.length))!
  return { people, among: peers.length, quarters: Math.floor(quarters) }
}

/**
 * Empirical Bayes by moments: the part of the variance of the means that is not luck, over all of it, is the weight of
 * a person's own mean. Null where none of it is left.
 */
export function shrink(
  peers: readonly Attainment[],
): { readonly personId: string; readonly attainment: number }[] | null {
  const means = peers.map(({ quarters }) => mean(quarters))
  const within = sum(peers.map(({ quarters }, at) => sum(quarters.map((one) => (one - means[at]!) ** 2))))
  const luck = within / sum(peers.map(({ quarters }) => quarters.length - 1))
  const all = mean(means)
  const spread = sum(means.map((one) => (one - all) ** 2)) / (means.length - 1)
  const real = spread - luck * mean(peers.map(({ quarters }) => 1 / quarters.length))
  if (!(real > 0)) return null
  return peers.map(({ personId, quarters }, at) => {
    const weight = real / (real + luck / quarters.length)
    return { personId, attainment: all + weight * (means[at]! - all) }
  })
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
