// How soon a change reaches every screen that watches it, and whether any is lost when the server is killed.
// node bench/live.ts [clients] [changes per second] [seconds]
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { openDb, openPool } from '#db/client.ts'
import { silentLogger } from '#platform/log.ts'
import { openPostgres } from '#platform/postgres/open.ts'
import { notifyTopics } from '#services/live/notify-topics.ts'
import { machine } from './machine.ts'

const [clients = 500, perSecond = 50, seconds = 20] = process.argv.slice(2).map(Number)
const TEAMS = 50
const PORT = 4655
const SETTLE_MS = 3000
/** a screen that has not heard by then never will */
const PATIENCE_MS = 30_000

interface Server {
  readonly child: ChildProcess
  readonly url: string
  readonly firstUserUrl?: string
}

async function startServer(dataDir: string): Promise<Server> {
  const main = join(import.meta.dirname, '../src/cli/main.ts')
  const args = [main, 'start', '--json', '--data', dataDir, '--port', String(PORT)]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] })
  for await (const line of createInterface({ input: child.stdout }))
    return { child, ...(JSON.parse(line) as Omit<Server, 'child'>) }
  throw new Error('the server did not start')
}

async function signUp(server: Server): Promise<{ cookie: string; orgId: string }> {
  const token = new URL(server.firstUserUrl ?? '').hash.slice(1)
  const body = JSON.stringify({ token, email: 'bench@example.org', name: 'Bench', password: 'correct horse battery' })
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(`${server.url}/api/v1/session/first-user`, { method: 'POST', headers, body })
  const cookie = response.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  const me = (await (await fetch(`${server.url}/api/v1/session`, { headers: { cookie } })).json()) as {
    user: { org: { id: string } }
  }
  return { cookie, orgId: me.user.org.id }
}

/** One screen: resumes after its last event for as long as the run lasts. */
async function watch(
  url: string,
  cookie: string,
  topic: string,
  onEvent: (name: string) => void,
  run: AbortSignal,
): Promise<void> {
  let lastId: string | undefined
  while (!run.aborted) {
    try {
      const headers = { cookie, ...(lastId !== undefined && { 'last-event-id': lastId }) }
      const response = await fetch(`${url}/api/v1/stream?topics=${topic}`, { headers, signal: run })
      if (!response.ok || !response.body) throw new Error(`status ${response.status}`)
      let text = ''
      for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
        text += chunk
        const events = text.split('\n\n')
        text = events.pop() ?? ''
        for (const event of events) {
          lastId = /^id: (.*)$/m.exec(event)?.[1] ?? lastId
          onEvent(/^event: (.*)$/m.exec(event)?.[1] ?? '')
        }
      }
    } catch {
      await delay(250 + Math.random() * 250)
    }
  }
}

const dataDir = await mkdtemp(join(tmpdir(), 'leadout-bench-'))
const run = new AbortController()
let server = await startServer(dataDir)
const postgres = await openPostgres({ dataDir, databaseUrl: null, log: silentLogger })
const pool = openPool(postgres.config)
const db = openDb(pool)
const { cookie, orgId } = await signUp(server)

const topics = Array.from({ length: TEAMS }, (_, i) => `board:team-${i}` as const)
/** per topic: when its newest change was acknowledged */
const changed = topics.map(() => 0)
/** per screen: when it heard last */
const heard: number[] = []
/** per screen: acknowledged changes it has not heard of yet */
const waiting: number[][] = []
let latencies: number[] = []
let ready = 0
const opening = performance.now()
const screens = Array.from({ length: clients }, (_, i) => {
  heard.push(0)
  waiting.push([])
  const onEvent = (name: string) => {
    if (name === 'ready') ready += 1
    if (name !== 'change' && name !== 'reset') return
    const now = performance.now()
    heard[i] = now
    latencies.push(...waiting[i]!.splice(0).map((at) => now - at))
  }
  return watch(server.url, cookie, topics[i % TEAMS]!, onEvent, run.signal)
})
while (ready < clients) await delay(20)
const opened = Math.round(performance.now() - opening)

let changes = 0
/** Begun by the clock and not one after the other: a slow change must not make the load lighter. */
async function changeFor(ms: number): Promise<number> {
  const began = performance.now()
  const planned = Math.round((ms / 1000) * perSecond)
  const underWay: Promise<void>[] = []
  for (let n = 0; n < planned; n += 1) {
    await delay(Math.max(0, began + (n * 1000) / perSecond - performance.now()))
    underWay.push(change(changes++ % TEAMS))
  }
  await Promise.all(underWay)
  return (planned * 1000) / (performance.now() - began)
}

async function change(team: number): Promise<void> {
  await db.transaction().execute((tx) => notifyTopics(tx, orgId, [topics[team]!], Date.now()))
  const at = performance.now()
  changed[team] = at
  for (let i = team; i < clients; i += TEAMS) waiting[i]!.push(at)
}

const rate = await changeFor(seconds * 1000)
const sent = changes
await delay(SETTLE_MS)
const steady = latencies.toSorted((a, b) => a - b)
latencies = []
const memory = /VmRSS:\s+(\d+) kB/.exec(await readFile(`/proc/${server.child.pid}/status`, 'utf8').catch(() => ''))?.[1]

const changing = changeFor(seconds * 500)
await delay(seconds * 100)
server.child.kill('SIGKILL')
server = await startServer(dataDir)
await changing
const behind = () => heard.filter((at, i) => at < changed[i % TEAMS]!).length
const ended = performance.now()
while (behind() > 0 && performance.now() < ended + PATIENCE_MS) await delay(50)
const caughtUp = Math.round(performance.now() - ended)
const lost = behind()

run.abort()
await Promise.all(screens)
await pool.end()
server.child.kill('SIGTERM')
await once(server.child, 'exit')
await postgres.stop()
await rm(dataDir, { recursive: true, force: true })

const quantile = (q: number) => `${Math.round(steady[Math.floor(steady.length * q)] ?? Number.NaN)} ms`
console.log(`machine    ${machine()}, load ${loadavg()[0]?.toFixed(1)}`)
console.log(
  `size       ${clients} screens on ${TEAMS} boards, ${sent} changes at ${rate.toFixed(1)} a second, ${steady.length} deliveries; opened in ${opened} ms`,
)
console.log(
  `delivered  p50 ${quantile(0.5)}, p95 ${quantile(0.95)}, p99 ${quantile(0.99)} after the change was acknowledged`,
)
console.log(
  `server     ${memory === undefined ? 'memory unknown' : `${Math.round(Number(memory) / 1024)} MB resident`}`,
)
console.log(
  `SIGKILL    of the server during ${changes} changes: ${lost} screens missed their board's last change; all caught up after ${caughtUp} ms`,
)
process.exitCode = lost === 0 ? 0 : 1
