import pg from 'pg'
import { silentLogger } from '#platform/log.ts'
import { openPostgres } from '#platform/postgres/open.ts'

/** What `hold-database.ts --write` has left in the database. */
export async function keptIds(dataDir: string): Promise<Set<number>> {
  const postgres = await openPostgres({ dataDir, databaseUrl: null, log: silentLogger })
  const client = new pg.Client(postgres.config)
  await client.connect()
  const { rows } = await client.query<{ id: string }>('select id from kept')
  await client.end()
  await postgres.stop()
  return new Set(rows.map(({ id }) => Number(id)))
}
