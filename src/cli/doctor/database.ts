import { access } from 'node:fs/promises'
import { join } from 'node:path'
import type pg from 'pg'
import type { Config } from '#platform/config/config.ts'
import type { Logger } from '#platform/log.ts'
import { examine, fault, type Finding, megabytes, note, ok, type Result, spanText, warning } from './finding.ts'
import { examineWork } from './work.ts'

const TOLERATED_DRIFT_MS = 2 * 60_000

/** What the database tells, without migrating it; where there is none yet, none is made. */
export async function examineDatabase(config: Config, log: Logger, now: number): Promise<Finding[]> {
  if (config.databaseUrl === null && !(await hasCluster(config.dataDir)))
    return [{ id: 'database', ...note('there is none yet', 'The first start makes it.') }]
  const findings: Finding[] = []
  const remedy = 'Read postgres.log in the data directory, or check DATABASE_URL and whether its server runs.'
  const opened = await examine('database', remedy, async () => {
    const { openPostgres } = await import('#platform/postgres/open.ts')
    const { openPool } = await import('#db/client.ts')
    const postgres = await openPostgres({ dataDir: config.dataDir, databaseUrl: config.databaseUrl, log })
    const pool = openPool(postgres.config)
    try {
      findings.push(...(await examinePool(pool, config, now)))
      const { rows } = await pool.query<{ version: string; bytes: string }>(
        `select current_setting('server_version') as version, pg_database_size(current_database()) as bytes`,
      )
      const kind = postgres.mode === 'embedded' ? 'built in' : 'from DATABASE_URL'
      return ok(`PostgreSQL ${rows[0]?.version} (${kind}), ${megabytes(Number(rows[0]?.bytes))}`)
    } finally {
      await pool.end()
      await postgres.stop()
    }
  })
  return [opened, ...findings]
}

async function hasCluster(dataDir: string): Promise<boolean> {
  for (const name of ['postgres', 'postgres.location']) {
    const found = await access(join(dataDir, name)).then(
      () => true,
      () => false,
    )
    if (found) return true
  }
  return false
}

async function examinePool(pool: pg.Pool, config: Config, now: number): Promise<Finding[]> {
  const schema = await examine('schema', 'Restore the newest backup into a new data directory.', () =>
    schemaState(pool),
  )
  const drift = await examine('database-clock', 'Switch on time synchronisation on both machines.', () =>
    clockDrift(pool, now),
  )
  const migrated = schema.level === 'ok'
  return [schema, drift, ...(migrated ? await examineWork(pool, config, now) : [])]
}

async function schemaState(pool: pg.Pool): Promise<Result> {
  const { schemaVersion, newestVersion } = await import('#db/migrate.ts')
  const { readMigrations } = await import('#db/migrations.ts')
  const newest = newestVersion(await readMigrations())
  const client = await pool.connect()
  try {
    const version = await schemaVersion(client)
    if (version === 0) return note('empty', 'The first start makes the tables.')
    if (version > newest)
      return fault(`version ${version}, made by a newer Leadout (this one knows ${newest})`, 'Update Leadout.')
    if (version < newest)
      return note(
        `version ${version}; ${newest - version} migrations are pending`,
        'The next start applies them, after a backup into the folder backups of the data directory.',
      )
    return ok(`version ${version}, no migration pending`)
  } finally {
    client.release()
  }
}

async function clockDrift(pool: pg.Pool, now: number): Promise<Result> {
  const { rows } = await pool.query<{ ms: string }>('select extract(epoch from clock_timestamp()) * 1000 as ms')
  const drift = Math.abs(Number(rows[0]?.ms) - now)
  if (drift <= TOLERATED_DRIFT_MS) return ok('agrees with this machine')
  return warning(
    `the clocks of the database server and of this machine are ${spanText(drift)} apart`,
    'Switch on time synchronisation on both.',
  )
}
