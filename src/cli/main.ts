import { Command } from 'commander'
import { readVersion } from '#platform/version.ts'
import { commands } from './commands/index.ts'
import { addGlobalOptions } from './globals.ts'
import { run } from './run.ts'

const program = addGlobalOptions(new Command('leadout'))
  .version(readVersion())
  .description('The operating system of a sales team')
  .showHelpAfterError('Run "leadout help" to see what there is.')
for (const register of commands) register(program)

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // whoever reads has seen enough, as `head` has
  if (error.code !== 'EPIPE') throw error
})
process.exitCode = await run(program, process.argv.slice(2), {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
})
