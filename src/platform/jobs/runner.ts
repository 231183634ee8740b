import type pg from 'pg'
import { fromKysely, type KyselyTransactionLike, PgBoss } from 'pg-boss'
import type { Logger } from '../log.ts'
import type { Job } from './job.ts'
import { type Presence, signIn } from './presence.ts'

export interface JobRunner {
  /** begins to work; jobs that a killed process left behind are taken up again at once */
  start(): Promise<void>
  /** tells running jobs to end and waits a moment for them; what they have not done is left to the next start */
  stop(): Promise<void>
  /** Queues a job; inside a transaction it is queued if and when that commits. */
  enqueue(id: string, input: object, tx?: KyselyTransactionLike): Promise<void>
}

export interface JobRunnerOptions<Deps> {
  readonly pool: pg.Pool
  readonly jobs: readonly Job<Deps>[]
  readonly deps: Deps
  readonly log: Logger
}

const QUEUE = {
  retryLimit: 3,
  retryDelay: 5,
  retryBackoff: true,
  expireInSeconds: 24 * 60 * 60,
  heartbeatSeconds: 30,
  deleteAfterSeconds: 7 * 24 * 60 * 60,
  notify: true,
} as const
const POLLING_SECONDS = 5
/** how often jobs whose process died beside others that live are looked for */
const RESCUE_SECONDS = 15
const STOP_GRACE_MS = 5000

/** pg-boss behind a small interface: its tables live in a schema of their own, which it makes and upgrades itself. */
export function createJobRunner<Deps>(options: JobRunnerOptions<Deps>): JobRunner {
  const { jobs, deps, log } = options
  const aborting = new AbortController()
  let boss: PgBoss | null = null
  let presence: Presence | null = null

  async function work(own: PgBoss, job: Job<Deps>): Promise<void> {
    await own.createQueue(job.id, QUEUE)
    await own.work<object>(job.id, { pollingIntervalSeconds: POLLING_SECONDS, batchSize: 1 }, async (batch) => {
      for (const { id, data } of batch) {
        try {
          await job.run(deps, data, aborting.signal)
        } catch (error) {
          if (!aborting.signal.aborted) {
            log.error('A job failed', { job: job.id, run: id, error })
            throw error
          }
          log.debug('A job was interrupted; the next start takes it up again', { job: job.id, run: id, error })
          await putBack(own, job.id, id)
        }
      }
    })
    if (job.schedule !== null) await own.schedule(job.id, job.schedule, {}, { tz: 'UTC' })
  }

  /** Whatever counts as running while nobody runs jobs belongs to a process that died. */
  async function rescue(own: PgBoss): Promise<void> {
    const { rows } = await options.pool.query<{ id: string; name: string; exhausted: boolean }>(
      `select id, name, retry_count >= retry_limit as exhausted from pgboss.job where state = 'active'`,
    )
    for (const { id, name, exhausted } of rows) {
      log.info('Taking up a job whose process died', { job: name, run: id })
      // a job that kills its process every time must come to an end
      if (exhausted) await own.fail(name, id, { message: 'Its process died each time.' })
      else await putBack(own, name, id)
    }
  }

  return {
    async start() {
      if (boss !== null) return
      const { host, port, user, database, password, ssl, connectionString } = options.pool.options
      // one by one, because the pool hides its password from whoever copies its options
      const connection = defined({ host, port, user, database, ssl, connectionString, password })
      const own = new PgBoss({
        ...connection,
        max: 3,
        useListenNotify: true,
        superviseIntervalSeconds: RESCUE_SECONDS,
        monitorIntervalSeconds: RESCUE_SECONDS,
      })
      own.on('error', (error) => log.debug('The job queue met an error', { error }))
      boss = own
      await own.start()
      presence = await signIn({ connection, log }, () => rescue(own))
      await Promise.all(jobs.map((job) => work(own, job)))
      const known = new Set(jobs.filter((job) => job.schedule !== null).map((job) => job.id))
      for (const { name } of await own.getSchedules()) if (!known.has(name)) await own.unschedule(name)
    },

    async stop() {
      const own = boss
      boss = null
      aborting.abort()
      await own?.stop({ graceful: true, timeout: STOP_GRACE_MS })
      await presence?.leave()
    },

    async enqueue(id, input, tx) {
      if (boss === null) throw new Error(`The job ${id} cannot be queued before the jobs were started`)
      await boss.send(id, input, tx ? { db: fromKysely(tx) } : {})
    },
  }
}

/** Ready to run again at once, which counts as another try. */
async function putBack(boss: PgBoss, queue: string, id: string): Promise<void> {
  await boss.cancel(queue, id)
  await boss.resume(queue, id)
}

function defined<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never
}
