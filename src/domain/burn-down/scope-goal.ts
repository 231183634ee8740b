import type { DateRange } from '../calendar/local-date.ts'
import type { LocalDate } from '../instant.ts'
import { type Scope, scopeKey } from '../scope.ts'
import { partsOf, type Structure } from '../structure.ts'
import { goalOn, type GoalStep, teamGoal } from './goal.ts'

export type GoalSource = 'quota' | 'commit' | 'shared'

export interface OwnGoal {
  readonly steps: readonly GoalStep[]
  /** of the goal in force last */
  readonly source: GoalSource
  /** the goal is that of the person's role, times what of the period the person is there for and how far ramped */
  readonly ofRole?: { readonly name: string; readonly share: number }
}

/** Goals of one metric and period, by `scopeKey`. */
export type Goals = ReadonlyMap<string, OwnGoal>

export interface ScopeGoal {
  readonly steps: readonly GoalStep[]
  /** null without a goal */
  readonly source: GoalSource | null
  /** null where the scope has a goal of its own on the day asked about */
  readonly computedFrom: { readonly members: number; readonly withGoal: number } | null
}

/** The goal that a scope was given itself: of what does not add up, such as a rate, there is no other. */
export function ownGoal(goals: Goals, scope: Scope): ScopeGoal {
  const own = goals.get(scopeKey(scope))
  return { steps: own?.steps ?? [], source: own?.source ?? null, computedFrom: null }
}

/**
 * The goal of a scope over a range (metrics.md Pace and lands-at): its own, else the sum of the goals of those who
 * belong to it. A sub-team stands for its members where it has a goal of its own. `date` is the day that `source` and
 * `computedFrom` speak of.
 */
export function scopeGoal(
  structure: Structure,
  goals: Goals,
  scope: Scope,
  range: DateRange,
  date: LocalDate,
): ScopeGoal {
  const own = goals.get(scopeKey(scope))
  const steps = stepsOf(structure, goals, scope, range, new Set())
  if (scope.kind === 'person' || (own && goalOn(own.steps, date) !== null)) {
    return { steps, source: own?.source ?? null, computedFrom: null }
  }
  const leaves = leavesOf(structure, goals, scope, date, new Set())
  const sources = new Set(leaves.flatMap((leaf) => (leaf === null ? [] : [leaf])))
  const [only] = sources
  return {
    steps,
    source: sources.size === 1 && only !== undefined ? only : sources.size > 1 ? 'shared' : null,
    computedFrom: { members: leaves.length, withGoal: leaves.filter((leaf) => leaf !== null).length },
  }
}

function stepsOf(
  structure: Structure,
  goals: Goals,
  scope: Scope,
  range: DateRange,
  passed: ReadonlySet<string>,
): readonly GoalStep[] {
  const key = scopeKey(scope)
  const own = goals.get(key)?.steps ?? []
  // a circle of teams adds nothing
  if (passed.has(key)) return []
  if (scope.kind === 'person') return own
  const below = new Set([...passed, key])
  const members = partsOf(structure, scope).map((part) => ({
    goals: stepsOf(structure, goals, part.scope, range, below),
    membership: part.days,
  }))
  return teamGoal(own, members, range)
}

/** The source of each goal that is added up, null for a person without one. */
function leavesOf(
  structure: Structure,
  goals: Goals,
  scope: Scope,
  date: LocalDate,
  passed: ReadonlySet<string>,
): (GoalSource | null)[] {
  const below = new Set([...passed, scopeKey(scope)])
  return partsOf(structure, scope).flatMap((part) => {
    if (!part.days.some(({ from, to }) => from <= date && date <= to)) return []
    if (below.has(scopeKey(part.scope))) return []
    const own = goals.get(scopeKey(part.scope))
    if (own && goalOn(own.steps, date) !== null) return [own.source]
    return part.scope.kind === 'person' ? [null] : leavesOf(structure, goals, part.scope, date, below)
  })
}
