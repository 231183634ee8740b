import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { afterAll } from 'vitest'

const MAIN = join(import.meta.dirname, '../../src/cli/main.ts')
const run = promisify(execFile)

export interface Leadout {
  readonly url: string
  /** the one-time address for the first account */
  readonly firstUserUrl: string
  /** runs a command on the same data and answers what it prints with --json */
  command(...args: string[]): Promise<unknown>
}

/** The whole product as a user starts it, on empty data and a free port; stopped at the end of the file. */
export async function startLeadout(): Promise<Leadout> {
  const dataDir = mkdtempSync(join(tmpdir(), 'leadout-'))
  const child = spawn(process.execPath, [MAIN, 'start', '--json', '--port', '0', '--data', dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, LEADOUT_LOG: 'warn' },
  })
  const ended = once(child, 'exit')
  afterAll(async () => {
    child.kill('SIGTERM')
    await ended
    rmSync(dataDir, { recursive: true, force: true })
  })
  const line = once(createInterface({ input: child.stdout }), 'line').then(([text]) => String(text))
  const tooEarly = ended.then(([code]) => Promise.reject(new Error(`leadout start ended with ${String(code)}`)))
  const started: { url: string; firstUserUrl: string } = JSON.parse(await Promise.race([line, tooEarly]))
  return {
    ...started,
    command: async (...args) => {
      const { stdout } = await run(process.execPath, [MAIN, '--json', '--data', dataDir, ...args], {
        maxBuffer: 64 * 1024 * 1024,
      })
      return JSON.parse(stdout)
    },
  }
}
