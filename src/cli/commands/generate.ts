import type { Command } from 'commander'
import { LeadoutError } from '#domain/errors.ts'
import type { GlobalOptions } from '../globals.ts'
import { action } from '../run.ts'

interface GenerateOptions extends GlobalOptions {
  readonly people?: string
  readonly months?: string
  readonly seed?: string
  readonly preset?: string
  readonly start?: string
  readonly scenario?: string
  readonly out?: string
  readonly schema?: boolean
}

export function register(program: Command): void {
  program
    .command('generate')
    .description('write the CSV files of a made-up sales company, and the truth behind them')
    .option('--people <n>', 'people employed on the first day, 1 to 1000')
    .option('--months <n>', 'months from the first day to that of the export, 1 to 60')
    .option('--seed <n>', 'a whole number; the same seed gives the same bytes')
    .option('--preset <name>', 'what the scenario begins with: founding, scrum (default) or enterprise')
    .option('--start <date>', 'first day of activities, YYYY-MM-DD; deals and leads go back further')
    .option('--scenario <file>', 'parameters and planted events (JSON); options win over it')
    .option('--out <dir>', 'folder to write to; files of the same names are replaced')
    .option('--schema', 'print the JSON Schema of scenario and truth')
    .action(
      action<GenerateOptions>(async (options) => {
        if (options.schema === true) {
          const { schemas } = await import('#domain/generator/truth.ts')
          const data = schemas()
          return { data, text: JSON.stringify(data, null, 2) }
        }
        if (options.out === undefined) throw new LeadoutError('invalid', 'Say where to write with --out DIR')
        const { readScenario } = await import('../generate.ts')
        const { makeWorld } = await import('#domain/generator/generate.ts')
        const { writeCompany } = await import('#services/demo/write-files.ts')
        const written = await writeCompany(makeWorld(await readScenario(options)), options.out)
        const lines = written.map(({ name, rows }) => (rows === null ? name : `${name}  ${rows} rows`))
        return { data: { path: options.out, files: written }, text: lines.join('\n') }
      }),
    )
}
