import { DAYS_PER_MONTH, type Axis } from './axis.ts'
import { chance, exponential } from './draw.ts'
import type { Scenario } from './scenario.ts'
import { stream } from './streams.ts'

/** The day after the last of a person: a monthly rate from the first day of the world, changed by events in their windows. */
export function leavesOn(scenario: Scenario, axis: Axis, no: number, hired: number): number {
  const { seed, attrition, events } = scenario
  if (attrition === 0) return Infinity
  const changes = events.flatMap((event) => {
    if (event.kind !== 'attrition-change') return []
    const dayOf = (day: string | number) => (typeof day === 'number' ? day : axis.dayOf(day))
    return [
      { from: dayOf(event.from), to: event.to === undefined ? Infinity : dayOf(event.to) + 1, size: event.factor },
    ]
  })
  // a unit exponential is used up by the rate of each stretch of days
  let left = exponential(stream(seed, 'attrition', no), 1)
  let day = Math.max(hired, 0)
  const edges = changes.flatMap(({ from, to }) => [from, to]).toSorted((a, b) => a - b)
  for (const edge of [...edges.filter((at) => at > day), Infinity]) {
    const factor = changes.reduce(
      (product, { from, to, size }) => (day >= from && day < to ? product * size : product),
      1,
    )
    const rate = (attrition * factor) / DAYS_PER_MONTH
    if (left <= rate * (edge - day)) return Math.ceil(day + left / rate)
    left -= rate * (edge - day)
    day = edge
  }
  return Infinity
}

/** From which day on a leaver does less and less; null for whoever goes without a sign. */
export function fadesFrom({ seed, fading }: Scenario, no: number, hired: number, left: number): number | null {
  const fades = chance(stream(seed, 'fading', no), fading.share)
  return fades ? Math.max(hired, left - fading.weeks * 7) : null
}
