import type { Db } from '#db/client.ts'
import { readKind } from '#db/spans.ts'
import { forRole, type Role, roleKey } from '#domain/role.ts'
import type { OrgView } from '../org/view.ts'

/** The metrics that matter in a role, the first most; null where nobody has said so. */
export async function readPriorities(db: Db, { orgId, view }: OrgView, role: Role): Promise<readonly string[] | null> {
  const said = await readKind(db, orgId, 'role', view)
  return forRole(new Map(said.map(({ state }) => [roleKey(state), state.metrics])), role) ?? null
}
