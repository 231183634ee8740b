import { resolveSettings, type OrgSettings as Policy } from '../../domain/settings.ts'
import type { OrgSettings } from './settings.ts'

export type { Policy }

/** The settings with every switch answered, by the organisation or by its preset. Raises `invalid`. */
export function orgPolicy(settings: OrgSettings): Policy {
  return resolveSettings(settings)
}
