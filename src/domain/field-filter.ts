import { LeadoutError } from './errors.ts'

/** A field and the value that it must have; upper and lower case alike. */
export interface FieldFilter {
  readonly field: string
  readonly value: string
}

/** @throws LeadoutError `invalid` for a text that is not `field=value` */
export function parseFilter(text: string): FieldFilter {
  const at = text.indexOf('=')
  if (at < 1)
    throw new LeadoutError('invalid', `A filter is written field=value, for example team=North; ${text} is not`, {
      filter: text,
    })
  return { field: text.slice(0, at).trim(), value: text.slice(at + 1).trim() }
}
