import pg from 'pg'
import type { Logger } from '../log.ts'

export interface ListenOptions {
  readonly pool: pg.Pool
  readonly channel: string
  readonly onNotify: () => void
  readonly onReconnect: () => void
  readonly log: Logger
}

const RETRY_MS = 2000

/** LISTEN on a connection of its own, opened again whenever it is lost. Returns the way to stop. */
export function listen(options: ListenOptions): () => Promise<void> {
  let client: pg.Client | null = null
  let timer: NodeJS.Timeout | undefined
  let stopped = false

  async function connect(): Promise<void> {
    const own = new pg.Client(options.pool.options)
    client = own
    own.on('error', () => own.end().catch(() => {}))
    own.on('end', () => {
      if (client === own) retry()
    })
    own.on('notification', options.onNotify)
    try {
      await own.connect()
      await own.query(`listen ${own.escapeIdentifier(options.channel)}`)
      options.onReconnect()
    } catch (error) {
      options.log.debug('The live stream could not listen; it polls.', { error })
      if (client === own) retry()
      await own.end().catch(() => {})
    }
  }

  function retry(): void {
    client = null
    if (stopped) return
    timer = setTimeout(() => void connect(), RETRY_MS)
    timer.unref()
  }

  void connect()
  return async () => {
    stopped = true
    clearTimeout(timer)
    const own = client
    client = null
    await own?.end().catch(() => {})
  }
}
