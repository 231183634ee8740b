import * as z from 'zod'

/** Whose figures are shown. The company has one fixed id, `all`; an office is identified by its name. */
export const scopeSchema = z.object({
  kind: z.enum(['company', 'team', 'office', 'person']),
  id: z.string().min(1).max(200),
})
export type Scope = z.infer<typeof scopeSchema>

/** A week `2026-W47`, month `2026-11`, quarter `2026-Q4` or year `2026` of the organisation's calendar. */
export const periodSchema = z.string().regex(/^\d{4}(-(0[1-9]|1[0-2])|-Q[1-4]|-W(0[1-9]|[1-4]\d|5[0-3]))?$/)

/** A local date `2026-11-16` (the end of that day in the organisation's zone) or an instant with offset. */
export const momentSchema = z.union([z.iso.date(), z.iso.datetime({ offset: true })])

/** Overrides of the organisation's clock, taken by every reading procedure. */
export const clockInput = { asOf: momentSchema.optional(), knownAt: momentSchema.optional() }

/** What a figure is as of: both views, and the newest moment the data reaches. All in epoch ms. */
export const stampSchema = z.object({
  asOf: z.number(),
  /** null: as it was, by what is known now */
  knownAt: z.number().nullable(),
  /** when the newest fact behind the figure was recorded; null without any data */
  dataAt: z.number().nullable(),
})
export type Stamp = z.infer<typeof stampSchema>
