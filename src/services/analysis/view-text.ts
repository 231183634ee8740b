import pg from 'pg'
import type { RawBuilder } from 'kysely'
import type { Db } from '#db/client.ts'
import { instantText, type LocalDate } from '#domain/instant.ts'
import type { View } from '#domain/span/box.ts'

const FAR = Date.UTC(2999, 0, 1)

/** Stands in a statement where the view of whoever reads belongs; `viewText` puts it there. */
export const READERS_VIEW: View = { valid: FAR + 1, known: FAR + 2, recorded: FAR + 3 }
export const READERS_DAY: LocalDate = '2999-01-01'

/** What the placeholders mean: columns of the one row of the view `reader` of the schema. */
function columnOf(parameter: unknown, schema: string): string | undefined {
  const column = new Map<unknown, string>([
    [instantText(READERS_VIEW.valid), 'valid_at'],
    [instantText(READERS_VIEW.known), 'known_at'],
    [instantText(READERS_VIEW.recorded), 'recorded_at'],
    [READERS_DAY, 'day'],
  ]).get(parameter)
  return column === undefined ? undefined : `(select r.${column} from ${schema}.reader r)`
}

/**
 * A statement as the text of a view, which cannot have parameters: placeholders become the reader's own view, the rest
 * literals. Raises for a parameter that no literal can stand for.
 */
export function viewText(db: Db, statement: RawBuilder<unknown>, schema: string): string {
  const { sql, parameters } = statement.compile(db)
  // a dollar sign is a parameter only outside of quotes
  return sql.replaceAll(/'(?:[^']|'')*'|"(?:[^"]|"")*"|\$(\d+)/g, (found: string, number?: string) => {
    if (number === undefined) return found
    const parameter = parameters[Number(number) - 1]
    return columnOf(parameter, schema) ?? literal(parameter)
  })
}

function literal(value: unknown): string {
  if (value === null) return 'null'
  if (typeof value === 'string') return pg.escapeLiteral(value)
  if (typeof value === 'number' || typeof value === 'boolean') return `'${value}'`
  if (Array.isArray(value) && value.every((one) => typeof one === 'string'))
    return pg.escapeLiteral(`{${value.map((one) => JSON.stringify(one)).join(',')}}`)
  throw new TypeError(`A view cannot hold a parameter of type ${typeof value}`)
}
