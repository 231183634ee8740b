import { Option } from 'commander'
import type { Command } from 'commander'
import { DEAL_DIMENSIONS, DEAL_SELECTIONS, type DealDimension, type DealSelection } from '#domain/deal/selection.ts'
import type { GlobalOptions } from '../globals.ts'
import { action } from '../run.ts'

interface DealsOptions extends GlobalOptions {
  readonly status: DealSelection
  readonly from?: string
  readonly to?: string
  readonly by: DealDimension
  readonly filter?: string[]
  readonly list?: boolean
}

export function register(program: Command): void {
  program
    .command('deals')
    .description('count and add up deals by a dimension, or list them')
    .addOption(
      new Option('--status <status>', 'won and lost by outcome date, open by close date, all by creation')
        .choices(DEAL_SELECTIONS)
        .default('all'),
    )
    .option('--from <date>', 'first day, included')
    .option('--to <date>', 'last day, included')
    .addOption(new Option('--by <dimension>', 'what a row stands for').choices(DEAL_DIMENSIONS).default('owner'))
    .option('--filter <field=value...>', 'only deals where the field has this value; repeat for several')
    .option('--list', 'print the deals instead of sums')
    .action(
      action<DealsOptions>(async (options) => {
        const { withApp } = await import('../app.ts')
        const { commandCtx } = await import('../ctx.ts')
        const { listDealRows, reportDeals } = await import('#services/deals/report.ts')
        return withApp(options, async (app) => {
          const ctx = await commandCtx(app)
          const input = { ...options, filters: options.filter }
          if (options.list === true) return { data: await listDealRows(ctx, input) }
          const rows = await reportDeals(ctx, input)
          return { data: rows, text: table(rows) }
        })
      }),
    )
}

function table(
  rows: readonly { label: string | null; key: string | null; count: number; amount: number; currency: string }[],
): string {
  if (rows.length === 0) return 'No deals.'
  const number = new Intl.NumberFormat('en')
  const lines = rows.map((row) => [
    row.label ?? row.key ?? '(none)',
    number.format(row.count),
    `${number.format(row.amount)} ${row.currency}`,
  ])
  const width = (column: number) => Math.max(...lines.map((line) => line[column]!.length))
  return lines
    .map(
      ([label, count, amount]) =>
        `${label!.padEnd(width(0))}  ${count!.padStart(width(1))}  ${amount!.padStart(width(2))}`,
    )
    .join('\n')
}
