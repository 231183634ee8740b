import { Hono } from 'hono'
import type { CallEnv } from '../../implement.ts'
import { allowedTopics, openStream } from './stream.ts'

/**
 * GET /stream?topics=figures,board:ID (&after=CURSOR): the one live stream, outside the contract because browsers
 * open it with `EventSource`. `Last-Event-ID` beats `after`.
 */
export const streamRoutes = new Hono<CallEnv>().get('/', async (c) => {
  const { server } = c.var.call
  const ctx = c.var.call.ctx()
  const topics = allowedTopics(ctx, c.req.query('topics') ?? '')
  const after = c.req.header('last-event-id') ?? c.req.query('after') ?? null
  return openStream(server.live, { orgId: ctx.orgId, topics, after })
})
