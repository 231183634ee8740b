// Everything that must hold before a change is done; CI runs the same. `--without-tests` leaves the tests out.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { root } from './install.mjs'

const withTests = !process.argv.includes('--without-tests')

const steps = [
  ['format', 'oxfmt', '--check', '.'],
  ['lint', 'oxlint'],
  ['types of the domain', 'tsc', '-p', 'tsconfig.domain.json'],
  ['types of the server', 'tsc', '-p', 'tsconfig.json'],
  ['types of the pages', 'tsc', '-p', 'tsconfig.web.json'],
  ['boundaries', 'depcruise', 'src'],
  ['dead code', 'knip'],
  ['paths in the documents', 'node', 'scripts/check-doc-paths.mjs'],
  ...(withTests ? [['tests', 'node', 'scripts/test.mjs']] : []),
  ['build', 'node', 'scripts/build-web.mjs'],
]

const failed = steps.filter(([name, command, ...args]) => {
  process.stderr.write(`\n--- ${name}\n`)
  const file = command === 'node' ? process.execPath : join(root, 'node_modules', '.bin', command)
  if (!existsSync(file)) process.stderr.write(`${file} is missing\n`)
  return spawnSync(file, args, { cwd: root, stdio: 'inherit' }).status !== 0
})

process.stderr.write(failed.length === 0 ? '\nAll holds.\n' : `\nFailed: ${failed.map(([name]) => name).join(', ')}\n`)
process.exitCode = failed.length === 0 ? 0 : 1
