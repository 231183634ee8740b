import type { Permission } from '#domain/access/permission.ts'
import { LeadoutError } from '#domain/errors.ts'
import { openSse } from '#platform/live/sse.ts'
import { parseCursor } from '#platform/live/snapshot.ts'
import type { LiveHub } from '#platform/live/hub.ts'
import { can } from '#services/access/can.ts'
import type { Ctx } from '#services/context.ts'
import { topicPermission } from '#services/live/topics.ts'

const MAX_TOPICS = 50
/** A stream ends and is opened again this often, so that a revoked session stops hearing soon. */
const LIFETIME_MS = 5 * 60 * 1000

export interface StreamRequest {
  readonly orgId: string
  readonly topics: readonly string[]
  /** `Last-Event-ID`, or the cursor of `session.me` */
  readonly after: string | null
}

/** @throws LeadoutError `invalid` for what is no topic, `forbidden` for one the actor may not hear */
export function allowedTopics(ctx: Ctx, text: string): string[] {
  const topics = [...new Set(text.split(',').filter((topic) => topic !== ''))]
  if (topics.length === 0 || topics.length > MAX_TOPICS)
    throw new LeadoutError('invalid', `Name one to ${MAX_TOPICS} topics.`)
  for (const topic of topics) {
    const permission = topicPermission(topic)
    if (permission === null) throw new LeadoutError('invalid', 'This is no topic.', { topic })
    if (!hears(ctx, topic, permission))
      throw new LeadoutError('forbidden', 'Your access level does not allow this.', { topic, permission })
  }
  return topics
}

/** A wallboard's screen hears of figures and of its own board. */
function hears({ actor }: Ctx, topic: string, permission: Permission): boolean {
  if (actor.type !== 'wall') return can({ actor }, permission)
  return ['figures', 'goals', 'clock', `board:${actor.boardId}`].includes(topic)
}

/**
 * Events: `change` with the topics to look at again; `reset` when everything may have changed; `ready` once the
 * stream is open. Every event carries the id to resume after.
 */
export async function openStream(hub: LiveHub, request: StreamRequest): Promise<Response> {
  const wanted = new Set(request.topics)
  const leave = hub.subscribe(request.orgId, ({ id, topics }) => {
    const hit = common(topics, wanted)
    if (hit.size > 0) sse.send({ name: 'change', id, topics: hit })
  })
  const life = setTimeout(() => sse.close(), LIFETIME_MS)
  life.unref()
  const sse = openSse(() => {
    clearTimeout(life)
    leave()
  })
  try {
    await catchUp(hub, request, wanted, sse.send)
  } catch (error) {
    sse.close()
    throw error
  }
  return sse.response
}

// subscribed before: a change during the catch-up is told twice rather than never
async function catchUp(
  hub: LiveHub,
  request: StreamRequest,
  wanted: ReadonlySet<string>,
  send: ReturnType<typeof openSse>['send'],
): Promise<void> {
  if (request.after === null) return send({ name: 'ready', id: await hub.cursor() })
  const cursor = parseCursor(request.after)
  const missed = cursor && (await hub.since(request.orgId, cursor))
  if (!missed) return send({ name: 'reset', id: await hub.cursor(), topics: wanted })
  const topics = common(missed.topics, wanted)
  send(topics.size > 0 ? { name: 'change', id: missed.id, topics } : { name: 'ready', id: missed.id })
}

function common(some: ReadonlySet<string>, others: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...some].filter((one) => others.has(one)))
}
