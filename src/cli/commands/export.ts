import type { Command } from 'commander'
import type { GlobalOptions } from '../globals.ts'
import { action } from '../run.ts'

export function register(program: Command): void {
  program
    .command('export')
    .description('write everything as CSV files: deals, their history, people, accounts, activities and more')
    .argument('<path>', 'folder, or a file that ends in .zip')
    .action(
      action<GlobalOptions>(async (options, path) => {
        const { withApp } = await import('../app.ts')
        const { commandCtx } = await import('../ctx.ts')
        const { writeExport } = await import('../export.ts')
        return withApp(options, async (app) => {
          const files = await writeExport(await commandCtx(app), options, path ?? '')
          const lines = files.map(({ name, rows }) => `${name}  ${rows} rows`)
          return { data: { path, files }, text: lines.join('\n') }
        })
      }),
    )
}
