import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { onTestFinished } from 'vitest'
import { processState, readPostmasterFile } from '#platform/postgres/postmaster.ts'

export interface Opened {
  readonly owned: boolean
  readonly directory: string
  readonly socketDir: string
}

export interface Holder {
  readonly child: ChildProcess
  readonly opened: Promise<Opened>
  /** the numbers that the database has acknowledged so far */
  readonly acknowledged: number[]
  /** the codes of failed writes so far */
  readonly lost: string[]
  readonly log: () => string
  /** asks it to end, and waits */
  end(): Promise<void>
  /** kills it with SIGKILL, and waits */
  kill(): Promise<void>
}

export interface HoldOptions {
  readonly write?: boolean
  readonly systemHome?: string
  /** a program that starts the holder, with its arguments */
  readonly below?: readonly string[]
}

const SCRIPT = join(import.meta.dirname, 'hold-database.ts')

/** A process that has the database of `dataDir` open. It is ended with the test. */
export function hold(dataDir: string, options: HoldOptions = {}): Holder {
  const mode = options.write === true ? '--write' : '--hold'
  const command = [...(options.below ?? []), process.execPath, SCRIPT, dataDir, mode]
  if (options.systemHome !== undefined) command.push(options.systemHome)
  const child = spawn(command[0]!, command.slice(1), { stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const acknowledged: number[] = []
  const lost: string[] = []
  let log = ''
  child.stderr.on('data', (text) => {
    log += text
  })
  const opened = new Promise<Opened>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const value: number | Opened | { lost: string } = JSON.parse(line)
      if (typeof value === 'number') acknowledged.push(value)
      else if ('lost' in value) lost.push(value.lost)
      else resolve(value)
    })
    void ended.then(() => reject(new Error(`the process ended: ${log}`)))
  })
  opened.catch(() => {
    // for tests that expect it and look at the log
  })
  const signal = async (name: NodeJS.Signals) => {
    child.kill(name)
    await ended
  }
  onTestFinished(() => signal('SIGTERM'))
  return {
    child,
    opened,
    acknowledged,
    lost,
    log: () => log,
    end: () => signal('SIGTERM'),
    kill: () => signal('SIGKILL'),
  }
}

/** A directory that everyone may pass, removed after the test. */
export function scratch(): string {
  const path = mkdtempSync(join(tmpdir(), 'failure-'))
  chmodSync(path, 0o755)
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

/** The process id of the server of a cluster; 0 when none runs. */
export async function postmaster(cluster: string): Promise<number> {
  const file = await readPostmasterFile(cluster)
  return file !== null && (await processState(file.pid)) === 'alive' ? file.pid : 0
}

const PATIENCE_MS = 90_000

/** @throws Error naming the condition, long before the test itself would be given up */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`still not so after ${PATIENCE_MS / 1000} s: ${condition}`)
    await delay(25)
  }
}
