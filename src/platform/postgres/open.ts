import { constants } from 'node:fs'
import { access, mkdir, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { LeadoutError } from '#domain/errors.ts'
import type { Logger } from '#platform/log.ts'
import { ensureCluster, ensurePassword } from './cluster.ts'
import { examineServer } from './external.ts'
import { attend, exclusively } from './locks.ts'
import { placeCluster } from './placement.ts'
import { processState } from './postmaster.ts'
import {
  connection,
  ensureRunning,
  type Patience,
  type RunningServer,
  type ServerContext,
  stopServer,
} from './server.ts'
import { ensureSocketDir, removeSocketDir } from './socket-dir.ts'

export interface PostgresOptions {
  readonly dataDir: string
  /** a server to use instead of the built-in one */
  readonly databaseUrl: string | null
  readonly log: Logger
  /** settings of the built-in server that differ from the defaults */
  readonly settings?: Readonly<Record<string, string>>
  /** where the cluster goes when the data directory cannot hold it */
  readonly systemHome?: string
  /** how long to wait for a server that does not answer */
  readonly patience?: Patience
}

export interface OpenPostgres {
  readonly config: pg.PoolConfig
  readonly mode: 'embedded' | 'server'
  /** whether this call started the server; false when it found one running */
  readonly owned: boolean
  /** Gives the server up. It ends when no other process uses it, whoever started it. */
  stop(): Promise<void>
}

const DATABASE = 'leadout'
const WATCH_MS = 1_000
/** copying a template database onto a slow disk takes seconds, not minutes */
const CREATE_TIMEOUT_MS = 60_000

/**
 * Opens the database: `databaseUrl` when given, else the built-in server of the data directory, started if need be.
 * Any number of processes may open the same directory. A server that dies is started again while anyone has it open.
 * @throws LeadoutError `precondition` or `conflict` with what to do about it
 */
export async function openPostgres(options: PostgresOptions): Promise<OpenPostgres> {
  if (options.databaseUrl !== null) {
    await examineServer(options.databaseUrl)
    return { config: { connectionString: options.databaseUrl }, mode: 'server', owned: false, stop: async () => {} }
  }
  try {
    return await openEmbedded(options)
  } catch (error) {
    const { code, path } = error as NodeJS.ErrnoException
    if (code !== 'EACCES' && code !== 'EPERM') throw error
    throw new LeadoutError(
      'forbidden',
      `This user may not use ${path ?? options.dataDir}. Who made the data directory may.`,
    )
  }
}

async function openEmbedded(options: PostgresOptions): Promise<OpenPostgres> {
  await mkdir(options.dataDir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 })
  const dataDir = await realpath(options.dataDir)
  await access(dataDir, constants.W_OK)

  return exclusively(dataDir, options.log, async () => {
    const attendance = attend(dataDir)
    try {
      const context = await prepare({ ...options, dataDir })
      let server = await ensureRunning(context)
      const config = connection(context, server.socketDir, DATABASE)
      await ensureDatabase(config, connection(context, server.socketDir, 'postgres'))
      const { started } = server
      const watch = keepRunning(dataDir, context, server, (next) => {
        server = next
      })
      let stopped: Promise<void> | undefined
      const stop = async () => {
        await watch.end()
        await exclusively(dataDir, options.log, async () => {
          if (attendance.isLast()) {
            await stopServer(server.pid, options.log)
            await removeSocketDir(server.socketDir)
          }
          attendance.leave()
        })
      }
      return { config, mode: 'embedded', owned: started, stop: () => (stopped ??= stop()) }
    } catch (error) {
      attendance.leave()
      throw error
    }
  })
}

async function prepare(options: PostgresOptions): Promise<ServerContext> {
  const { dataDir, log } = options
  const placement = await placeCluster(dataDir, log, options.systemHome)
  const socketDir = await ensureSocketDir(placement.cluster, placement.launch.user)
  const password = await ensurePassword(dataDir)
  await ensureCluster(placement, password, socketDir, log)
  return {
    placement,
    socketDir,
    password,
    logFile: join(dataDir, 'postgres.log'),
    settings: options.settings ?? {},
    log,
    ...(options.patience && { patience: options.patience }),
  }
}

async function ensureDatabase(wanted: pg.PoolConfig, maintenance: pg.PoolConfig): Promise<void> {
  const client = new pg.Client({
    ...maintenance,
    connectionTimeoutMillis: CREATE_TIMEOUT_MS,
    query_timeout: CREATE_TIMEOUT_MS,
  })
  client.on('error', () => {
    // told by the query as well
  })
  await client.connect()
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [wanted.database])
    if (found.rowCount === 0) await client.query(`create database ${pg.escapeIdentifier(DATABASE)}`)
  } finally {
    await client.end()
  }
}

/** Looks after the server: when it has died, whoever notices first starts it again and the others find it. */
function keepRunning(
  dataDir: string,
  context: ServerContext,
  first: RunningServer,
  replaced: (server: RunningServer) => void,
): { end(): Promise<void> } {
  let { pid } = first
  let round = Promise.resolve()
  const look = async () => {
    if ((await processState(pid)) === 'alive') return
    context.log.warn('The database server died; starting it again', { pid })
    const server = await exclusively(dataDir, context.log, () => ensureRunning(context))
    pid = server.pid
    replaced(server)
  }
  const timer = setInterval(() => {
    round = round.then(look).catch((error: unknown) => {
      const message = error instanceof LeadoutError ? error.message : String(error)
      context.log.error('The database server cannot be started again', { message })
    })
  }, WATCH_MS)
  timer.unref()
  return {
    end: async () => {
      clearInterval(timer)
      await round
    },
  }
}
