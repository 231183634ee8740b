import type { Command } from 'commander'
import type { GlobalOptions } from '../globals.ts'
import { action } from '../run.ts'

export interface ImportActivityOptions extends GlobalOptions {
  readonly person?: string
  readonly yes?: boolean
  readonly complete?: boolean
  readonly undo?: string
}

export function register(program: Command): void {
  program
    .command('import-activity')
    .description(
      "read a person's calendar (.ics) and mailbox (.mbox, .eml, .csv): who, when and how long, nothing else",
    )
    .argument('[paths...]')
    .option('--person <who>', 'whose they are: id, address or full name')
    .option('--yes', 'write; without it nothing is written and the answer says what would be')
    .option('--complete', 'the files are the whole calendar: meetings absent from it were deleted')
    .option('--undo <id>', 'take an upload back')
    .action(
      action<ImportActivityOptions>(async (options, ...paths) => {
        const { importActivity } = await import('../import-activity.ts')
        return importActivity(options, paths)
      }),
    )
}
