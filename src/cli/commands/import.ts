import type { Command } from 'commander'
import type { GlobalOptions } from '../globals.ts'
import { action } from '../run.ts'

export interface ImportOptions extends GlobalOptions {
  readonly yes?: boolean
  readonly mapping?: string
  readonly answer?: string[]
  readonly takenAt?: string
  readonly zone?: string
  readonly currency?: string
  readonly complete?: boolean
  readonly watch?: string
}

const collect = (value: string, all: string[] = []) => [...all, value]

export function register(program: Command): void {
  program
    .command('import')
    .description('read CRM exports: CSV, TSV or XLSX files, folders or zip archives')
    .argument('[paths...]')
    .option('--yes', 'write; without it nothing is written and the answer says what would be')
    .option('--mapping <file>', 'an edited mapping (JSON) that overrules what is recognised')
    .option('--answer <key=value>', 'answer a question; repeat for several', collect)
    .option('--taken-at <time>', 'when the export was taken (default: the newest system stamp in its files, else now)')
    .option('--zone <zone>', 'time zone of a new organisation (default: the zone of this machine)')
    .option('--currency <code>', 'currency of a new organisation (default: the one in the files, else USD)')
    .option('--complete', 'the export holds every deal: deals absent from it are gone')
    .option('--watch <dir>', 'import what appears in a folder, until interrupted')
    .action(
      action<ImportOptions>(async (options, ...paths) => {
        const { importPaths, watchFolder } = await import('../import.ts')
        return options.watch === undefined ? importPaths(options, paths) : watchFolder(options, options.watch)
      }),
    )
}
