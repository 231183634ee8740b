import { type RawBuilder, sql } from 'kysely'
import { type Instant, instantText } from '#domain/instant.ts'

/** An instant as a parameter of a comparison. */
export function at(instant: Instant): RawBuilder<Instant> {
  return sql<Instant>`${instantText(instant)}::timestamptz`
}
