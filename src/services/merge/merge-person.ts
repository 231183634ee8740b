import type { Db } from '../../db/client.ts'
import { readChanges } from '../../db/ledger.ts'
import type { Instant } from '../../domain/instant.ts'
import { instantsOf, stateAt } from '../../domain/world/statements.ts'
import type { Ctx } from '../context.ts'
import { recordAccessChange } from '../access/record-access-change.ts'
import type { Write } from './merge.ts'
import { latestKnown, standing } from './standing.ts'

const MEMBERSHIP = [
  'employed',
  'teamId',
  'office',
  'discipline',
  'segment',
  'level',
  'managerId',
  'dottedManagerId',
] as const

/**
 * One person has one primary membership: the survivor's own wherever there is one that names a team, else that of the
 * one that goes, whose own ends wherever it was. Someone is not the manager of oneself.
 */
export async function joinMemberships(tx: Db, orgId: string, from: string, into: string, write: Write): Promise<void> {
  const [going, staying] = [
    await standing(tx, orgId, 'membership', from),
    await standing(tx, orgId, 'membership', into),
  ]
  for (const at of instantsOf(going)) {
    if (stateAt(going, at)?.['employed'] === true)
      write('membership', from, { employed: false }, at, latestKnown(going, at))
  }
  const both = [...going, ...staying]
  let borrowed = false
  for (const at of instantsOf(both)) {
    const [own, other] = [stateAt(staying, at), stateAt(going, at)]
    const says = own?.['employed'] === true && (own['teamId'] != null || other?.['teamId'] == null)
    const lent = !says && other?.['employed'] === true
    if (!lent && !borrowed) continue
    const state = (lent ? other : own) ?? { employed: false }
    const patch = Object.fromEntries(MEMBERSHIP.map((field) => [field, apart(state[field], from, into)]))
    write('membership', into, { ...patch, employed: state['employed'] === true }, at, latestKnown(both, at))
    borrowed = lent
  }
}

function apart(value: unknown, from: string, into: string): unknown {
  return value === from || value === into ? null : (value ?? null)
}

/** Goals of a period for which the survivor has one of its own end with the one that goes: two would not add up. */
export async function endDoubleGoals(
  tx: Db,
  orgId: string,
  from: string,
  into: string,
  write: Write,
): Promise<ReadonlySet<string>> {
  const rows = await tx
    .selectFrom('change')
    .select(['entity_id', 'patch'])
    .where('org_id', '=', orgId)
    .where('kind', '=', 'goal')
    .execute()
  const ofBoth = rows.filter(({ patch }) => patch['scopeId'] === from || patch['scopeId'] === into)
  const ended = new Set<string>()
  const goals = await readChanges(tx, orgId, 'goal', [...new Set(ofBoth.map((row) => row.entity_id))])
  const present = [...goals].flatMap(([id, changes]) => {
    const said = changes.filter((change) => change.retractedAt === Infinity)
    const state = stateAt(said, Infinity)
    return state === null || state['deleted'] === true ? [] : [{ id, said, state }]
  })
  const key = (state: Readonly<Record<string, unknown>>) => `${String(state['metric'])} ${String(state['period'])}`
  const own = new Set(present.filter(({ state }) => state['scopeId'] === into).map(({ state }) => key(state)))
  for (const { id, said, state } of present) {
    if (state['scopeId'] !== from || !own.has(key(state))) continue
    const start: Instant = instantsOf(said)[0] ?? -Infinity
    write('goal', id, { deleted: true }, start, latestKnown(said, start))
    ended.add(id)
  }
  return ended
}

/** Logins of the one that goes belong to the survivor from now on; the ids of their users, for the way back. */
export async function moveLogins(
  tx: Db,
  ctx: Ctx,
  from: string,
  into: string,
  only?: readonly string[],
): Promise<string[]> {
  if (only?.length === 0) return []
  let update = tx
    .updateTable('member')
    .set({ person_id: into })
    .where('org_id', '=', ctx.orgId)
    .where('person_id', '=', from)
  if (only !== undefined) update = update.where('user_id', 'in', only)
  const moved = await update.returning('user_id').execute()
  for (const { user_id } of moved) await recordAccessChange(tx, ctx, user_id, { personId: into })
  return moved.map((row) => row.user_id)
}
