import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { LeadoutError } from '#domain/errors.ts'
import { withApp } from '#cli/app.ts'
import type { GlobalOptions } from '#cli/globals.ts'
import { action, type Outcome } from '#cli/run.ts'

interface BackupOptions extends GlobalOptions {
  readonly force?: boolean
}

export function register(program: Command): void {
  program
    .command('backup')
    .description('write everything into one file, while Leadout runs or not')
    .argument('<file>', 'file to write, such as leadout.backup')
    .option('--force', 'replace the file if it exists')
    .action(action(backup))
}

async function backup(options: BackupOptions, name = ''): Promise<Outcome> {
  const file = resolve(name)
  if (options.force !== true && existsSync(file))
    throw new LeadoutError('conflict', `${file} exists. Replace it with --force.`)
  return withApp(options, async ({ pool }) => {
    const { writeBackup } = await import('#db/backup.ts')
    const { schemaVersion, tables } = await writeBackup({ pool, file })
    const rows = tables.reduce((sum, table) => sum + table.rows, 0)
    return {
      data: { file, schemaVersion, rows, tables },
      text: `Wrote ${rows} rows of ${tables.length} tables to ${file}`,
    }
  })
}
