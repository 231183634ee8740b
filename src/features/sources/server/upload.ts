import { join } from 'node:path'
import { Readable } from 'node:stream'
import { Hono } from 'hono'
import type { CallEnv } from '../../implement.ts'
import { receiveFiles } from '#platform/http/receive-files.ts'
import { newId } from '#platform/ids.ts'
import { csvLines } from '#services/export/csv.ts'
import { readImport } from '#services/imports/import-state.ts'
import { readRejected } from '#services/imports/rejected.ts'
import { createImport } from '#services/imports/staging.ts'

/** The two routes of imports that stream: files in, rejected rows out. */
export const importFiles = new Hono<CallEnv>()
  .post('/files', async (c) => {
    const { server, ctx } = c.var.call
    const own = ctx()
    const folder = join(server.dataDir, 'uploads', newId())
    const names = await receiveFiles(c.req.raw, folder)
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
