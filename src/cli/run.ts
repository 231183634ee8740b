import { type Command, CommanderError } from 'commander'
import { LeadoutError } from '#domain/errors.ts'
import type { GlobalOptions } from './globals.ts'

/** What a command answers: `data` for `--json`, `text` for people. Without `text` people get the data as JSON. */
export interface Outcome {
  readonly data: unknown
  readonly text?: string
}

export interface Streams {
  readonly out: (text: string) => void
  readonly err: (text: string) => void
}

/** Thrown by a command that has an answer but did not do what was asked: the answer is printed, the exit code is 1. */
export class Unfinished extends Error {
  readonly outcome: Outcome

  constructor(outcome: Outcome) {
    super('not finished')
    this.outcome = outcome
  }
}

const FAILED = 1
const USAGE = 2

/**
 * Wraps what a command does. It gets the positional arguments and the command's options together with the global
 * ones; it returns an outcome to print, or nothing when it has printed all it had to say.
 */
export function action<Options extends GlobalOptions = GlobalOptions>(
  work: (options: Options, ...positional: string[]) => Promise<Outcome | undefined>,
): (this: Command, ...args: unknown[]) => Promise<void> {
  return async function (this: Command) {
    const options = this.optsWithGlobals<Options>()
    const outcome = await work(options, ...this.args)
    if (outcome !== undefined) print(outcome, options.json === true, streamsOf(this).out)
  }
}

/** Runs the program and returns its exit code: 0 done, 1 failed, 2 wrong use. */
export async function run(program: Command, args: readonly string[], streams: Streams): Promise<number> {
  const json = args.includes('--json')
  // in --json mode stdout holds one value, so a wrong use is told there and not as commander's own text
  const help = json ? streams.err : streams.out
  configure(program, { writeOut: help, writeErr: json ? () => {} : streams.err }, streams)
  try {
    await program.parseAsync([...args], { from: 'user' })
    return 0
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return 0
      if (json) streams.out(errorJson('invalid', error.message.replace(/^error: /, ''), {}))
      return USAGE
    }
    if (error instanceof Unfinished) {
      print(error.outcome, json, streams.out)
      return FAILED
    }
    const { code, message, details } = error instanceof LeadoutError ? error : unexpected(error)
    if (json) streams.out(errorJson(code, message, details))
    else streams.err(`leadout: ${message}\n`)
    return FAILED
  }
}

const outputs = new WeakMap<Command, Streams>()

function streamsOf(command: Command): Streams {
  const streams = outputs.get(command)
  if (streams === undefined) throw new Error('action() works only below run()')
  return streams
}

function configure(
  command: Command,
  output: { writeOut: (t: string) => void; writeErr: (t: string) => void },
  streams: Streams,
) {
  command.exitOverride().configureOutput(output)
  outputs.set(command, streams)
  for (const child of command.commands) configure(child, output, streams)
}

function print(outcome: Outcome, json: boolean, out: Streams['out']): void {
  if (json || outcome.text === undefined) out(`${JSON.stringify(outcome.data, null, json ? undefined : 2)}\n`)
  else if (outcome.text !== '') out(outcome.text.endsWith('\n') ? outcome.text : `${outcome.text}\n`)
}

function errorJson(code: string, message: string, details: unknown): string {
  return `${JSON.stringify({ error: { code, message, details } })}\n`
}

/** An error that nobody foresaw is told with its stack: it is a defect, and the stack is what a report needs. */
function unexpected(error: unknown): { code: string; message: string; details: unknown } {
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return { code: 'internal', message, details: {} }
}
