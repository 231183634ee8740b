import type { Command } from 'commander'
import type { GlobalOptions } from '../globals.ts'
import { action } from '../run.ts'

interface RowsOptions extends GlobalOptions {
  readonly subject: string
  readonly window?: string
  readonly filter?: string[]
  readonly csv?: boolean
}

export function register(program: Command): void {
  program
    .command('rows <metric>')
    .description('the rows that re-add to one figure')
    .option('--subject <subject>', 'company, or kind=name: team=North, person=ann@example.org', 'company')
    .option('--window <window>', "as for metric; default: the metric's own")
    .option('--filter <field=value...>', 'only rows where the field has this value; repeat for several')
    .option('--csv', 'as CSV')
    .action(
      action<RowsOptions>(async (options, metric) => {
        const { withApp } = await import('../app.ts')
        const { commandCtx } = await import('../ctx.ts')
        const { readMetricRows } = await import('#services/metrics/read-rows.ts')
        const { csvText } = await import('../figure-table.ts')
        return withApp(options, async (app) => {
          const { rows } = await readMetricRows(await commandCtx(app), {
            ...options,
            metric,
            filters: options.filter,
          })
          return { data: rows, text: csvText(rows) }
        })
      }),
    )
}
