import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import pg from 'pg'
import { type CopyStreamQuery, from as copyFrom } from 'pg-copy-streams'
import { LeadoutError } from '#domain/errors.ts'
import { columnList } from './backup.ts'
import { type BackupEnd, type BackupHead, readBackupFile } from './backup-file.ts'
import { isEmpty, listTables } from './catalog.ts'
import { createCitus } from './distribute.ts'
import { applyMigration, inTransaction, MIGRATION_LOCK, newestVersion, refuseNewer } from './migrate.ts'
import { type Migration, readMigrations } from './migrations.ts'

export interface RestoreOptions {
  readonly pool: pg.Pool
  readonly file: string
  /** replace what the database holds */
  readonly force: boolean
  readonly migrations?: readonly Migration[]
}

export interface RestoreResult {
  readonly head: BackupHead
  readonly tables: BackupEnd['tables']
}

/**
 * Replaces the whole database by a backup, in one transaction: on any failure the database stays as it was.
 * The backup may come from another PostgreSQL version, from Citus, and from an older Leadout.
 * @throws LeadoutError `invalid` for a damaged file, `conflict` when the database holds rows or is in use,
 *   `precondition` when a newer Leadout wrote the backup
 */
export async function restoreBackup(options: RestoreOptions): Promise<RestoreResult> {
  const contents = await verifyBackup(options.file)
  const migrations = options.migrations ?? (await readMigrations())
  refuseNewer(contents.head.schemaVersion, newestVersion(migrations))
  const client = await options.pool.connect()
  let failure: Error | undefined
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
    await refuseOccupied(client, options.force)
    await createCitus(client)
    await inTransaction(client, async () => {
      await dropEverything(client)
      const older = migrations.filter((migration) => migration.version <= contents.head.schemaVersion)
      for (const migration of older) await applyMigration(client, migration)
      await load(client, options.file)
      for (const migration of migrations.slice(older.length)) await applyMigration(client, migration)
    })
    await client.query('analyze')
    return contents
  } catch (error) {
    failure = error as Error
    throw error
  } finally {
    // closing the session gives the advisory lock back
    client.release(failure ?? true)
  }
}

/** Reads the whole file once before anything is touched. @throws LeadoutError `invalid` when it is damaged */
export async function verifyBackup(file: string): Promise<RestoreResult> {
  let head: BackupHead | undefined
  for await (const frame of readBackupFile(file)) {
    if (frame.kind === 'head') head = frame.head
    if (frame.kind !== 'end') continue
    if (head === undefined || !frame.intact) break
    return { head, tables: frame.end.tables }
  }
  throw new LeadoutError('invalid', `${file} is damaged: its checksum does not fit its contents.`)
}

async function refuseOccupied(client: pg.ClientBase, force: boolean): Promise<void> {
  const others = await client.query(
    `select 1 from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`,
  )
  if (others.rowCount !== 0) {
    throw new LeadoutError('conflict', 'Leadout is running on this database. Stop it, then restore.')
  }
  if (force || (await isEmpty(client))) return
  throw new LeadoutError(
    'conflict',
    'The database holds data. Restore into a new data directory, or replace it with --force.',
  )
}

async function dropEverything(client: pg.ClientBase): Promise<void> {
  const names = (await listTables(client)).map(({ name }) => pg.escapeIdentifier(name))
  await client.query(`drop table if exists ${['schema_migration', ...names].join(', ')} cascade`)
}

async function load(client: pg.ClientBase, file: string): Promise<void> {
  let sink: CopyStreamQuery | undefined
  const endTable = async () => {
    if (sink === undefined) return
    sink.end()
    await finished(sink)
    sink = undefined
  }
  for await (const frame of readBackupFile(file)) {
    if (frame.kind === 'data') {
      if (sink?.write(frame.bytes) === false) await once(sink, 'drain')
    } else {
      await endTable()
    }
    if (frame.kind === 'table') {
      sink = client.query(
        copyFrom(`copy ${pg.escapeIdentifier(frame.table.name)} (${columnList(frame.table)}) from stdin`),
      )
    }
  }
}
