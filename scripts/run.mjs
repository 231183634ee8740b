// The door to everything: `node scripts/run.mjs start|test|leadout|verify|dev ...`.
// Plain JavaScript for Node 18: it may be the only Node on the machine. It installs what is missing, then hands
// over to the Node that Leadout is made for. Its own words go to stderr; stdout belongs to the command.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { constants } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import process from 'node:process'
import { install, isMusl, root } from './install.mjs'

const OLDEST_NODE = [22, 19]
// a large young generation triples the memory of an import and buys little time
const LEAN = ['--max-semi-space-size=8']

const TARGETS = {
  start: ['src/cli/main.ts', 'start'],
  leadout: ['src/cli/main.ts'],
  test: ['scripts/test.mjs'],
  verify: ['scripts/verify.mjs'],
  dev: ['scripts/dev.mjs'],
  build: ['scripts/build-web.mjs'],
}

const [command = '', ...args] = process.argv.slice(2)
const target = TARGETS[command]
if (target === undefined) fail(`Say one of ${Object.keys(TARGETS).join(', ')}.`)

try {
  await install()
} catch (error) {
  fail(error.message)
}
if (command === 'start') await node(['scripts/build-web.mjs'])
process.exit(await node([...target, ...args], { terminal: true }))

/** Runs a script with the right Node and returns its exit code; a failed preparation ends this process. */
async function node([script, ...rest], { terminal = false } = {}) {
  const program = findNode()
  const child = spawn(program, [...LEAN, join(root, script), ...rest], {
    // paths on the command line are relative to where the user stands, not to where npm went
    cwd: terminal ? process.env.INIT_CWD || process.cwd() : root,
    env: {
      ...process.env,
      // half of a start is reading and stripping TypeScript, which is the same every time
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(root, '.cache', 'compile'),
      PATH: [dirname(program), join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter),
    },
    stdio: terminal ? 'inherit' : ['ignore', 2, 2],
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  const code = await new Promise((resolve) => {
    child.once('error', (error) => fail(`${program} cannot be started: ${error.message}`))
    child.once('exit', (status, signal) => resolve(signal === null ? status : 128 + constants.signals[signal]))
  })
  if (code !== 0 && !terminal) process.exit(code)
  return code
}

/** The Node that npm installed beside Leadout; by path, because npm does not always link it into .bin. */
function findNode() {
  const system = process.platform === 'win32' ? 'win' : process.platform
  const own = join(
    root,
    'node_modules',
    `node-${system}-${process.arch}`,
    'bin',
    system === 'win' ? 'node.exe' : 'node',
  )
  if (existsSync(own) && !isMusl) return own
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return process.execPath
  return fail(
    `Leadout needs Node ${OLDEST_NODE.join('.')} or newer and brings none for ${process.platform} on ${process.arch}. ` +
      `This is Node ${process.versions.node}: install a newer one from https://nodejs.org and start again.`,
  )
}

function fail(message) {
  process.stderr.write(`leadout: ${message}\n`)
  process.exit(1)
}
