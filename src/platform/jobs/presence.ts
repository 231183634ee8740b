import pg from 'pg'
import type { Logger } from '../log.ts'

/** Any number; every process that runs jobs holds it, shared, for as long as it lives. */
const PRESENCE_LOCK = 4_600_003
const RETRY_MS = 1_000
const TIMEOUT_MS = 10_000

export interface Presence {
  leave(): Promise<void>
}

/**
 * Signs this process in among those that run jobs, by a lock of a database session, which ends with the process
 * however it dies. `whenAlone` runs first if nobody else is signed in, and nobody can sign in meanwhile.
 */
export async function signIn(
  options: { readonly connection: pg.ClientConfig; readonly log: Logger },
  whenAlone: () => Promise<void>,
): Promise<Presence> {
  const { connection, log } = options
  let client: pg.Client | null = null
  let timer: NodeJS.Timeout | undefined
  let left = false

  async function enter(first: (own: pg.Client) => Promise<void>): Promise<void> {
    const own = new pg.Client({ ...connection, connectionTimeoutMillis: TIMEOUT_MS })
    own.on('error', (error) => log.debug('The job runner lost its session', { error }))
    await own.connect()
    await first(own)
    await own.query('select pg_advisory_lock_shared($1)', [PRESENCE_LOCK])
    client = own
    own.once('end', () => {
      client = null
      again()
    })
  }

  function again(): void {
    if (left) return
    timer = setTimeout(() => void enter(async () => {}).catch(again), RETRY_MS)
    timer.unref()
  }

  await enter(async (own) => {
    const { rows } = await own.query<{ alone: boolean }>('select pg_try_advisory_lock($1) as alone', [PRESENCE_LOCK])
    if (rows[0]?.alone !== true) return
    try {
      await whenAlone()
    } finally {
      await own.query('select pg_advisory_unlock($1)', [PRESENCE_LOCK])
    }
  })
  return {
    async leave() {
      left = true
      clearTimeout(timer)
      await client?.end().catch(() => undefined)
    },
  }
}
