import { memberOn, teamsBelow } from '../../domain/structure.ts'
import { sees, visiblePersons } from '../access/visible-persons.ts'
import type { Ctx } from '../context.ts'
import { orgPolicy } from '../org/policy.ts'
import { readStructure } from '../org/structure.ts'
import type { OrgView } from '../org/view.ts'

/** Whose deal it is: its owner, and the team of that owner. */
export interface DealPlace {
  readonly ownerId: string | null
  readonly teamId: string | null
}

/**
 * Which deals an actor may see and edit: all of them or, where `totalsVisibility` says so, those of the own team, the
 * teams below it and the persons whose figures the actor sees (architecture.md, Access).
 */
export async function dealAccess(ctx: Ctx, view: OrgView): Promise<(deal: DealPlace) => boolean> {
  const visible = await visiblePersons(ctx, view.asOf)
  if (visible === 'all' || orgPolicy(view.settings).totalsVisibility === 'company') return () => true
  const structure = await readStructure(ctx.db, view, view.asOfDate)
  const me = 'personId' in ctx.actor ? ctx.actor.personId : null
  const team = me === null ? null : (memberOn(structure, me, view.asOfDate)?.teamId ?? null)
  const teams = team === null ? new Set<string>() : teamsBelow(structure, team, view.asOfDate)
  return ({ ownerId, teamId }) => (teamId !== null && teams.has(teamId)) || (ownerId !== null && sees(visible, ownerId))
}
