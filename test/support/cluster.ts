import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { migrate } from '#db/migrate.ts'
import { fingerprint, readMigrations } from '#db/migrations.ts'
import { createLogger } from '#platform/log.ts'
import { openPostgres } from '#platform/postgres/open.ts'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** where `create database` runs, and the migrated database to copy */
    readonly testCluster: { readonly connection: pg.PoolConfig; readonly template: string }
  }
}

/** Any number; held while a template is made or the leftovers of crashed runs are dropped. */
const TEMPLATE_LOCK = 4_600_002

/** Nothing here outlives the run, so nothing needs to reach the disk. */
const VOLATILE = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' }

/** Runs that overlap share one server; the last one out stops it. LEADOUT_TEST_DATABASE_URL names another server. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const log = createLogger({
    level: 'warn',
    format: 'human',
    write: (line) => process.stderr.write(line),
    now: Date.now,
  })
  const place = createHash('sha256')
    .update(import.meta.dirname)
    .digest('hex')
    .slice(0, 8)
  const postgres = await openPostgres({
    dataDir: join(tmpdir(), `leadout-tests-${place}`),
    databaseUrl: process.env.LEADOUT_TEST_DATABASE_URL ?? null,
    log,
    settings: VOLATILE,
  })
  const client = new pg.Client(postgres.config)
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK])
    if (postgres.owned) await dropLeftovers(client)
    const template = await ensureTemplate(client, postgres.config, log)
    project.provide('testCluster', { connection: postgres.config, template })
  } finally {
    await client.end()
  }
  return () => postgres.stop()
}

async function ensureTemplate(
  client: pg.Client,
  config: pg.PoolConfig,
  log: Parameters<typeof migrate>[0]['log'],
): Promise<string> {
  const migrations = await readMigrations()
  const name = `template_${fingerprint(migrations)}`
  const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name])
  if (rowCount === 1) return name
  const unfinished = `${name}_unfinished`
  await client.query(`drop database if exists ${unfinished}`)
  await client.query(`create database ${unfinished}`)
  const pool = new pg.Pool(onDatabase(config, unfinished))
  try {
    await migrate({ pool, log, migrations, backUp: () => Promise.reject(new Error('a new database is empty')) })
  } finally {
    await pool.end()
  }
  await client.query(`alter database ${unfinished} rename to ${name}`)
  return name
}

async function dropLeftovers(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select datname as name from pg_database where datname ~ '^(test|template)_[0-9a-f]'`,
  )
  for (const { name } of rows) await client.query(`drop database if exists ${name} with (force)`)
}

/** The same server, another database. */
export function onDatabase(config: pg.PoolConfig, database: string): pg.PoolConfig {
  if (config.connectionString === undefined) return { ...config, database }
  // by text, because the address of a server behind a socket is no URL
  const connectionString = config.connectionString.replace(/^(\w+:\/\/[^/?]*)\/[^?]*/, `$1/${database}`)
  return { ...config, connectionString }
}
