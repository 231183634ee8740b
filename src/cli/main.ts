import { Command } from 'commander'
import { commands } from './commands/index.ts'
import { addGlobalOptions } from './globals.ts'
import { run } from './run.ts'

const program = addGlobalOptions(new Command('leadout'))
  .description('The operating system of a sales team')
  .showHelpAfterError('Run "leadout help" to see what there is.')
for (const register of commands) register(program)

process.exitCode = await run(program, process.argv.slice(2), {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
})
