import type { Command } from 'commander'
import { withApp } from '#cli/app.ts'
import { action } from '#cli/run.ts'

export function register(program: Command): void {
  program
    .command('doctor')
    .description('check the installation and show the configuration, secrets masked')
    .action(
      action((options) =>
        withApp(options, async ({ pool, config }) => {
          const { maskConfig } = await import('#platform/config/config.ts')
          const { schemaVersion } = await import('#db/migrate.ts')
          const client = await pool.connect()
          try {
            const { rows } = await client.query<{ version: string }>('select version()')
            const data = {
              node: process.version,
              platform: `${process.platform}-${process.arch}`,
              database: rows[0]?.version,
              schemaVersion: await schemaVersion(client),
              config: maskConfig(config),
            }
            return { data }
          } finally {
            client.release()
          }
        }),
      ),
    )
}
