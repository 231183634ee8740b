import { addDays, weekdayOf } from '#domain/calendar/local-date.ts'
import type { LocalDate } from '#domain/instant.ts'
import type { OrgSettings } from '../org/settings.ts'
import type { Ctx } from '../context.ts'
import { orgPolicy } from '../org/policy.ts'

const FIRST = { monday: 1, saturday: 6, sunday: 7 } as const
const DAYS = 7

export interface ActivityGrain {
  /** whether the reader may see the week of somebody's activity, but neither its day nor its hour */
  isCoarse(personId: string | null): boolean
  /** the day that the week of a day begins with */
  weekOf(day: LocalDate): LocalDate
}

/** How finely the actor sees when people did what: the own to the minute, that of others as the settings have it. */
export function activityGrain({ actor }: Pick<Ctx, 'actor'>, settings: OrgSettings): ActivityGrain {
  const { personGrain, weekStart } = orgPolicy(settings)
  const byWeek = personGrain !== 'day' && actor.type !== 'cli'
  const me = 'personId' in actor ? actor.personId : null
  return {
    isCoarse: (personId) => byWeek && personId !== null && personId !== me,
    weekOf: (day) => addDays(day, -((weekdayOf(day) - FIRST[weekStart] + DAYS) % DAYS)),
  }
}
