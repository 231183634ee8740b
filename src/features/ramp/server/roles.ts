import { dataAt } from '#db/data-at.ts'
import { readKind } from '#db/spans.ts'
import { type Role, roleKey } from '#domain/role.ts'
import type { Ctx } from '#services/context.ts'
import { readRoles } from '#services/metrics/grid.ts'
import { readStructure } from '#services/org/structure.ts'
import { type OrgView, resolveView } from '#services/org/view.ts'
import type { Stamp } from '../../scope.ts'
import type { RoleRow } from '../contract.ts'

interface Clock {
  readonly asOf?: string | undefined
  readonly knownAt?: string | undefined
}

/** Every role that somebody holds, and those that something is said of; disciplines alone where they have segments. */
export async function listRoles(ctx: Ctx, clock: Clock): Promise<Stamp & { roles: RoleRow[] }> {
  const view = await resolveView(ctx.db, ctx.orgId, ctx.recordedAt, clock)
  const { names } = await readStructure(ctx.db, view, view.asOfDate)
  const held = [...(await readRoles(ctx.db, view)).values()].filter(({ personId }) => names.has(personId))
  const { priorities, ramps } = await readSaid(ctx, view)
  const disciplines = held.map(({ discipline }) => ({ discipline, segment: null }))
  const all = new Map<string, Role>()
  for (const role of [...held, ...disciplines, ...priorities, ...ramps])
    if (roleKey(role) !== '') all.set(roleKey(role), { discipline: role.discipline, segment: role.segment })
  const roles = [...all].map(([key, role]): RoleRow => ({
    ...role,
    people: held.filter((one) => isOf(one, role)).length,
    metrics: priorities.find((one) => roleKey(one) === key)?.metrics ?? null,
    ramps: ramps.filter((one) => roleKey(one) === key).map(({ metric, points }) => ({ metric, points })),
  }))
  return {
    asOf: view.asOf,
    knownAt: view.knownAt,
    dataAt: await dataAt(ctx.db, ctx.orgId),
    roles: roles.toSorted((a, b) => (roleKey(a) < roleKey(b) ? -1 : 1)),
  }
}

function isOf(one: Role, role: Role): boolean {
  return one.discipline === role.discipline && (role.segment === null || one.segment === role.segment)
}

async function readSaid({ db, orgId }: Ctx, { view }: OrgView) {
  const priorities = await readKind(db, orgId, 'role', view)
  const ramps = await readKind(db, orgId, 'ramp', view)
  return { priorities: priorities.map(({ state }) => state), ramps: ramps.map(({ state }) => state) }
}
