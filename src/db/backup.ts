import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { LeadoutError } from '#domain/errors.ts'
import { realNow } from '#platform/clock/now.ts'
import { type BackupContent, type BackupEnd, type BackupHead, writeBackupFile } from './backup-file.ts'
import { listTables, type TableShape } from './catalog.ts'
import { schemaVersion } from './migrate.ts'

export interface BackupResult {
  readonly schemaVersion: number
  readonly tables: BackupEnd['tables']
}

/**
 * Exports every row of every table as of one moment, while others read and write.
 * @throws LeadoutError `precondition` when there is no schema yet
 */
export async function writeBackup(options: { readonly pool: pg.Pool; readonly file: string }): Promise<BackupResult> {
  const client = await options.pool.connect()
  let failure: Error | undefined
  try {
    await client.query('begin isolation level repeatable read read only')
    const version = await schemaVersion(client)
    if (version === 0)
      throw new LeadoutError('precondition', 'There is nothing to back up: the database has no schema yet.')
    const { rows } = await client.query<{ postgres: string }>(`select current_setting('server_version') as postgres`)
    const head: BackupHead = {
      format: 'leadout-backup',
      formatVersion: 1,
      schemaVersion: version,
      createdAt: new Date(realNow()).toISOString(),
      postgres: rows[0]?.postgres ?? '',
    }
    const tables: { name: string; rows: number }[] = []
    await writeBackupFile(options.file, contents(client, head, tables))
    await client.query('commit')
    return { schemaVersion: version, tables }
  } catch (error) {
    failure = error as Error
    throw error
  } finally {
    // a session in the middle of a COPY cannot be used again
    client.release(failure)
  }
}

/** Adds each table to `done` with the number of rows that were sent. */
async function* contents(
  client: pg.ClientBase,
  head: BackupHead,
  done: { name: string; rows: number }[],
): AsyncGenerator<BackupContent> {
  yield { kind: 'head', head }
  for (const table of await listTables(client)) {
    yield { kind: 'table', table }
    const stream = client.query(
      copyTo(`copy (select ${columnList(table)} from ${pg.escapeIdentifier(table.name)}) to stdout`),
    )
    for await (const bytes of stream) yield { kind: 'data', bytes }
    done.push({ name: table.name, rows: stream.rowCount })
  }
  yield { kind: 'end', tables: done }
}

export function columnList({ columns }: TableShape): string {
  return columns.map((column) => pg.escapeIdentifier(column)).join(', ')
}
