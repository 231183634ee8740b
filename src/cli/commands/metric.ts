import type { Command } from 'commander'
import type { GlobalOptions } from '../globals.ts'
import { action } from '../run.ts'

interface MetricOptions extends GlobalOptions {
  readonly by: string
  readonly window?: string
  readonly filter?: string[]
  readonly csv?: boolean
}

export function register(program: Command): void {
  program
    .command('metric <ids>')
    .description('values of metrics, several ids with commas, by a dimension or a pair of them')
    .option(
      '--by <dimension>',
      'company, person, team, office, role, segment, stage ... or a pair: person,week',
      'company',
    )
    .option(
      '--window <window>',
      "90d, week, month, quarter, now, 2017-Q3 or 2017-01-01..2017-03-31; default: the metric's own",
    )
    .option('--filter <field=value...>', 'only rows where the field has this value; repeat for several')
    .option('--csv', 'as CSV')
    .action(
      action<MetricOptions>(async (options, ids) => {
        const { withApp } = await import('../app.ts')
        const { commandCtx } = await import('../ctx.ts')
        const { readFigureRows } = await import('#services/metrics/read-figures.ts')
        const { csvText, figureTable } = await import('../figure-table.ts')
        return withApp(options, async (app) => {
          const rows = await readFigureRows(await commandCtx(app), {
            ...options,
            metrics: list(ids),
            by: list(options.by),
            filters: options.filter,
          })
          return { data: rows, text: options.csv === true ? csvText(rows) : figureTable(rows) }
        })
      }),
    )
}

function list(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
}
