import type pg from 'pg'
import type { Logger } from '../log.ts'
import { listen } from './listen.ts'
import { type Cursor, cursorText } from './snapshot.ts'

export interface LiveTick {
  /** the cursor after these events, for `Last-Event-ID` */
  readonly id: string
  readonly topics: ReadonlySet<string>
}

export interface LiveHub {
  start(): Promise<void>
  stop(): Promise<void>
  /** `onTick` gets the topics of the organisation that changed, at most four times a second. Returns the way out. */
  subscribe(orgId: string, onTick: (tick: LiveTick) => void): () => void
  /** Grows with every change of a topic that this process has heard of or made. */
  version(orgId: string, topic: string): number
  /** Makes every version of an organisation grow at once: after a write of this process, before the hub hears of it. */
  touch(orgId: string): void
  /** The present position; what is committed from here on reaches every subscriber. */
  cursor(): Promise<string>
  /** Topics changed since a cursor; null when it is too old or from another database, so everything may have. */
  since(orgId: string, cursor: Cursor): Promise<{ readonly id: string; readonly topics: ReadonlySet<string> } | null>
}

export interface LiveHubDeps {
  readonly pool: pg.Pool
  readonly log: Logger
  readonly now: () => number
}

export const LIVE_CHANNEL = 'leadout_live'
/** Events are kept this long; a screen that was away longer reloads everything. */
export const LIVE_RETENTION_MS = 24 * 60 * 60 * 1000

const MIN_GAP_MS = 250
const POLL_MS = 2000

// the upper bound leaves out rows that a backup brought from a database with other transaction numbers
const NEW_EVENTS = `
  select p.snapshot, e.org_id, e.topic
  from (select pg_current_snapshot()::text as snapshot) p
  left join lateral (
    select distinct org_id, topic from live_event
    where tx >= pg_snapshot_xmin($1::pg_snapshot) and tx < pg_snapshot_xmax(p.snapshot::pg_snapshot)
      and not pg_visible_in_snapshot(tx, $1::pg_snapshot)
  ) e on true`

const EVENTS_OF_ORG = `
  select p.snapshot, pg_snapshot_xmax(p.snapshot::pg_snapshot) >= pg_snapshot_xmax($1::pg_snapshot) as known, e.topic
  from (select pg_current_snapshot()::text as snapshot) p
  left join lateral (
    select distinct topic from live_event
    where org_id = $2 and tx >= pg_snapshot_xmin($1::pg_snapshot) and tx < pg_snapshot_xmax(p.snapshot::pg_snapshot)
      and not pg_visible_in_snapshot(tx, $1::pg_snapshot)
  ) e on true`

/**
 * One reader of `live_event` per process. A notification only wakes it early: what it reads is decided by the
 * snapshot of its last look, so a lost notification costs two seconds and never a change.
 */
export function createLiveHub(deps: LiveHubDeps): LiveHub {
  const subscribers = new Map<string, Set<(tick: LiveTick) => void>>()
  const versions = new Map<string, number>()
  let snapshot: string | null = null
  let running = false
  let woken = false
  let busy = false
  let timer: NodeJS.Timeout | undefined
  let looking: Promise<void> = Promise.resolve()
  let lastLook = 0
  let stopListening = async () => {}

  async function look(): Promise<void> {
    const from = snapshot ?? (await currentSnapshot())
    const { rows } = await deps.pool.query<{ snapshot: string; org_id: string | null; topic: string | null }>(
      NEW_EVENTS,
      [from],
    )
    const next = rows[0]?.snapshot ?? from
    snapshot = next
    const changed = Map.groupBy(rows, (row) => row.org_id)
    const id = cursorText({ at: deps.now(), snapshot: next })
    for (const [orgId, events] of changed) {
      if (orgId === null) continue
      const topics = new Set(events.flatMap((event) => (event.topic === null ? [] : [event.topic])))
      for (const topic of topics) bump(`${orgId} ${topic}`)
      for (const onTick of subscribers.get(orgId) ?? []) onTick({ id, topics })
    }
  }

  function bump(key: string): void {
    versions.set(key, (versions.get(key) ?? 0) + 1)
  }

  async function currentSnapshot(): Promise<string> {
    const { rows } = await deps.pool.query<{ snapshot: string }>('select pg_current_snapshot()::text as snapshot')
    return rows[0]!.snapshot
  }

  function schedule(delay: number): void {
    clearTimeout(timer)
    timer = setTimeout(run, delay)
    timer.unref()
  }

  function run(): void {
    woken = false
    busy = true
    lastLook = deps.now()
    looking = look()
      .catch((error: unknown) => deps.log.debug('The live stream could not read its events.', { error }))
      .finally(() => {
        busy = false
        if (running) schedule(woken ? gap() : POLL_MS)
      })
  }

  function gap(): number {
    return Math.max(0, Math.min(MIN_GAP_MS, lastLook + MIN_GAP_MS - deps.now()))
  }

  function wake(): void {
    if (!running || woken) return
    woken = true
    if (!busy) schedule(gap())
  }

  return {
    async start() {
      if (running) return
      running = true
      snapshot = await currentSnapshot()
      stopListening = listen({
        pool: deps.pool,
        channel: LIVE_CHANNEL,
        onNotify: wake,
        onReconnect: wake,
        log: deps.log,
      })
      schedule(POLL_MS)
    },

    async stop() {
      running = false
      clearTimeout(timer)
      await stopListening()
      await looking
    },

    subscribe(orgId, onTick) {
      const set = subscribers.get(orgId) ?? new Set()
      subscribers.set(orgId, set.add(onTick))
      return () => {
        set.delete(onTick)
        if (set.size === 0) subscribers.delete(orgId)
      }
    },

    version(orgId, topic) {
      return (versions.get(orgId) ?? 0) + (versions.get(`${orgId} ${topic}`) ?? 0)
    },

    touch: bump,

    async cursor() {
      return cursorText({ at: deps.now(), snapshot: await currentSnapshot() })
    },

    async since(orgId, cursor) {
      if (cursor.at < deps.now() - LIVE_RETENTION_MS) return null
      const rows = await eventsSince(deps.pool, orgId, cursor)
      const head = rows[0]
      if (!head?.known) return null
      const topics = new Set(rows.flatMap((row) => (row.topic === null ? [] : [row.topic])))
      return { id: cursorText({ at: deps.now(), snapshot: head.snapshot }), topics }
    },
  }
}

interface EventRow {
  readonly snapshot: string
  readonly known: boolean
  readonly topic: string | null
}

async function eventsSince(pool: pg.Pool, orgId: string, cursor: Cursor): Promise<EventRow[]> {
  try {
    return (await pool.query<EventRow>(EVENTS_OF_ORG, [cursor.snapshot, orgId])).rows
  } catch (error) {
    // numbers in an order that no snapshot has: PostgreSQL does not read it
    if (error instanceof Error && 'code' in error && error.code === '22P02') return []
    throw error
  }
}
