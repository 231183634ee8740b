import { exp } from './arithmetic.ts'
import { DAYS_PER_MONTH } from './axis.ts'
import type { DealSeed } from './deal.ts'
import { CONSTANTS } from './constants.ts'
import { chance, gamma, lognormalByMedian, whole } from './draw.ts'
import type { Outcome, Traits } from './fate.ts'
import type { Scenario } from './scenario.ts'
import type { Person } from './persons.ts'
import { stream } from './streams.ts'
import { nearWorkday, type World } from './world.ts'

/** Share of the list value that the last offer takes off. */
export function discountOf({ scenario, effects }: World, key: readonly number[], owner: Person, day: number): number {
  const { discountMean: mean, discountSd: sd } = scenario.amounts
  const draw = stream(scenario.seed, 'discount', ...key)
  // never below 0, and of the stated mean and spread
  const drawn = mean === 0 || sd === 0 ? mean : gamma(draw, (mean / sd) * (mean / sd), (sd * sd) / mean)
  const share = Math.min(CONSTANTS.mostDiscount, drawn + effects.sum('discount', owner.no, day))
  return Math.round(share * 10_000) / 10_000
}

/** Stages entered after the first, in days after creation: skips, returns, and for what is not won a stage where it ends. */
export function stagePath(scenario: Scenario, key: readonly number[], kind: Outcome['kind'], days: number) {
  const draw = stream(scenario.seed, 'stages', ...key)
  const last = scenario.stages.length - 1
  const highest =
    kind === 'won' ? last : Math.min(last, Math.floor(exp(-1.2 * draw.uniform()) * draw.uniform() * (last + 1.5)))
  const path: { stage: number; after: number }[] = []
  let before = 0
  for (let stage = 1; stage <= highest; stage += 1) {
    const share = (stage + draw.uniform() - 0.5) / (highest + 1)
    if (stage < highest && chance(draw, scenario.stagePath.skip)) continue
    const after = Math.max(before + 1, Math.round(days * share))
    path.push({ stage, after })
    before = after
    if (chance(draw, scenario.stagePath.back)) {
      const back = before + Math.max(1, Math.round((days * 0.08) / (highest + 1)))
      const again = back + Math.max(1, Math.round((days * 0.15) / (highest + 1)))
      path.push({ stage: stage - 1, after: back }, { stage, after: again })
      before = again
    }
  }
  return path.filter(({ after }) => after < days)
}

/** What the owner calls the deal at a stage. */
export function categoryOf(stage: number, stages: number, { bias }: Person): string {
  // a person who forecasts too high commits one stage early, one who forecasts too low never commits
  const place = (stage + (bias < -0.15 ? 1 : 0)) / (stages - 1)
  if (place < 0.4) return 'pipeline'
  return place >= 1 && bias < 0.15 ? 'commit' : 'best case'
}

/** The close date at creation, and each time it was moved. */
export function closeDates(
  world: World,
  { key, day, owner, renewal }: DealSeed,
  horizon: number,
  { segment }: Traits,
): { on: number; date: number }[] {
  const { scenario } = world
  if (renewal !== undefined) return [{ on: day, date: renewal.closes }]
  const { optimism, push, pushDays } = scenario.closeDates
  const draw = stream(scenario.seed, 'close-date', ...key)
  const expected = optimism * scenario.outcome.win.median * segment.duration * DAYS_PER_MONTH
  let date = day + Math.max(7, Math.round(lognormalByMedian(draw, expected, CONSTANTS.closeDate.sigma)))
  const dates = [{ on: day, date }]
  let looked = date
  while (looked < horizon && looked < world.axis.days) {
    const on = nearWorkday(world, owner, looked + whole(draw, -2, 4), day + 1)
    if (chance(draw, push)) {
      date = Math.max(date, on) + whole(draw, pushDays.min, pushDays.max)
      if (on < horizon) dates.push({ on, date })
      looked = date
    } else looked += CONSTANTS.closeDate.againDays
  }
  return dates
}
