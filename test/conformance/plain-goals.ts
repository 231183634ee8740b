import { teamAt } from './plain-time.ts'
import type { PlainSales } from './plain-sales.ts'

/** The goal of a subject: its own, else the sum of those of its sub-teams and members at that moment. */
export function goalFor(sales: PlainSales, by: string, subject: string | null, at: number): number | null {
  const own = sales.goals.find(({ kind, id }) => kind === by && id === subject)
  if (own !== undefined) return own.minor
  if (by === 'person') return null
  const team = by === 'team' ? subject : null
  const below = sales.teams.filter(({ parent }) => parent === team).map(({ id }) => goalFor(sales, 'team', id, at))
  const members = sales.people
    .filter((person) => teamAt(sales, person, at) === team)
    .map((person) => goalFor(sales, 'person', person, at))
  const goals = [...below, ...members].filter((goal) => goal !== null)
  return goals.length === 0 ? null : goals.reduce((sum, goal) => sum + goal, 0)
}
