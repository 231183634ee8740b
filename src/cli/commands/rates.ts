import { Option } from 'commander'
import type { Command } from 'commander'
import type { WorldDocument } from '#domain/world/document.ts'
import type { GlobalOptions } from '../globals.ts'
import { action, type Outcome } from '../run.ts'

interface RateOptions extends GlobalOptions {
  readonly kind?: string
  readonly correction?: boolean
}

export function register(program: Command): void {
  const rates = program
    .command('rates')
    .description("exchange rates: what one unit of a currency is worth in the organisation's")
  const kind = () =>
    new Option('--kind <kind>', 'plan: fixed for comparisons; daily: of the booking day').choices(['plan', 'daily'])

  rates
    .command('list')
    .description('print the rates')
    .action(
      action<GlobalOptions>(async (options) => {
        const { withApp } = await import('../app.ts')
        const { commandCtx } = await import('../ctx.ts')
        const { readRates } = await import('#services/world/rates.ts')
        return withApp(options, async (app) => {
          const data = await readRates(await commandCtx(app), options)
          return {
            data,
            text:
              data.map((one) => `${one.date}  ${one.currency}  ${one.kind.padEnd(5)}  ${one.rate}`).join('\n') ||
              'No rates.',
          }
        })
      }),
    )

  rates
    .command('set')
    .description('set one rate')
    .argument('<currency>', 'ISO 4217 code, such as USD')
    .argument('<date>', 'first day on which it counts')
    .argument('<rate>', "units of the organisation's currency for one unit")
    .addOption(kind().default('plan'))
    .option('--correction', 'replaces a rate that was wrong all along')
    .action(
      action<RateOptions>(async (options, currency, date, rate) => {
        const { readDocument } = await import('#domain/world/read-document.ts')
        const correction = options.correction === true && { correction: true }
        return write(
          options,
          readDocument({
            rates: [{ currency: currency?.toUpperCase(), kind: options.kind, date, rate, ...correction }],
          }),
        )
      }),
    )

  rates
    .command('import')
    .description('read rates from a CSV with the columns currency, kind, date and rate')
    .argument('<file>', 'CSV file; - reads standard input')
    .addOption(kind())
    .option('--correction', 'replaces rates that were wrong all along')
    .action(
      action<RateOptions>(async (options, file) => {
        const { readText } = await import('../document.ts')
        const { asLines, readRates } = await import('../rates.ts')
        const { LeadoutError } = await import('#domain/errors.ts')
        const document = readRates(await readText(file ?? '-'), options.kind, options.correction === true)
        return write(options, document).catch((error: unknown) => {
          throw error instanceof LeadoutError ? asLines(error) : error
        })
      }),
    )
}

async function write(options: RateOptions, document: WorldDocument): Promise<Outcome> {
  const { withApp } = await import('../app.ts')
  const { commandCtx } = await import('../ctx.ts')
  const { applyDocument } = await import('#services/world/apply-document.ts')
  return withApp(options, async (app) => {
    const applied = await applyDocument(await commandCtx(app), document)
    const written = applied.changes['rate'] ?? 0
    const data = { rates: document.rates.length, written }
    return { data, text: `${written} of ${document.rates.length} rates written; the others were held already.` }
  })
}
