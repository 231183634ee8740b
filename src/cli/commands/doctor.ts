import { constants } from 'node:fs'
import { access, statfs } from 'node:fs/promises'
import type { Command } from 'commander'
import { loadConfig } from '#cli/config.ts'
import type { GlobalOptions } from '#cli/globals.ts'
import { action, type Outcome } from '#cli/run.ts'
import { LeadoutError } from '#domain/errors.ts'
import type { Config } from '#platform/config/config.ts'
import type { Logger } from '#platform/log.ts'

interface Check {
  readonly name: string
  readonly ok: boolean
  readonly found: string
}

const SCARCE_MEGABYTES = 1024

export function register(program: Command): void {
  program
    .command('doctor')
    .description('check the installation and show the configuration, secrets masked')
    .action(action(doctor))
}

async function doctor(options: GlobalOptions): Promise<Outcome> {
  const { maskConfig } = await import('#platform/config/config.ts')
  const { config, log } = loadConfig({ data: options.data })
  const checks = [
    await check('Node', async () => `${process.version} on ${process.platform}-${process.arch}`),
    await check('database', () => examineDatabase(config, log)),
    await check('data directory', () => examineDirectory(config.dataDir)),
  ]
  const data = { ok: checks.every(({ ok }) => ok), checks, config: maskConfig(config) }
  const text = [
    ...checks.map(({ name, ok, found }) => `${ok ? 'ok  ' : 'FAIL'}  ${name}: ${found}`),
    '',
    ...Object.entries(data.config).map(([name, value]) => `${name.padEnd(12)} ${value ?? '(none)'}`),
  ].join('\n')
  if (!data.ok) throw new LeadoutError('precondition', `Something is wrong.\n${text}`, data)
  return { data, text }
}

async function check(name: string, examine: () => Promise<string>): Promise<Check> {
  try {
    return { name, ok: true, found: await examine() }
  } catch (error) {
    return { name, ok: false, found: error instanceof Error ? error.message : String(error) }
  }
}

async function examineDirectory(path: string): Promise<string> {
  await access(path, constants.W_OK)
  const { bavail, bsize } = await statfs(path)
  const free = Math.floor((bavail * bsize) / 1024 / 1024)
  if (free < SCARCE_MEGABYTES) throw new Error(`${path} has only ${free} MB free`)
  return `${path}, ${free} MB free`
}

async function examineDatabase(config: Config, log: Logger): Promise<string> {
  const { openDatabase } = await import('#db/open.ts')
  const database = await openDatabase(config, log)
  try {
    const { rows } = await database.pool.query<{ server: string; schema: number; bytes: number }>(
      `select current_setting('server_version') as server, (select max(version) from schema_migration) as schema,
              pg_database_size(current_database()) as bytes`,
    )
    const [found] = rows
    const kind = database.mode === 'embedded' ? 'built in' : 'from DATABASE_URL'
    return `PostgreSQL ${found?.server} (${kind}), schema version ${found?.schema}, ${Math.ceil((found?.bytes ?? 0) / 1024 / 1024)} MB`
  } finally {
    await database.close()
  }
}
