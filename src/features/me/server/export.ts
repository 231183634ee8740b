import { Readable } from 'node:stream'
import { Zip, ZipDeflate, strToU8 } from 'fflate'
import { Hono } from 'hono'
import { LeadoutError } from '#domain/errors.ts'
import { gatherMine } from '#services/me/gather.ts'
import type { CallEnv } from '../../implement.ts'

/** Everything of the one who asks, as one archive; it is written while it is sent, so that nothing waits on a disk. */
export const myExport = new Hono<CallEnv>().get('/', async (c) => {
  const ctx = c.var.call.ctx()
  if (ctx.actor.type !== 'user') throw new LeadoutError('forbidden', 'An export of oneself is made in the browser.')
  const session = await c.var.call.server.auth.session(c.var.call.headers)
  const files = gatherMine(ctx, { email: session?.email ?? '', name: session?.name ?? '' })
  c.header('content-type', 'application/zip')
  c.header('content-disposition', 'attachment; filename="leadout-everything-of-mine.zip"')
  return c.body(Readable.toWeb(Readable.from(zipped(files))) as globalThis.ReadableStream)
})

async function* zipped(files: AsyncIterable<{ name: string; text: string }>): AsyncGenerator<Uint8Array> {
  let ready: Uint8Array[] = []
  const archive = new Zip((error, bytes) => {
    if (error) throw error
    ready.push(bytes)
  })
  for await (const { name, text } of files) {
    const entry = new ZipDeflate(name, { level: 6 })
    archive.add(entry)
    entry.push(strToU8(text), true)
    yield* ready
    ready = []
  }
  archive.end()
  yield* ready
}
