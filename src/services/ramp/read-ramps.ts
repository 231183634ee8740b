import type { Db } from '#db/client.ts'
import { readKind } from '#db/spans.ts'
import type { RampCurve } from '#domain/ramp/curve.ts'
import { forRole, type Role, roleKey } from '#domain/role.ts'
import type { StateOf } from '#domain/world/kinds.ts'
import type { OrgView } from '../org/view.ts'

export type StoredRamp = StateOf<'ramp'>

/** The curve of a role on a metric; null where nobody has said one: then everybody is full from the first day. */
export type RampOf = (role: Role, metric: string) => StoredRamp | null

/** Every ramp in force in a view. */
export async function readRamps(db: Db, { orgId, view }: OrgView): Promise<RampOf> {
  const byMetric = new Map<string, Map<string, StoredRamp>>()
  for (const { state } of await readKind(db, orgId, 'ramp', view)) {
    const byRole = byMetric.get(state.metric) ?? new Map<string, StoredRamp>()
    byMetric.set(state.metric, byRole.set(roleKey(state), state))
  }
  return (role, metric) => forRole(byMetric.get(metric) ?? new Map<string, StoredRamp>(), role) ?? null
}

export function curveOf(ramps: RampOf, role: Role, metric: string): RampCurve | null {
  return ramps(role, metric)?.points ?? null
}
