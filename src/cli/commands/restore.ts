import { resolve } from 'node:path'
import type { Command } from 'commander'
import { loadConfig } from '#cli/config.ts'
import type { GlobalOptions } from '#cli/globals.ts'
import { action, type Outcome } from '#cli/run.ts'

interface RestoreOptions extends GlobalOptions {
  readonly force?: boolean
  readonly check?: boolean
}

export function register(program: Command): void {
  program
    .command('restore')
    .description('read back what "leadout backup" wrote, into an empty database')
    .argument('<file>', 'file that "leadout backup" wrote')
    .option('--force', 'replace the data that is there')
    .option('--check', 'only try it: restore into a database beside the real one, count the rows, drop it again')
    .action(action(restore))
}

async function restore(options: RestoreOptions, name = ''): Promise<Outcome> {
  const { restoreBackup } = await import('#db/restore.ts')
  const { openPostgres } = await import('#platform/postgres/open.ts')
  const { openPool } = await import('#db/client.ts')
  const file = resolve(name)
  const { config, log } = loadConfig(options)
  const postgres = await openPostgres({ ...config, log })
  const pool = openPool(postgres.config)
  try {
    if (options.check === true) {
      const { checkBackup } = await import('#db/check-backup.ts')
      const checked = await checkBackup({ pool, connection: postgres.config, file })
      const text = `${file} can be restored: ${checked.rows} rows of ${checked.tables} tables, as of ${checked.createdAt}`
      return { data: { file, ...checked }, text }
    }
    const { head, tables } = await restoreBackup({ pool, file, force: options.force === true })
    const rows = tables.reduce((sum, table) => sum + table.rows, 0)
    const text = `Restored ${rows} rows of ${tables.length} tables, as of ${head.createdAt}`
    return { data: { file, ...head, rows, tables }, text }
  } finally {
    await pool.end()
    await postgres.stop()
  }
}
