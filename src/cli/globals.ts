import type { Command } from 'commander'

/** The options that every command takes, as typed. */
export interface GlobalOptions {
  readonly data?: string
  readonly org?: string
  /** what was true at this instant or date */
  readonly asOf?: string
  /** what the business's systems held at this instant or date */
  readonly knownAt?: string
  readonly json?: boolean
}

export function addGlobalOptions(program: Command): Command {
  return program
    .option('--data <dir>', 'data directory (default: ./data beside Leadout, or LEADOUT_DATA)')
    .option('--org <slug>', 'organisation; needed only when there are several')
    .option('--as-of <time>', 'read what was true at this date or instant')
    .option('--known-at <time>', 'read what was known at this date or instant')
    .option('--json', 'print one JSON value on stdout and nothing else')
}
