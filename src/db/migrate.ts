import type pg from 'pg'
import { LeadoutError } from '#domain/errors.ts'
import { realNow } from '#platform/clock/now.ts'
import type { Logger } from '#platform/log.ts'
import { dropAnalysisSchemas } from './analysis-schema.ts'
import { createCitus, distributeTables, hasCitus } from './distribute.ts'
import { isEmpty } from './catalog.ts'
import { type Migration, readMigrations } from './migrations.ts'

export interface MigrateOptions {
  readonly pool: pg.Pool
  readonly log: Logger
  /** called before a database that holds rows is changed; gets the versions it leaves and reaches */
  readonly backUp: (from: number, to: number) => Promise<void>
  readonly migrations?: readonly Migration[]
}

/** One number for all processes: whoever holds it migrates or restores. */
export const MIGRATION_LOCK = 4_600_001

/**
 * Brings the schema to the newest version; processes that start together wait for the first.
 * @throws LeadoutError `precondition` when the database was migrated by a newer Leadout
 */
export async function migrate(options: MigrateOptions): Promise<{ readonly applied: readonly number[] }> {
  const migrations = options.migrations ?? (await readMigrations())
  const client = await options.pool.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
    await createCitus(client)
    const current = await schemaVersion(client)
    refuseNewer(current, newestVersion(migrations))
    const pending = migrations.filter((migration) => migration.version > current)
    if (pending.length > 0 && current > 0 && !(await isEmpty(client)))
      await options.backUp(current, newestVersion(migrations))
    if (pending.length > 0) await dropAnalysisSchemas(client)
    for (const migration of pending) {
      await inTransaction(client, () => applyMigration(client, migration))
      options.log.debug('Migrated the database', { version: migration.version, name: migration.name })
    }
    return { applied: pending.map((migration) => migration.version) }
  } finally {
    await client.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => undefined)
    client.release()
  }
}

/** Applies one migration inside the caller's transaction. */
export async function applyMigration(client: pg.ClientBase, migration: Migration): Promise<void> {
  await client.query(
    'create table if not exists schema_migration (version integer primary key, name text not null, applied_at timestamptz not null)',
  )
  await client.query(migration.sql)
  if (await hasCitus(client)) await distributeTables(client)
  await client.query(migration.afterDistribution)
  await client.query('insert into schema_migration (version, name, applied_at) values ($1, $2, $3)', [
    migration.version,
    migration.name,
    new Date(realNow()),
  ])
}

/** The newest version applied; 0 for a database that Leadout never opened. */
export async function schemaVersion(client: pg.ClientBase): Promise<number> {
  const known = await client.query<{ known: boolean }>(`select to_regclass('schema_migration') is not null as known`)
  if (known.rows[0]?.known !== true) return 0
  const { rows } = await client.query<{ version: number | null }>(
    'select max(version) as version from schema_migration',
  )
  return rows[0]?.version ?? 0
}

export function refuseNewer(found: number, known: number): void {
  if (found <= known) return
  throw new LeadoutError(
    'precondition',
    `This data has schema version ${found}, made by a newer Leadout; this one knows versions up to ${known}. Update Leadout.`,
    { found, known },
  )
}

export function newestVersion(migrations: readonly Migration[]): number {
  return migrations.at(-1)?.version ?? 0
}

export async function inTransaction<T>(client: pg.ClientBase, work: () => Promise<T>): Promise<T> {
  await client.query('begin')
  try {
    const result = await work()
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  }
}
