import { roundGoal } from '#domain/goal/suggest.ts'
import { type GoalScope } from '#services/goals/set-goal.ts'
import { suggestGoal } from '#services/goals/suggest-goal.ts'
import type { Reader } from '#services/metrics/points.ts'
import { readSettings } from '#services/org/settings.ts'
import type { GoalSuggestion } from '../contract.ts'

/** @throws LeadoutError `not-found` for a metric, `forbidden` */
export async function readSuggestion(
  reader: Reader,
  input: { readonly scope: GoalScope; readonly metric: string; readonly period: string },
): Promise<GoalSuggestion> {
  const { metric, role, share, found, from, to } = await suggestGoal(reader, input)
  const { currency } = await readSettings(reader.ctx.db, reader.ctx.orgId)
  const part = (value: number) =>
    share === 1 ? value : metric.unit === 'share' ? value * share : roundGoal(value * share)
  return {
    role,
    currency,
    metric,
    share,
    from,
    to,
    people: found?.people ?? 0,
    periods: found?.periods ?? 0,
    levels: (found?.levels ?? []).map(({ value, ...rest }) => ({ ...rest, value: part(value) })),
  }
}
