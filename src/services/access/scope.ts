import { zoneOf } from '#domain/calendar/zone.ts'
import { LeadoutError } from '#domain/errors.ts'
import type { LocalDate } from '#domain/instant.ts'
import type { Scope } from '#domain/scope.ts'
import { memberOn, personsOn, type Structure, teamsBelow } from '#domain/structure.ts'
import type { Ctx } from '../context.ts'
import { agreedTo } from '../me/agreed.ts'
import { orgPolicy } from '../org/policy.ts'
import type { OrgView } from '../org/view.ts'
import { logView } from './log-view.ts'
import { sees, type VisiblePersons, visiblePersons } from './visible-persons.ts'

/** Whose figures an actor may see in a view, by scope and by name. */
export interface ScopeAccess {
  /** whether the figures of a scope may be shown */
  allows(scope: Scope): boolean
  /** whether a person's bar may stand in a list of names */
  names(personId: string): boolean
}

/**
 * Team totals are for everyone, or for the own team where `totalsVisibility` says so; a person's figures for those of
 * `visiblePersons`, and for team mates as bars where `namedBars` is on, or is asked and the person has agreed
 * (architecture.md 1 Access).
 */
export async function scopeAccess(ctx: Ctx, view: OrgView, structure: Structure): Promise<ScopeAccess> {
  const visible = await visiblePersons(ctx, view.asOf)
  const { totalsVisibility, namedBars } = orgPolicy(view.settings)
  const me = 'personId' in ctx.actor ? ctx.actor.personId : null
  const myTeam = me === null ? null : (memberOn(structure, me, view.asOfDate)?.teamId ?? null)
  const mates: Scope | null = myTeam === null || namedBars === 'off' ? null : { kind: 'team', id: myTeam }
  const agreed = await agreedTo(ctx, view, 'namedBars')
  const mateIds = mates === null ? new Set<string>() : personsOn(structure, mates, view.asOfDate)
  const ownTeams = myTeam === null ? new Set<string>() : teamsBelow(structure, myTeam, view.asOfDate)
  return {
    allows(scope) {
      if (scope.kind === 'person') return sees(visible, scope.id)
      if (totalsVisibility === 'company' || visible === 'all') return true
      return (
        (scope.kind === 'team' && ownTeams.has(scope.id)) || isAll(visible, personsOn(structure, scope, view.asOfDate))
      )
    },
    names: (personId) => sees(visible, personId) || (mateIds.has(personId) && agreed(personId)),
  }
}

/** @throws LeadoutError `forbidden` for a scope whose figures the actor may not see */
export function requireScope(access: ScopeAccess, scope: Scope): void {
  if (!access.allows(scope)) throw new LeadoutError('forbidden', 'Your access level does not allow these figures.')
}

/** Writes a look at one person's figures into the view log. */
export async function logPersonView(ctx: Ctx, view: OrgView, personId: string): Promise<void> {
  const surface = ctx.actor.type === 'api-key' ? 'api' : 'person-page'
  await logView(ctx, { surface, personIds: [personId], day: todayOf(ctx, view) })
}

/** Writes a look at named bars into the view log: a grid per team, by API key each person. */
export async function logBarsView(
  ctx: Ctx,
  { view, structure, day }: { view: OrgView; structure: Structure; day: LocalDate },
  personIds: readonly string[],
): Promise<void> {
  const today = todayOf(ctx, view)
  if (ctx.actor.type === 'api-key') return logView(ctx, { surface: 'api', personIds, day: today })
  const teams = new Set(personIds.map((id) => memberOn(structure, id, day)?.teamId ?? null))
  await logView(ctx, { surface: 'grid', teamIds: [...teams].filter((id) => id !== null), day: today })
}

function todayOf(ctx: Ctx, view: OrgView): string {
  return zoneOf(view.settings.zone).dateAt(ctx.recordedAt)
}

function isAll(visible: VisiblePersons, persons: ReadonlySet<string>): boolean {
  return persons.size > 0 && [...persons].every((id) => sees(visible, id))
}
