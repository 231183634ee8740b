import pg from 'pg'
import { LeadoutError } from '#domain/errors.ts'

const OLDEST_MAJOR = 15

/**
 * Looks at a server that Leadout did not start.
 * @throws LeadoutError `precondition` when it cannot be reached or is too old
 */
export async function examineServer(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 15_000 })
  client.on('error', () => {
    // told by the query as well
  })
  const version = await readVersion(client)
  if (version >= OLDEST_MAJOR * 10_000) return
  const major = Math.floor(version / 10_000)
  throw new LeadoutError(
    'precondition',
    `DATABASE_URL names a PostgreSQL ${major}; Leadout needs ${OLDEST_MAJOR} or newer.`,
  )
}

async function readVersion(client: pg.Client): Promise<number> {
  try {
    await client.connect()
    const { rows } = await client.query<{ version: string }>(`select current_setting('server_version_num') as version`)
    return Number(rows[0]?.version)
  } catch (error) {
    // a host with several addresses fails with one error each and no message of its own
    const causes = error instanceof AggregateError ? error.errors : [error]
    const reason = causes.map((cause) => (cause instanceof Error ? cause.message : String(cause))).join(', ')
    throw new LeadoutError('precondition', `The server of DATABASE_URL cannot be used: ${reason}`)
  } finally {
    await client.end().catch(() => undefined)
  }
}
