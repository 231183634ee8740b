// Installs the locked dependencies, unless they are there. Node 18 syntax, Node's own modules only.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

const modules = join(root, 'node_modules')
const stamp = join(modules, '.leadout-installed')
const lock = join(root, '.cache', 'install.lock')

export const isMusl = process.platform === 'linux' && !process.report.getReport().header.glibcVersionRuntime

/** How long an installation may go without a sign of life before another process takes over. */
const STALE_LOCK_MS = 15_000
const HEARTBEAT_MS = 3_000

export async function install() {
  if (isInstalled()) return
  await withLock(async () => {
    if (isInstalled()) return
    const began = Date.now()
    say('Installing the dependencies. This takes a minute or two, once.')
    const progress = setInterval(() => say(`Still installing (${Math.round((Date.now() - began) / 1000)} s)`), 20_000)
    try {
      await npm(['ci', '--no-audit', '--no-fund', '--loglevel=error', '--include=dev', '--include=optional'])
    } finally {
      clearInterval(progress)
    }
    const lacking = missing()
    if (lacking.length > 0) throw new Error(`npm left out ${lacking.join(', ')}. Check the connection and start again.`)
    writeFileSync(stamp, wanted())
    say(`Installed in ${Math.round((Date.now() - began) / 1000)} s.`)
  })
}

/** Also true after `npm install` by hand: then npm's own record agrees with the lock file. */
function isInstalled() {
  if (read(stamp) === wanted()) return true
  if (read(join(modules, '.package-lock.json')) === undefined || missing().length > 0) return false
  try {
    writeFileSync(stamp, wanted())
  } catch {
    // a read-only folder is compared anew each time
  }
  return true
}

/** The locked packages that are absent or of another version. npm is silent about an optional one it could not fetch. */
function missing() {
  const installed = JSON.parse(read(join(modules, '.package-lock.json')) || '{"packages":{}}').packages
  const locked = Object.entries(JSON.parse(read(join(root, 'package-lock.json'))).packages).filter(
    ([path]) => path !== '',
  )
  const wrong = locked.filter(([path, entry]) => {
    const found = installed[path]
    return found === undefined ? !entry.optional || isForHere(entry) : found.version !== entry.version
  })
  return wrong.map(([path]) => path.replace('node_modules/', ''))
}

/** Whether an optional package says that it is made for this very machine. */
function isForHere({ os, cpu, libc }) {
  const here = os !== undefined && os.includes(process.platform) && cpu !== undefined && cpu.includes(process.arch)
  return here && (libc === undefined || libc.includes(isMusl ? 'musl' : 'glibc'))
}

/** Changes with the lock file and with the kind of machine: a folder copied from another one is of no use. */
function wanted() {
  return createHash('sha256')
    .update(`${process.platform} ${process.arch}\n`)
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
}

function npm(args) {
  const script = process.env.npm_execpath
  const own = script !== undefined && /\.c?js$/.test(script)
  const [file, rest] = own ? [process.execPath, [script, ...args]] : ['npm', args]
  const child = spawn(file, rest, { cwd: root, stdio: ['ignore', 2, 2], shell: !own && process.platform === 'win32' })
  return new Promise((resolve, reject) => {
    child.once('error', (error) => reject(new Error(`npm cannot be started: ${error.message}`)))
    child.once('exit', (code) => {
      if (code === 0) resolve()
      else reject(new Error('The dependencies could not be installed; npm says why above.'))
    })
  })
}

/** A folder as a lock: making one is atomic everywhere. Its date is the sign of life. */
async function withLock(work) {
  mkdirSync(dirname(lock), { recursive: true })
  let told = false
  while (!take()) {
    if (!told) say('Waiting for another process that installs the dependencies.')
    told = true
    await delay(500)
  }
  const heartbeat = setInterval(() => writeFileSync(join(lock, 'alive'), ''), HEARTBEAT_MS)
  try {
    await work()
  } finally {
    clearInterval(heartbeat)
    rmSync(lock, { recursive: true, force: true })
  }
}

function take() {
  try {
    mkdirSync(lock)
    writeFileSync(join(lock, 'alive'), '')
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
  }
  const seen = statSync(join(lock, 'alive'), { throwIfNoEntry: false }) || statSync(lock, { throwIfNoEntry: false })
  if (seen !== undefined && Date.now() - seen.mtimeMs > STALE_LOCK_MS) rmSync(lock, { recursive: true, force: true })
  return false
}

function read(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

function say(text) {
  process.stderr.write(`${text}\n`)
}
