import type { Command } from 'commander'
import { BARS, PARTS, SIGNS, type Part, type Tally, type Waterfall } from '#domain/changes/waterfall.ts'
import { toMajor } from '#domain/money/amount.ts'
import type { GlobalOptions } from '../globals.ts'
import { action } from '../run.ts'

interface ChangesOptions extends GlobalOptions {
  readonly from: string
  readonly to?: string
  readonly closingIn?: string
  readonly filter?: string[]
  readonly openingKnownAt?: string
  readonly list?: boolean
}

/** More than any organisation has deals. */
const ALL = 10_000_000

export function register(program: Command): void {
  program
    .command('changes')
    .description('what moved in the open pipeline between two moments, from opening to closing amount')
    .requiredOption('--from <time>', 'the opening moment: an instant, or a date (the end of that day)')
    .option('--to <time>', 'the closing moment (default: now, or --as-of)')
    .option('--closing-in <period>', 'only deals that close in this month, quarter, week or year: 2017-11, 2017-Q4 ...')
    .option('--filter <field=value...>', 'only deals where the field has this value; repeat for several')
    .option('--opening-known-at <time>', 'read the opening moment by what was known then')
    .option('--list', 'print the deals behind every bar')
    .action(
      action<ChangesOptions>(async (options) => {
        const { withApp } = await import('../app.ts')
        const { commandCtx } = await import('../ctx.ts')
        const { listChanges, readChanges } = await import('#services/changes/waterfall.ts')
        return withApp(options, async (app) => {
          const ctx = await commandCtx(app)
          const input = { ...options, filters: options.filter }
          const changes = await readChanges(ctx, input)
          const { currency } = changes
          const major = (minor: number) => Number(toMajor(minor, currency))
          if (options.list !== true) {
            const tally = ({ count, amount }: Tally) => ({ count, amount: major(amount) })
            const data = Object.fromEntries(PARTS.map((part) => [part, tally(tallyOf(changes, part))]))
            return { data: { ...data, currency }, text: table(changes, currency) }
          }
          const rows = []
          for (const part of PARTS) {
            const { deals } = await listChanges(ctx, { ...input, part }, { offset: 0, limit: ALL })
            for (const { given, opening, closing, ...deal } of deals) {
              const end = (one: typeof opening) =>
                one === null ? null : { ...one, amount: one.amount === null ? null : major(one.amount) }
              rows.push({
                bar: part,
                ...deal,
                amount: major(given),
                currency,
                opening: end(opening),
                closing: end(closing),
              })
            }
          }
          return { data: rows }
        })
      }),
    )
}

const WORDS: Readonly<Record<Part, string>> = {
  opening: 'opening',
  new: 'new',
  pulledIn: 'pulled in',
  grown: 'grown',
  movedIn: 'moved in',
  reopened: 'reopened',
  shrunk: 'shrunk',
  pushed: 'pushed',
  movedOut: 'moved out',
  lost: 'lost',
  won: 'won',
  closing: 'closing',
}

function tallyOf(changes: Waterfall, part: Part): Tally {
  return part === 'opening' || part === 'closing' ? changes[part] : changes.bars[part]
}

function table(changes: Waterfall, currency: string): string {
  const number = new Intl.NumberFormat('en')
  const line = (part: Part, sign: string) => {
    const { count, amount } = tallyOf(changes, part)
    return [sign, WORDS[part], number.format(count), `${number.format(Number(toMajor(amount, currency)))} ${currency}`]
  }
  const lines = [
    line('opening', ' '),
    ...BARS.map((bar) => line(bar, SIGNS[bar] > 0 ? '+' : '-')),
    line('closing', '='),
  ]
  const width = (column: number) => Math.max(...lines.map((cells) => cells[column]!.length))
  return [
    ...lines.map(
      ([sign, word, count, amount]) =>
        `${sign} ${word!.padEnd(width(1))}  ${count!.padStart(width(2))}  ${amount!.padStart(width(3))}`,
    ),
    '',
    'Deals that have grown or shrunk stand in opening, too: their number changes nothing.',
  ].join('\n')
}
