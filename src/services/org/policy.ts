import type { PeriodCalendar } from '../../domain/calendar/period.ts'
import { resolveSettings, type OrgSettings as Policy } from '../../domain/settings.ts'
import type { OrgSettings } from './settings.ts'

export type { Policy }

/** The settings with every switch answered, by the organisation or by its preset. Raises `invalid`. */
export function orgPolicy(settings: OrgSettings): Policy {
  return resolveSettings(settings)
}

/** When the organisation's weeks and fiscal years begin. */
export function periodCalendar(settings: OrgSettings): PeriodCalendar {
  const { fiscalStartMonth, weekStart } = orgPolicy(settings)
  return { fiscalStartMonth, weekStart }
}
