import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'

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
  app.use(
    '/assets/*',
    serveStatic({ root, precompressed: true, onFound: (_path, c) => c.header('cache-control', IMMUTABLE) }),
  )
  app.get('/assets/*', (c) => c.text('Not found', 404))
  app.use('*', serveStatic({ root, precompressed: true, onFound: (_path, c) => c.header('cache-control', 'no-cache') }))
  app.get('*', async (c) => {
    c.header('cache-control', 'no-cache')
    return c.html(await readFile(index, 'utf8'))
  })
  return app
}
