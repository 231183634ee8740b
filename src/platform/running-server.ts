import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export interface RunningServer {
  readonly pid: number
  readonly url: string
}

/** what the server answers until it is ready */
export const STARTING = 'Leadout is starting.'

const FILE = 'server.json'

/** Says in the data directory that this process serves it, so that `leadout stop` finds it. */
export function announceServer(dataDir: string, url: string): void {
  writeFileSync(join(dataDir, FILE), JSON.stringify({ pid: process.pid, url } satisfies RunningServer), { mode: 0o600 })
}

export function retireServer(dataDir: string): void {
  if (findServer(dataDir)?.pid === process.pid) rmSync(join(dataDir, FILE), { force: true })
}

/** The server that announced itself and whose process is still there; null when there is none. */
export function findServer(dataDir: string): RunningServer | null {
  try {
    const server = JSON.parse(readFileSync(join(dataDir, FILE), 'utf8')) as RunningServer
    process.kill(server.pid, 0)
    return server
  } catch {
    return null
  }
}
