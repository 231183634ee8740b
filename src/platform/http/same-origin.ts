import type { MiddlewareHandler } from 'hono'
import { LeadoutError } from '#domain/errors.ts'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses a write that another site made a browser send. Browsers name the page a write comes from in `origin` (and
 * say `sec-fetch-site`); programs with an API key send neither.
 */
export function sameOrigin(publicUrl: string): MiddlewareHandler {
  const publicOrigin = new URL(publicUrl).origin
  return async (c, next) => {
    if (!SAFE.has(c.req.method) && !comesFromHere(c.req.raw.headers, publicOrigin)) {
      throw new LeadoutError('forbidden', 'This request comes from another site.')
    }
    await next()
  }
}

function comesFromHere(headers: Headers, publicOrigin: string): boolean {
  const origin = headers.get('origin')
  if (origin === null) {
    const site = headers.get('sec-fetch-site')
    return site === null || site === 'same-origin' || site === 'none'
  }
  // on a LAN the same server answers to several names, so the name the browser used counts too
  return origin === publicOrigin || (URL.canParse(origin) && new URL(origin).host === headers.get('host'))
}
