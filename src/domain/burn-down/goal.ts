import { addDays, datesFrom, type DateRange } from '../calendar/local-date.ts'
import type { LocalDate } from '../instant.ts'

/** From `date` on, the goal is `minor` units; null: none. Steps are in the order of their dates. */
export interface GoalStep {
  readonly date: LocalDate
  readonly minor: number | null
}

/** The goal in force on a date; null before the first step. */
export function goalOn(steps: readonly GoalStep[], date: LocalDate): number | null {
  return steps.findLast((step) => step.date <= date)?.minor ?? null
}

export interface Member {
  readonly goals: readonly GoalStep[]
  /** when the person belonged to the team, sub-teams included */
  readonly membership: readonly DateRange[]
}

/**
 * The goal of a team on each day of a range (metrics.md Pace and lands-at): its own where it has one, else the sum of
 * the goals of those who are members that day, so that a person who joins or leaves is a step. Null while neither the
 * team nor any member has a goal.
 */
export function teamGoal(own: readonly GoalStep[], members: readonly Member[], { from, to }: DateRange): GoalStep[] {
  const steps: GoalStep[] = []
  for (const date of datesFrom(from, to)) {
    const minor = goalOn(own, date) ?? sumOfMembers(members, date)
    const last = steps.at(-1)
    if (!last || last.minor !== minor) steps.push({ date, minor })
  }
  return steps
}

function sumOfMembers(members: readonly Member[], date: LocalDate): number | null {
  const goals = members
    .filter(({ membership }) => membership.some(({ from, to }) => from <= date && date <= to))
    .map(({ goals: steps }) => goalOn(steps, date))
    .filter((goal) => goal !== null)
  return goals.length === 0 ? null : goals.reduce((sum, goal) => sum + goal, 0)
}

export interface GoalChange {
  readonly date: LocalDate
  readonly from: number | null
  readonly to: number | null
}

/** Where the goal changed after the first day of a range: the scope steps of a burn-down. */
export function goalChanges(steps: readonly GoalStep[], { from, to }: DateRange): GoalChange[] {
  const dates = new Set(steps.map(({ date }) => date).filter((date) => from < date && date <= to))
  return [...dates]
    .map((date) => ({ date, from: goalOn(steps, addDays(date, -1)), to: goalOn(steps, date) }))
    .filter((change) => change.from !== change.to)
}
