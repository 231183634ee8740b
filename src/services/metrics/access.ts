import { LeadoutError } from '#domain/errors.ts'
import type { FieldFilter } from '#domain/field-filter.ts'
import { isScopeKind } from '#domain/scope.ts'
import type { Ctx } from '../context.ts'
import { personsCalled } from '../access/persons-called.ts'
import { logBarsView, logPersonView, scopeAccess } from '../access/scope.ts'
import type { OrgStructure } from '../org/structure.ts'
import type { OrgView } from '../org/view.ts'

export interface MetricAccess {
  /** @throws LeadoutError `forbidden` where the actor may not see these figures at all */
  require(by: string, then: string | undefined, filters: readonly FieldFilter[]): Promise<void>
  /** whether one subject's figure may be shown */
  shows(by: string, subject: string | null): boolean
  /** writes the look at named people into the view log */
  log(by: string, subjects: readonly (string | null)[]): Promise<void>
}

/**
 * Who sees which figures (architecture.md 1 Access): a person's for those who may see that person, a team's and an
 * office's as the organisation's setting has it, anything else like the company's. A filter on a person is a look at
 * that person.
 */
export async function metricAccess(ctx: Ctx, view: OrgView, structure: OrgStructure): Promise<MetricAccess> {
  const access = await scopeAccess(ctx, view, structure)
  const looked = new Set<string>()
  return {
    async require(by, then, filters) {
      const persons = filters.filter(({ field }) => field === 'owner' || field === 'person')
      const named = await personsCalled(
        ctx,
        persons.map(({ value }) => value),
      )
      for (const id of named) looked.add(id)
      const allowed =
        named.every((id) => access.allows({ kind: 'person', id })) &&
        then !== 'person' &&
        (isScopeKind(scopeKind(by)) || named.length > 0 || access.allows({ kind: 'company', id: 'all' }))
      if (!allowed) throw new LeadoutError('forbidden', 'Your access level does not allow these figures.')
    },
    shows: (by, subject) => {
      const kind = scopeKind(by)
      if (!isScopeKind(kind)) return true
      if (subject === null) return access.allows({ kind: 'company', id: 'all' })
      return access.allows({ kind, id: subject })
    },
    async log(by, subjects) {
      const persons = by === 'person' ? [...new Set(subjects)].filter((id) => id !== null) : []
      for (const id of looked) await logPersonView(ctx, view, id)
      if (persons.length === 1) await logPersonView(ctx, view, persons[0]!)
      else if (persons.length > 1) await logBarsView(ctx, { view, structure, day: view.asOfDate }, persons)
    },
  }
}

/** Who may see a team may see what it does without those below it. */
function scopeKind(by: string): string {
  return by === 'pod' ? 'team' : by
}
