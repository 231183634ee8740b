import { Hono } from 'hono'
import { LeadoutError } from '#domain/errors.ts'
import type { Ctx } from '#services/context.ts'
import type { Call, CallEnv } from '../../implement.ts'
import { allowedTopics, openStream } from './stream.ts'

/**
 * GET /stream?topics=figures,board:ID (&after=CURSOR) (&screen=TOKEN): the one live stream, outside the contract
 * because browsers open it with `EventSource`. `Last-Event-ID` beats `after`; a wallboard's screen names its token.
 */
export const streamRoutes = new Hono<CallEnv>().get('/', async (c) => {
  const { call } = c.var
  const ctx = await listenerCtx(call, c.req.query('screen'))
  const topics = allowedTopics(ctx, c.req.query('topics') ?? '')
  const after = c.req.header('last-event-id') ?? c.req.query('after') ?? null
  return openStream(call.server.live, { orgId: ctx.orgId, topics, after })
})

async function listenerCtx(call: Call, screenToken: string | undefined): Promise<Ctx> {
  if (screenToken === undefined) return call.ctx()
  const ctx = await call.server.screenCtx(screenToken)
  if (ctx === null) throw new LeadoutError('forbidden', 'This screen is no longer allowed to show the wallboard.')
  return ctx
}
