import { stateOf, type StateKind } from '../state-of.ts'

export interface BurnDownDayPoint {
  readonly date: string
  readonly selling: boolean
  readonly remaining: number | null
  readonly ideal: number | null
}

export interface BurnDownFigures {
  readonly days: readonly BurnDownDayPoint[]
  /** where both lines begin; null without a goal on the first day */
  readonly openingGoal: number | null
  readonly goalChanges: readonly { readonly date: string; readonly from: number | null; readonly to: number | null }[]
  /** in the unit of the days: what is left of the goal when the period ends at the present rate */
  readonly leftAtEnd: number | null
}

export type Point = readonly [x: number, y: number]

export interface BurnDownView {
  /** x runs in days: 0 is the first morning, n the last evening */
  readonly length: number
  readonly ideal: readonly Point[]
  readonly actual: readonly Point[]
  /** from the last known evening to the end; empty when nothing is forecast */
  readonly forecast: readonly Point[]
  readonly nonSelling: readonly (readonly [from: number, to: number])[]
  readonly steps: readonly { readonly x: number; readonly from: number | null; readonly to: number | null }[]
  /** evening of the as-of day; null before and after the period */
  readonly today: number | null
  readonly state: StateKind | null
  readonly landing: StateKind | null
  /** positions of the date labels: the first day of each week, else every day of a short period */
  readonly ticks: readonly number[]
}

/** Where a burn-down's points lie. A goal change is a vertical step on the morning of its day. */
export function burnDownView({ days, openingGoal, goalChanges, leftAtEnd }: BurnDownFigures): BurnDownView {
  const known = days.filter((day) => day.remaining !== null).length
  const ideal: Point[] = openingGoal === null ? [] : [[0, openingGoal]]
  const actual: Point[] = openingGoal === null || known === 0 ? [] : [[0, openingGoal]]
  const steps = goalChanges.flatMap((change) => {
    const x = days.findIndex((day) => day.date === change.date)
    return x < 0 ? [] : [{ x, from: change.from, to: change.to }]
  })
  days.forEach((day, at) => {
    const step = steps.find((candidate) => candidate.x === at)
    const rise = step ? (step.to ?? 0) - (step.from ?? 0) : 0
    if (day.ideal !== null) {
      const before = ideal.at(-1)
      if (step && before) ideal.push([at, idealAfterStep(before[1], step.from, step.to)])
      ideal.push([at + 1, day.ideal])
    }
    if (day.remaining !== null) {
      const before = actual.at(-1)
      if (step && before) actual.push([at, before[1] + rise])
      actual.push([at + 1, day.remaining])
    }
  })
  const last = actual.at(-1)
  const idealNow = days[known - 1]?.ideal ?? null
  const open = known > 0 && known < days.length
  return {
    length: days.length,
    ideal,
    actual,
    forecast: open && last && leftAtEnd !== null ? [last, [days.length, leftAtEnd]] : [],
    nonSelling: runs(days),
    steps,
    today: open ? known : null,
    state: last && idealNow !== null && openingGoal ? stateOf(((idealNow - last[1]) / openingGoal) * 100) : null,
    landing: leftAtEnd === null || !openingGoal ? null : stateOf((-leftAtEnd / openingGoal) * 100),
    ticks: ticksOf(days),
  }
}

/** The pace line keeps its share of the goal when the goal changes. */
function idealAfterStep(value: number, from: number | null, to: number | null): number {
  return from === null || from === 0 || to === null ? (to ?? 0) : (value * to) / from
}

/** Runs of days without selling, as bands on the x axis. */
function runs(days: readonly BurnDownDayPoint[]): (readonly [number, number])[] {
  const bands: [number, number][] = []
  days.forEach((day, at) => {
    if (day.selling) return
    const last = bands.at(-1)
    if (last && last[1] === at) last[1] = at + 1
    else bands.push([at, at + 1])
  })
  return bands
}

const DENSE = 10
const MONTHS_FROM = 45

function ticksOf(days: readonly BurnDownDayPoint[]): number[] {
  return days.flatMap((day, at) => {
    if (days.length <= DENSE) return [at]
    if (days.length > MONTHS_FROM) return day.date.endsWith('-01') ? [at] : []
    return at === 0 || (day.selling && days[at - 1]?.selling === false && at > 2) ? [at] : []
  })
}
