import { fieldSpec, OBJECTS } from '#domain/import/objects.ts'
import type { ObjectKind } from '#domain/import/object-kind.ts'
import type { FilePlan } from '#domain/import/record.ts'
import { LeadoutError } from '#domain/errors.ts'
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { compactName } from './vendors/vendor.ts'

/**
 * A mapping file: what a human has decided about files of one shape, to be used again or kept beside an export. Each
 * entry applies to the file whose header has its fingerprint; columns are named by header, so their order is free.
 */
export const mappingSchema = z.strictObject({
  version: z.literal(1),
  files: z.array(
    z.strictObject({
      /** `fingerprint(header)`; absent: the entry applies to files called `name` */
      fingerprint: z.string().optional(),
      name: z.string().optional(),
      /** null leaves the file out */
      object: z.enum(Object.keys(OBJECTS) as [ObjectKind, ...ObjectKind[]]).nullable(),
      /** by header: the field, null for a custom field, `ignore` to leave the column out */
      columns: z.record(
        z.string(),
        z.union([
          z.string(),
          z.null(),
          z.strictObject({
            field: z.string().nullable(),
            refBy: z.enum(['id', 'name', 'email']).optional(),
            styles: z.array(z.string()).optional(),
            /** cells to be read as another text, by what they say; an empty text leaves the cell empty */
            replace: z.record(z.string(), z.string()).optional(),
          }),
        ]),
      ),
      key: z.array(z.string()).optional(),
      constants: z.record(z.string(), z.string()).optional(),
    }),
  ),
  /** answers to questions by key */
  answers: z.record(z.string(), z.string()).optional(),
})
export type Mapping = z.infer<typeof mappingSchema>
export type MappingEntry = Mapping['files'][number]

/** Equal for headers with the same names in any order, whatever their case and punctuation. */
export function fingerprint(header: readonly string[]): string {
  return createHash('sha256').update(header.map(compactName).sort().join('\n')).digest('hex').slice(0, 16)
}

/** Reads a mapping file's text. Raises `invalid` naming what is wrong. */
export function parseMapping(text: string): Mapping {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw new LeadoutError('invalid', 'The mapping is no JSON.')
  }
  const result = mappingSchema.safeParse(json)
  if (!result.success)
    throw new LeadoutError('invalid', 'The mapping is not understood.', { problems: z.prettifyError(result.error) })
  for (const { object, columns } of result.data.files) {
    for (const [header, column] of Object.entries(columns)) {
      const field = typeof column === 'string' ? column : column?.field
      if (object !== null && field != null && field !== 'ignore' && fieldSpec(object, field) === undefined) {
        throw new LeadoutError(
          'invalid',
          `The mapping gives the column "${header}" the field "${field}", which ${object} does not have.`,
        )
      }
    }
  }
  return result.data
}

/** The entry of a mapping that applies to a file; undefined where none does. */
export function entryFor(mapping: Mapping, name: string, header: readonly string[]): MappingEntry | undefined {
  const print = fingerprint(header)
  return mapping.files.find((entry) =>
    entry.fingerprint === undefined ? entry.name === name : entry.fingerprint === print,
  )
}

/** The mapping file of a plan as it stands, for saving. */
export function toMapping(files: readonly FilePlan[], answers: Readonly<Record<string, string>> = {}): Mapping {
  return {
    version: 1,
    files: files.map((file) => ({
      fingerprint: fingerprint(file.columns.map(({ header }) => header)),
      name: file.name,
      object: file.object,
      columns: Object.fromEntries(
        file.columns.map(({ header, field, ignored, refBy, styles, replace }) => [
          header,
          ignored === true
            ? 'ignore'
            : {
                field,
                ...(refBy === undefined ? {} : { refBy }),
                ...(styles === undefined ? {} : { styles: [...styles] }),
                ...(replace === undefined ? {} : { replace: { ...replace } }),
              },
        ]),
      ),
      key: [...file.key],
      constants: { ...file.constants },
    })),
    answers: { ...answers },
  }
}
