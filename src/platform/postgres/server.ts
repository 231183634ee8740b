import { spawn } from 'node:child_process'
import { open, readFile, rm, stat, truncate } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { LeadoutError } from '#domain/errors.ts'
import { realNow } from '#platform/clock/now.ts'
import type { Logger } from '#platform/log.ts'
import { PROGRAM_ENVIRONMENT, spaceHint } from './cluster.ts'
import type { Placement } from './placement.ts'
import { processState, readPostmasterFile } from './postmaster.ts'
import { invocation } from './server-user.ts'
import { serverArguments } from './settings.ts'

export interface ServerContext {
  readonly placement: Placement
  readonly socketDir: string
  readonly password: string
  readonly logFile: string
  readonly settings: Readonly<Record<string, string>>
  readonly log: Logger
  readonly patience?: Patience
}

export interface RunningServer {
  readonly pid: number
  readonly socketDir: string
  /** whether this call started it */
  readonly started: boolean
}

/** How long a server may keep silent, and how long it may say that it is still starting. */
export interface Patience {
  readonly silentMs: number
  readonly startingMs: number
}

/** Replaying the log after a crash takes as long as it takes; a killed recovery would only begin again. */
const PATIENCE: Patience = { silentMs: 60_000, startingMs: 30 * 60_000 }
const STOP_TIMEOUT_MS = 30_000
const ANSWER_TIMEOUT_MS = 10_000
const TELL_AFTER_MS = 10_000
const LOG_FILE_LIMIT = 10 * 1024 * 1024
/** a killed server's sessions hold its shared memory for a moment */
const CRASH_RETRY_MS = 1_000
const CRASH_RETRIES = 10

export function connection(
  context: Pick<ServerContext, 'password'>,
  socketDir: string,
  database: string,
): pg.PoolConfig {
  return { host: socketDir, port: 5432, user: 'leadout', password: context.password, database, ssl: false }
}

/**
 * A server that answers: the one that runs already, else a new one. Call it inside `exclusively`.
 * @throws LeadoutError `precondition` with the end of the server's log when it does not start
 */
export async function ensureRunning(context: ServerContext): Promise<RunningServer> {
  const { cluster } = context.placement
  const waiting = patiently(context)
  for (;;) {
    const recorded = await readPostmasterFile(cluster)
    const state = recorded === null ? 'dead' : await processState(recorded.pid)
    if (recorded === null || state !== 'alive') {
      if (state === 'other') await rm(join(cluster, 'postmaster.pid'), { force: true })
      return startServer(context)
    }
    // a server that has only just begun has not written down yet where it listens
    const answer = recorded.socketDir === '' ? 'silent' : await ask(connection(context, recorded.socketDir, 'postgres'))
    if (answer === 'ready') return { ...recorded, started: false }
    if (waiting.isOver(answer)) {
      throw new LeadoutError(
        'conflict',
        `A PostgreSQL server (process ${recorded.pid}) uses ${cluster} but does not answer at ${recorded.socketDir}. ` +
          `End it ("kill -INT ${recorded.pid}") and start again.`,
      )
    }
    await delay(200)
  }
}

/** Ends the server: sessions are cut, everything acknowledged is kept. */
export async function stopServer(pid: number, log: Logger): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    // by now the number may belong to another program
    if ((await processState(pid)) !== 'alive') return
    try {
      process.kill(pid, signal)
    } catch {
      return
    }
    const deadline = realNow() + STOP_TIMEOUT_MS
    while (realNow() < deadline) {
      if ((await processState(pid)) !== 'alive') return
      await delay(20)
    }
    log.warn('The database server does not stop', { pid, signal })
  }
}

async function startServer(context: ServerContext): Promise<RunningServer> {
  for (let attempt = 0; ; attempt += 1) {
    const from = await sizeOf(context.logFile)
    const pid = await launch(context)
    if (pid !== null) return { pid, socketDir: context.socketDir, started: true }
    const output = await logSince(context.logFile, from)
    const crashRemains = /lock file|shared memory block/.test(output)
    if (!crashRemains || attempt >= CRASH_RETRIES) {
      const hint = await spaceHint(dirname(context.placement.cluster))
      throw new LeadoutError(
        'precondition',
        `The database server did not start.${hint} ${output || `See ${context.logFile}`}`,
      )
    }
    context.log.info('Waiting for the remains of a killed database server', { attempt: attempt + 1 })
    await delay(CRASH_RETRY_MS)
  }
}

/** The pid of a server that answers, or null when it ended before that. */
async function launch(context: ServerContext): Promise<number | null> {
  const { placement, socketDir } = context
  const { file, args, options } = invocation(
    placement.launch,
    join(placement.binaries.root, 'bin', 'postgres'),
    serverArguments(placement.cluster, socketDir, context.settings),
  )
  const output = await open(context.logFile, 'a', 0o600)
  try {
    // its own session: Ctrl-C in the terminal reaches Leadout, which first lets its own work end
    const stdio = ['ignore', output.fd, output.fd] as const
    const child = spawn(file, [...args], {
      ...options,
      cwd: '/',
      env: PROGRAM_ENVIRONMENT,
      detached: true,
      stdio: [...stdio],
    })
    let ended = false
    const end = () => {
      ended = true
    }
    child.once('exit', end)
    child.once('error', end)
    child.unref()
    const { pid } = child
    if (pid === undefined) return null
    const waiting = patiently(context)
    while (!ended) {
      const answer = await ask(connection(context, socketDir, 'postgres'))
      if (answer === 'ready') return pid
      if (waiting.isOver(answer)) break
      await delay(30)
    }
    if (!ended) child.kill('SIGQUIT')
    return null
  } finally {
    await output.close()
  }
}

/** Measures how long a server has been waited for, and says so once when it takes its time. */
function patiently({ log, patience = PATIENCE }: ServerContext): { isOver(answer: 'silent' | 'starting'): boolean } {
  const began = realNow()
  let told = false
  return {
    isOver(answer) {
      const waited = realNow() - began
      if (!told && waited > TELL_AFTER_MS) {
        log.info('Waiting for the database server; after a crash it first replays its log', { answer })
        told = true
      }
      return waited > (answer === 'starting' ? patience.startingMs : patience.silentMs)
    },
  }
}

/** `starting` is what the server itself says, while it starts, recovers or stops; other refusals are errors. */
async function ask(config: pg.PoolConfig): Promise<'ready' | 'starting' | 'silent'> {
  const client = new pg.Client({
    ...config,
    connectionTimeoutMillis: ANSWER_TIMEOUT_MS,
    query_timeout: ANSWER_TIMEOUT_MS,
  })
  client.on('error', () => {
    // told by the query as well
  })
  try {
    await client.connect()
    await client.query('select 1')
    return 'ready'
  } catch (error) {
    const { code } = error as { code?: string }
    if (code === '28P01') {
      throw new LeadoutError('precondition', 'The password file in the data directory does not belong to its database.')
    }
    return code === '57P03' ? 'starting' : 'silent'
  } finally {
    await client.end().catch(() => undefined)
  }
}

async function sizeOf(path: string): Promise<number> {
  const size = await stat(path).then(
    (found) => found.size,
    () => 0,
  )
  if (size <= LOG_FILE_LIMIT) return size
  await truncate(path)
  return 0
}

async function logSince(path: string, from: number): Promise<string> {
  const text = await readFile(path).catch(() => Buffer.alloc(0))
  return text.subarray(from).toString('utf8').trim().split('\n').slice(-15).join('\n')
}
