import { setTimeout } from 'node:timers/promises'
import type { Command } from 'commander'
import { loadConfig } from '#cli/config.ts'
import type { GlobalOptions } from '#cli/globals.ts'
import { action, type Outcome } from '#cli/run.ts'
import { LeadoutError } from '#domain/errors.ts'
import { findServer } from '#platform/running-server.ts'

const PATIENCE_MS = 30_000

export function register(program: Command): void {
  program.command('stop').description('stop the server of the data directory').action(action(stop))
}

async function stop(options: GlobalOptions): Promise<Outcome> {
  const { config } = loadConfig(options)
  const server = findServer(config.dataDir)
  if (server === null) return { data: { stopped: false }, text: 'No server is running.' }
  // another program may have the number by now: only what answers as Leadout is told to stop
  if (!(await answers(server.url))) {
    throw new LeadoutError('precondition', `Process ${server.pid} does not answer as Leadout at ${server.url}.`, {
      ...server,
    })
  }
  process.kill(server.pid, 'SIGTERM')
  for (let waited = 0; findServer(config.dataDir) !== null; waited += 100) {
    if (waited > PATIENCE_MS)
      throw new LeadoutError('precondition', `The server (process ${server.pid}) does not stop.`, { ...server })
    await setTimeout(100)
  }
  return { data: { stopped: true }, text: `Stopped the server at ${server.url}.` }
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(5_000) })
    return 'database' in ((await response.json()) as object)
  } catch {
    return false
  }
}
