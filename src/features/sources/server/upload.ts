import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { basename, join, parse } from 'node:path'
import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { pipeline } from 'node:stream/promises'
import busboy from 'busboy'
import { Hono } from 'hono'
import type { CallEnv } from '../../implement.ts'
import { LeadoutError } from '#domain/errors.ts'
import { newId } from '#platform/ids.ts'
import { csvLines } from '#services/export/csv.ts'
import { readImport } from '#services/imports/import-state.ts'
import { readRejected } from '#services/imports/rejected.ts'
import { createImport } from '#services/imports/staging.ts'

const MOST_FILES = 100

/** The two routes of imports that stream: files in, rejected rows out. */
export const importFiles = new Hono<CallEnv>()
  .post('/files', async (c) => {
    const { server, ctx } = c.var.call
    const own = ctx()
    const contentType = c.req.header('content-type') ?? ''
    if (c.req.raw.body === null || !contentType.startsWith('multipart/form-data')) {
      throw new LeadoutError('invalid', 'Send the files as multipart/form-data, each in a field named file.')
    }
    const folder = join(server.dataDir, 'uploads', newId())
    const names = await receive(c.req.raw.body, contentType, folder)
    if (names.length === 0) throw new LeadoutError('invalid', 'There was no file in the upload.')
    const complete = c.req.query('complete') === 'true'
    const importId = await createImport(own, { label: names.join(', '), complete, folder })
    await server.jobs.enqueue('sources.prepare', { orgId: own.orgId, importId })
    return c.json({ importId }, 201)
  })
  .get('/:importId/rejected', async (c) => {
    const { server, ctx } = c.var.call
    const { orgId } = ctx()
    const held = await readImport(server.db, orgId, c.req.param('importId'))
    const files = await readRejected(server.db, orgId, held.id)
    const lines = async function* () {
      for (const { header, rows } of files) {
        yield csvLines([header])
        for await (const row of rows) yield csvLines([row])
      }
    }
    c.header('content-type', 'text/csv; charset=utf-8')
    c.header('content-disposition', `attachment; filename="rejected-${held.id}.csv"`)
    return c.body(Readable.toWeb(Readable.from(lines())) as globalThis.ReadableStream)
  })

/** Writes each uploaded file to the folder as it comes in, never holding one in memory. Returns their names. */
async function receive(body: ReadableStream, contentType: string, folder: string): Promise<string[]> {
  await mkdir(folder, { recursive: true })
  const form = busboy({
    headers: { 'content-type': contentType },
    limits: { files: MOST_FILES },
    defParamCharset: 'utf8',
  })
  const names: string[] = []
  const writing: Promise<void>[] = []
  form.on('file', (_field, stream, { filename }) => {
    const name = freeName(basename(filename ?? 'file').replace(/[^\p{L}\p{N}. _-]+/gu, '-'), names)
    names.push(name)
    writing.push(pipeline(stream, createWriteStream(join(folder, name))))
  })
  try {
    await pipeline(Readable.fromWeb(body), form)
  } catch (error) {
    throw new LeadoutError(
      'invalid',
      `The upload broke off: ${error instanceof Error ? error.message : 'unknown reason'}`,
    )
  }
  await Promise.all(writing)
  return names
}

/** A name that no other file of the upload has: `deals.csv`, then `deals (2).csv`. */
function freeName(name: string, taken: readonly string[]): string {
  const { name: stem, ext } = parse(name)
  let free = name
  for (let n = 2; taken.includes(free); n += 1) free = `${stem} (${n})${ext}`
  return free
}
