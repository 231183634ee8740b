import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'

const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/

/**
 * Where a request comes from. A proxy is believed only when it runs on this machine, and only about the last hop:
 * everything before that the caller could have written himself.
 */
export function clientAddress(c: Context): string {
  const peer = peerAddress(c)
  if (!LOOPBACK.test(peer)) return peer
  return c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() || peer
}

function peerAddress(c: Context): string {
  // requests made in process, by tests, have no socket
  return c.env !== undefined && 'incoming' in c.env ? (getConnInfo(c).remote.address ?? '') : ''
}
