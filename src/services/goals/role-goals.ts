import type { Db } from '../../db/client.ts'
import { goalOn } from '../../domain/burn-down/goal.ts'
import type { OwnGoal } from '../../domain/burn-down/scope-goal.ts'
import type { DateRange } from '../../domain/calendar/local-date.ts'
import { meanShare } from '../../domain/ramp/curve.ts'
import { forRole, roleKey } from '../../domain/role.ts'
import type { OrgView } from '../org/view.ts'
import { curveOf, readRamps } from '../ramp/read-ramps.ts'
import { readStints } from '../ramp/read-stints.ts'

/**
 * What the goals of roles come to for each of their people: of what adds up, the part of the period that the person is
 * in the role, each day by how far ramped; of a rate the mean over the days in it.
 */
export async function goalsOfRoles(
  db: Db,
  view: OrgView,
  {
    metric,
    roles,
    range,
    adds,
    money,
  }: {
    readonly metric: string
    readonly roles: ReadonlyMap<string, OwnGoal>
    readonly range: DateRange
    readonly adds: boolean
    readonly money: boolean
  },
): Promise<Map<string, OwnGoal>> {
  const ramps = await readRamps(db, view)
  const stints = (await readStints(db, view, range.from)).filter(({ from }) => from <= range.to)
  const goals = new Map<string, OwnGoal>()
  for (const [personId, own] of Map.groupBy(stints, (stint) => stint.personId)) {
    const parts = own.flatMap((stint) => {
      const goal = forRole(roles, stint)
      if (goal === undefined) return []
      const held = { from: later(stint.from, range.from), to: earlier(stint.to, range.to) }
      const curve = curveOf(ramps, stint, metric)
      return [{ name: roleKey(stint), goal, share: meanShare(curve, stint.since, held, adds ? range : held) }]
    })
    // of a rate there is one goal at a time: that of the last role
    const counted = adds ? parts : parts.slice(-1)
    const last = counted.at(-1)
    if (last === undefined) continue
    const dates = [...new Set(counted.flatMap(({ goal }) => goal.steps.map(({ date }) => date)))].toSorted()
    goals.set(personId, {
      source: last.goal.source,
      ofRole: { name: last.name, share: last.share },
      steps: dates.map((date) => {
        const due = counted.map(({ goal, share }) => times(goalOn(goal.steps, date), share, money))
        const known = due.filter((one) => one !== null)
        return { date, minor: known.length === 0 ? null : known.reduce((sum, one) => sum + one, 0) }
      }),
    })
  }
  return goals
}

function times(goal: number | null, share: number, money: boolean): number | null {
  if (goal === null) return null
  return money ? Math.round(goal * share) : goal * share
}

function later(a: string, b: string): string {
  return a > b ? a : b
}

function earlier(a: string, b: string): string {
  return a < b ? a : b
}
