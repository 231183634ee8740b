import type { DealReach } from '../../db/deal-facts.ts'
import { LeadoutError } from '../../domain/errors.ts'
import type { FieldFilter } from '../../domain/field-filter.ts'
import { memberOn, teamsBelow } from '../../domain/structure.ts'
import type { ScopeAccess } from '../access/scope.ts'
import { personsCalled } from '../access/persons-called.ts'
import { visiblePersons } from '../access/visible-persons.ts'
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
 * Which deals an actor may see and edit: null for all of them or, where `totalsVisibility` says so, those of the own
 * team, the teams below it and the persons whose figures the actor sees (architecture.md, Access).
 */
export async function dealReach(ctx: Ctx, view: OrgView): Promise<DealReach | null> {
  const visible = await visiblePersons(ctx, view.asOf)
  if (visible === 'all' || orgPolicy(view.settings).totalsVisibility === 'company') return null
  const structure = await readStructure(ctx.db, view, view.asOfDate)
  const me = 'personId' in ctx.actor ? ctx.actor.personId : null
  const team = me === null ? null : (memberOn(structure, me, view.asOfDate)?.teamId ?? null)
  return { teamIds: team === null ? [] : [...teamsBelow(structure, team, view.asOfDate)], personIds: [...visible] }
}

/** `dealReach` as a question about one deal. */
export async function dealAccess(ctx: Ctx, view: OrgView): Promise<(deal: DealPlace) => boolean> {
  const reach = await dealReach(ctx, view)
  if (reach === null) return () => true
  const [teams, persons] = [new Set(reach.teamIds), new Set(reach.personIds)]
  return ({ ownerId, teamId }) => (teamId !== null && teams.has(teamId)) || (ownerId !== null && persons.has(ownerId))
}

/** Fields of a filter whose value is a person: what it lets through are that person's figures. */
const PERSON_FIELDS: readonly string[] = ['owner', 'creator', 'ownerid']

/**
 * The persons that filters ask for, by id, id in the source, name or address.
 * @throws LeadoutError `forbidden` for one whose figures the actor may not see
 */
export async function requirePersonFilters(
  ctx: Ctx,
  access: Pick<ScopeAccess, 'names'>,
  filters: readonly FieldFilter[],
): Promise<string[]> {
  const asked = filters.filter(({ field }) => PERSON_FIELDS.includes(field.toLowerCase()))
  if (asked.length === 0) return []
  const ids = await personsCalled(
    ctx,
    asked.map(({ value }) => value),
  )
  if (!ids.every((id) => access.names(id)))
    throw new LeadoutError('forbidden', 'Your access level does not allow these figures.')
  return ids
}
