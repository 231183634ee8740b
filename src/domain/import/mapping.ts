import { z } from 'zod'

/**
 * An edited mapping, as `leadout import --mapping FILE` reads it: what it names overrules what was recognised, what it
 * leaves out stays. Files are named as in the plan, columns by header.
 */
export const mappingSchema = z.strictObject({
  files: z
    .array(
      z.strictObject({
        name: z.string(),
        /** null leaves the file out */
        object: z.string().nullable().optional(),
        /** fields that together identify a row; empty: the row's whole content */
        key: z.array(z.string()).optional(),
        columns: z
          .array(
            z.strictObject({
              header: z.string(),
              /** null keeps the column as a custom field, or drops it with `ignored` */
              field: z.string().nullable(),
              ignored: z.boolean().optional(),
              refBy: z.enum(['id', 'name', 'email']).optional(),
            }),
          )
          .optional(),
      }),
    )
    .default([]),
  stages: z
    .array(
      z.strictObject({
        name: z.string(),
        kind: z.enum(['open', 'won', 'lost']),
        order: z.number().int().optional(),
        probability: z.number().min(0).max(1).nullable().optional(),
      }),
    )
    .default([]),
  notPersons: z.array(z.string()).optional(),
})
export type Mapping = z.infer<typeof mappingSchema>
