import * as z from 'zod'
import { WEEK_STARTS } from './calendar/period.ts'
import { isZone } from './calendar/zone.ts'
import { LeadoutError } from './errors.ts'
import { isCurrency } from './money/currency.ts'
import { PRESET_IDS, presetValues, SWITCHES, type SwitchId, type SwitchValues } from './presets.ts'

const switchShape = Object.fromEntries(Object.entries(SWITCHES).map(([id, { value }]) => [id, value.optional()])) as {
  [Id in SwitchId]: z.ZodOptional<(typeof SWITCHES)[Id]['value']>
}

/** How long raw captured metadata is kept where nobody has said otherwise. */
export const RAW_RETENTION_DAYS = 90

/** Settings of an organisation as stored: a switch only where it differs from what the preset proposes. Unknown names are refused. */
export const orgSettingsSchema = z.strictObject({
  name: z.string().trim().min(1).max(200),
  /** IANA id; bare dates and company figures are read in it */
  zone: z.string().refine(isZone, 'not a time zone'),
  currency: z.string().refine(isCurrency, 'not a currency in use'),
  weekStart: z.enum(WEEK_STARTS),
  fiscalStartMonth: z.number().int().min(1).max(12),
  preset: z.enum(PRESET_IDS),
  /** nobody has said the currency yet: the first import that names one decides */
  currencyAssumed: z.boolean().optional(),
  /** a folder of the server whose files are imported as they appear */
  watchFolder: z.string().max(1000).nullable().optional(),
  /** days for which the raw metadata captured from mailboxes and calendars of persons is kept */
  rawRetentionDays: z.number().int().min(7).max(1095).optional(),
  ...switchShape,
})
export type StoredSettings = z.infer<typeof orgSettingsSchema>

/** Settings as read: every switch has a value. */
export type OrgSettings = Omit<StoredSettings, SwitchId> & SwitchValues

/** Lets the preset answer for every switch that is not set. Raises `invalid` naming what is wrong. */
export function resolveSettings(stored: unknown): OrgSettings {
  // a setting that a newer or older version knew must not stop this one; a switch set to null is the preset's again
  const said = Object.fromEntries(Object.entries(stored ?? {}).filter(([, value]) => value !== null))
  const parsed = orgSettingsSchema.strip().safeParse(said)
  if (!parsed.success) {
    throw new LeadoutError('invalid', `The settings are wrong: ${z.prettifyError(parsed.error)}`)
  }
  return { ...presetValues(parsed.data.preset), ...parsed.data } as OrgSettings
}
