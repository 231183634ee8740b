import type { Command } from 'commander'
import type { GlobalOptions } from '../globals.ts'
import { action } from '../run.ts'

export function register(program: Command): void {
  program
    .command('show')
    .description(
      'print the organisation as the document that `leadout apply` reads: all of its history, or what held --as-of',
    )
    .action(
      action<GlobalOptions>(async (options) => {
        const { withApp } = await import('../app.ts')
        const { commandCtx } = await import('../ctx.ts')
        const { showDocument } = await import('#services/world/show-document.ts')
        return withApp(options, async (app) => ({ data: await showDocument(await commandCtx(app), options) }))
      }),
    )
}
