import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { hold, postmaster, scratch, until } from './holder.ts'

const MAIN = join(import.meta.dirname, '../../src/cli/main.ts')
const RUN = join(import.meta.dirname, '../../scripts/run.mjs')

interface Started {
  readonly child: ChildProcess
  readonly out: () => string
  readonly ended: Promise<number | null>
  /** waits for a condition; an end of the process before that is a failure */
  until(condition: () => boolean | Promise<boolean>): Promise<void>
}

function start(command: readonly string[]): Started {
  // a process group of its own, so that a test can send what Ctrl-C sends: a signal to the whole group
  const child = spawn(process.execPath, [...command], { stdio: ['ignore', 'pipe', 'inherit'], detached: true })
  let out = ''
  child.stdout.on('data', (text) => {
    out += text
  })
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  onTestFinished(async () => {
    child.kill('SIGTERM')
    await ended
  })
  const tooEarly = ended.then((code) => Promise.reject(new Error(`it ended with ${code}`)))
  tooEarly.catch(() => {
    // told where it is waited for
  })
  return { child, out: () => out, ended, until: (condition) => Promise.race([until(condition), tooEarly]) }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : 0
}

test('start serves at the address it prints, and Ctrl-C ends it and its database', async () => {
  const [dataDir, port] = [scratch(), await freePort()]
  const started = start([MAIN, 'start', '--data', dataDir, '--port', String(port)])
  const { child, out, ended } = started
  await started.until(() => out().includes('\n'))
  const url = `http://localhost:${port}`
  expect(out().split('\n')[0]).toBe(`Leadout is running at ${url}`)
  const health = await fetch(`${url}/healthz`)
  expect(health.status).toBe(200)
  expect(await postmaster(join(dataDir, 'postgres'))).not.toBe(0)

  // a connection that stays open must not keep it from ending
  const idle = connect(port, 'localhost')
  onTestFinished(() => void idle.destroy())
  await once(idle, 'connect')
  process.kill(-child.pid!, 'SIGINT')
  process.kill(-child.pid!, 'SIGINT')
  expect(await ended).toBe(0)
  expect(await postmaster(join(dataDir, 'postgres'))).toBe(0)
})

test('a command works while Leadout runs, leaves it alone, and works when it does not run', async () => {
  const dataDir = scratch()
  const doctor = () => spawnSync(process.execPath, [MAIN, 'doctor', '--data', dataDir, '--json'], { encoding: 'utf8' })
  expect(JSON.parse(doctor().stdout).config.dataDir).toBe(dataDir)
  expect(await postmaster(join(dataDir, 'postgres'))).toBe(0)

  const { directory } = await hold(dataDir).opened
  const server = await postmaster(directory)
  expect(doctor().status).toBe(0)
  expect(await postmaster(directory)).toBe(server)
})

test('a taken port is said clearly, and no database is left running', async () => {
  const taken = createServer()
  const port = await new Promise<number>((resolve) => {
    taken.listen(0, 'localhost', () => {
      const address = taken.address()
      resolve(typeof address === 'object' && address !== null ? address.port : 0)
    })
  })
  onTestFinished(() => void taken.close())
  const dataDir = scratch()
  const result = spawnSync(process.execPath, [MAIN, 'start', '--data', dataDir, '--port', String(port)], {
    encoding: 'utf8',
  })
  expect(result.status).toBe(1)
  expect(result.stdout).toBe('')
  expect(result.stderr).toContain(`Port ${port} is taken.`)
  expect(await postmaster(join(dataDir, 'postgres'))).toBe(0)
})

test('stdout of a command run through npm holds its own output alone', () => {
  const result = spawnSync(process.execPath, [RUN, 'leadout', '--json', 'doctor', '--data', scratch()], {
    encoding: 'utf8',
  })
  expect(JSON.parse(result.stdout)).toMatchObject({ config: { databaseUrl: null } })
})

test('SIGTERM to the outermost process ends everything', async () => {
  const [dataDir, port] = [scratch(), await freePort()]
  const started = start([RUN, 'leadout', 'start', '--data', dataDir, '--port', String(port)])
  await started.until(
    async () => (await fetch(`http://localhost:${port}/healthz`).catch(() => undefined))?.status === 200,
  )
  started.child.kill('SIGTERM')
  expect(await started.ended).toBe(0)
  expect(await postmaster(join(dataDir, 'postgres'))).toBe(0)
})
