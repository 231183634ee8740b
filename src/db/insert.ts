import { sql } from 'kysely'
import { copyRows } from './bulk.ts'
import type { Db } from './client.ts'
import type { Database } from './schema.ts'

const MAX_ROWS = 5_000

/**
 * Inserts many rows: by COPY in a bulk transaction, else with one parameter, a JSON array that PostgreSQL turns into
 * records of the table's own type. Keys are column names, instants are text (`instantText`), objects become jsonb. Rows go in the order given.
 */
export async function insertRows(db: Db, table: keyof Database, rows: readonly object[]): Promise<void> {
  for (let start = 0; start < rows.length; start += MAX_ROWS) {
    const batch = rows.slice(start, start + MAX_ROWS)
    if (await copyRows(db, table, batch)) continue
    const columns = Object.keys(batch[0]!).map((column) => sql.ref(column))
    await sql`
      insert into ${sql.table(table)} (${sql.join(columns)})
      select ${sql.join(columns)} from json_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(batch)}::json)
    `.execute(db)
  }
}
