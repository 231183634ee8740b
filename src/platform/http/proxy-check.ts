import type { MiddlewareHandler } from 'hono'
import type { Logger } from '../log.ts'
import type { CallerFinder } from './client-address.ts'

/** Says once when browsers reach Leadout over another scheme than the public address has: sign-in fails then. */
export function proxyCheck(publicUrl: string, finder: CallerFinder, log: Logger): MiddlewareHandler {
  const expected = new URL(publicUrl).protocol.slice(0, -1)
  let told = false
  return async (c, next) => {
    const scheme = told ? null : finder.scheme(c)
    if (scheme !== null && scheme !== expected) {
      told = true
      const host = c.req.header('x-forwarded-host') ?? c.req.header('host') ?? ''
      log.warn('Browsers use another address than LEADOUT_URL says; set it to theirs', {
        browsers: `${scheme}://${host}`,
        publicUrl,
      })
    }
    await next()
  }
}
