import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono, type MiddlewareHandler } from 'hono'

const IMMUTABLE = 'public, max-age=31536000, immutable'

/**
 * The built pages: files under /assets carry a hash in their name and are cached for ever; every other path that a
 * page could have answers index.html, which is asked for again each time.
 */
export function webBuild(root: string): Hono {
  const app = new Hono()
  const index = join(root, 'index.html')
  if (!existsSync(index)) {
    app.get('*', (c) => c.text('The pages are not built. Run: npm start', 503))
    return app
  }
  const files = serveStatic({ root, precompressed: true })
  app.use('/assets/*', cacheControl(IMMUTABLE), files)
  app.get('/assets/*', (c) => c.text('Not found', 404, { 'cache-control': 'no-store' }))
  app.use('*', cacheControl('no-cache'), files)
  app.get('*', async (c) => c.html(await readFile(index, 'utf8')))
  return app
}

// set before the file is found: serveStatic makes its answer before it calls onFound
function cacheControl(value: string): MiddlewareHandler {
  return async (c, next) => {
    c.header('cache-control', value)
    await next()
  }
}
