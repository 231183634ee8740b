import { CONSTANTS } from './constants.ts'
import type { DealSeed } from './deal.ts'
import { chance, normal, weighted, whole } from './draw.ts'
import type { Outcome, Traits } from './fate.ts'
import type { Person } from './persons.ts'
import { stream } from './streams.ts'
import { nearWorkday, type World } from './world.ts'

/** What decides about a deal, drawn for each by itself. */
export function traitsOf({ scenario, effects }: World, { key, owner, day }: DealSeed): Traits {
  const { seed, segments, sources, misspecified } = scenario
  return {
    segment: weighted(
      stream(seed, 'segment', ...key),
      segments,
      ({ name, share }) => share * effects.factor(`segment:${name}`, owner.no, day),
    ),
    source: weighted(stream(seed, 'source', ...key), sources, ({ share }) => share),
    ability: owner.ability.win,
    interest: normal(stream(seed, 'interest', ...key)),
    hidden: chance(stream(seed, 'hidden', ...key), misspecified.hiddenSegment?.share ?? 0),
  }
}

/** A renewal is won by its own chance, and decided when the term ends. */
export function renewalOutcome(seed: number, { key, day, renewal }: DealSeed): Outcome {
  const p = renewal!.chance
  const won = chance(stream(seed, 'outcome', ...key), p)
  return { kind: won ? 'won' : 'lost', days: renewal!.closes - day, chance: p, winsPerLoss: p / (1 - p) }
}

/**
 * What events, an owner who left and a strange hazard make of the outcome: the hazard of a win is so many times as high,
 * at every age, by wins that become losses or by losses that become wins.
 */
export function turn(
  world: World,
  { key, day, renewal }: DealSeed,
  latent: Outcome,
  ownerAt: (day: number) => Person,
): { kind: Outcome['kind']; closes: number; turned: boolean } {
  const { scenario, effects } = world
  if (latent.kind === 'never') return { kind: 'never', closes: Infinity, turned: false }
  const closing = (kind: Outcome['kind']) => {
    const on = day + latent.days
    const waits = scenario.misspecified.winHazard === 'quarter-ends' && kind === 'won' && renewal === undefined
    const closes = waits ? quarterEnd(world, key, on) : on
    if (closes > world.axis.days + 30) return closes
    return nearWorkday(world, ownerAt(Math.min(closes, world.axis.days)), closes, day + 1)
  }
  const asWon = closing('won')
  const owner = ownerAt(Math.min(asWon, world.axis.days))
  const moved = owner !== ownerAt(day) ? scenario.outcome.reassigned : 1
  const factor = effects.factor('win-rate', owner.no, asWon) * (renewal === undefined ? moved : 1)
  const u = stream(scenario.seed, 'turn', ...key).uniform()
  if (latent.kind === 'won') {
    return u < factor ? { kind: 'won', closes: asWon, turned: false } : { kind: 'lost', closes: asWon, turned: true }
  }
  if (u < (factor - 1) * latent.winsPerLoss) return { kind: 'won', closes: asWon, turned: true }
  return { kind: 'lost', closes: closing('lost'), turned: false }
}

/** Most wins wait for one of the last days of the quarter. */
function quarterEnd({ axis, scenario }: World, key: readonly number[], day: number): number {
  const { share, days } = CONSTANTS.quarterEnds
  const draw = stream(scenario.seed, 'quarter-end', ...key)
  if (!chance(draw, share)) return day
  let end = day
  while (axis.month(end) % 3 !== 2 || axis.date(end + 1).slice(8) !== '01') end += 1
  return Math.max(day, end - whole(draw, 0, days - 1))
}
