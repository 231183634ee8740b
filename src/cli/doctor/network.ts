import { createServer } from 'node:net'
import * as z from 'zod'
import type { Config } from '#platform/config/config.ts'
import { findServer, STARTING } from '#platform/running-server.ts'
import { examine, fault, type Finding, note, ok, type Result, warning } from './finding.ts'

const PATIENCE_MS = 5_000
const STARTING_PATIENCE_MS = 1_000
const health = z.object({ database: z.string(), version: z.string() })
const ANYWHERE = new Set(['0.0.0.0', '::'])

/** Whether a server runs, and whether browsers can reach it where Leadout believes they do. */
export function examineNetwork(config: Config): Promise<Finding>[] {
  return [
    examine('server', 'Start it with "npm start".', () => server(config)),
    examine('public-address', 'Set LEADOUT_URL to the address that browsers use.', () => publicAddress(config)),
  ]
}

async function server(config: Config): Promise<Result> {
  const running = findServer(config.dataDir)
  if (running === null) {
    const free = await portIsFree(config)
    if (free) return note(`not running; port ${config.port} is free`, 'Start it with "npm start".')
    if (await isStarting(config)) return note(`starting on port ${config.port}`)
    return fault(
      `not running, and port ${config.port} is taken by another program`,
      `Stop that program, or choose another port: npm start -- --port ${config.port + 1}`,
    )
  }
  const answer = await ask(running.url)
  if (answer === null)
    return fault(
      `process ${running.pid} should answer at ${running.url} and does not`,
      `End it ("kill ${running.pid}") and start again.`,
    )
  if (answer.database !== 'ok')
    return fault(`running at ${running.url}, but its database is away`, 'Read the log of the server.')
  return ok(`running at ${running.url} (process ${running.pid}), version ${answer.version}`)
}

async function publicAddress({ publicUrl, host, dataDir }: Config): Promise<Result> {
  const { protocol, hostname } = new URL(publicUrl)
  const local = hostname === 'localhost' || hostname.startsWith('127.') || hostname === '[::1]'
  if (ANYWHERE.has(host) && local)
    return warning(
      `browsers elsewhere cannot use ${publicUrl}, though Leadout listens to the whole network`,
      'Set LEADOUT_URL to an address that they can use, such as http://sales.lan:4600.',
    )
  if (!local && protocol === 'http:')
    return warning(
      `${publicUrl} is not encrypted: passwords can be read on the way`,
      'Put a proxy with TLS in front (docs/guides/tls.md) and set LEADOUT_URL to the https address.',
    )
  if (findServer(dataDir) === null || local) return ok(publicUrl)
  if ((await ask(publicUrl)) === null)
    return warning(
      `${publicUrl} does not lead to Leadout from here`,
      'Check the proxy, its certificate and the name in LEADOUT_URL. Some networks cannot reach their own outer address; then ask from outside.',
    )
  return ok(`${publicUrl} answers`)
}

async function ask(url: string): Promise<z.infer<typeof health> | null> {
  try {
    const response = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(PATIENCE_MS) })
    return health.parse(await response.json())
  } catch {
    return null
  }
}

/** Until its database is there, the server answers everything with one sentence. */
async function isStarting({ host, port }: Config): Promise<boolean> {
  const name = ANYWHERE.has(host) ? 'localhost' : host
  try {
    const response = await fetch(`http://${name}:${port}/`, { signal: AbortSignal.timeout(STARTING_PATIENCE_MS) })
    return response.status === 503 && (await response.text()) === STARTING
  } catch {
    return false
  }
}

function portIsFree({ port, host }: Config): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, host, () => probe.close(() => resolve(true)))
  })
}
