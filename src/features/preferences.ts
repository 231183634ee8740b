import * as z from 'zod'
import { isZone } from '#domain/calendar/zone.ts'

/** What a user prefers on every device; nothing of it is a figure or a right. */
export const preferencesSchema = z.object({
  theme: z.enum(['auto', 'light', 'dark']).optional(),
  /** single-key shortcuts */
  shortcuts: z.boolean().optional(),
  /** BCP 47, for numbers and dates; absent: the browser's */
  locale: z
    .string()
    .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)
    .nullable()
    .optional(),
  /** zone in which moments are shown; absent: the organisation's */
  zone: z.string().refine(isZone, 'not a time zone').nullable().optional(),
})
export type Preferences = z.infer<typeof preferencesSchema>
