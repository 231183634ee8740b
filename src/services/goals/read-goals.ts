import type { Db } from '../../db/client.ts'
import { historySince } from '../../db/structure.ts'
import type { Goals, OwnGoal } from '../../domain/burn-down/scope-goal.ts'
import { COMPANY, scopeKey } from '../../domain/scope.ts'
import { localDays } from '../org/structure.ts'
import type { OrgView } from '../org/view.ts'

/** Every goal of a metric and period in a view, step by step; goals in another currency than the organisation's are left out. */
export async function readGoals(
  db: Db,
  { orgId, view, settings }: OrgView,
  metric: string,
  period: string,
): Promise<Goals> {
  const rows = await historySince(db, orgId, 'goal', view, -Infinity)
  const goals = new Map<string, OwnGoal>()
  for (const { state, ...span } of rows) {
    if (state.metric !== metric || state.period !== period || state.currency !== settings.currency) continue
    const key = scopeKey({ kind: state.scopeKind, id: state.scopeId ?? COMPANY.id })
    const step = { date: localDays(span, settings.zone).from, minor: state.minor }
    goals.set(key, { steps: [...(goals.get(key)?.steps ?? []), step], source: state.source })
  }
  return goals
}
