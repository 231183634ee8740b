import { join } from 'node:path'
import { Hono } from 'hono'
import { LeadoutError } from '#domain/errors.ts'
import { receiveFiles } from '#platform/http/receive-files.ts'
import { newId } from '#platform/ids.ts'
import { openUpload } from '#services/activity-upload/uploads.ts'
import type { CallEnv } from '../../implement.ts'
import { ownPerson } from './routes.ts'

/** Takes in the files of one's own mailbox or calendar. */
export const captureFiles = new Hono<CallEnv>().post('/files', async (c) => {
  const { server, ctx } = c.var.call
  const own = ctx()
  const personId = ownPerson(own)
  if (personId === null)
    throw new LeadoutError(
      'precondition',
      'You are not linked to a person of the team: there is nobody to count it for.',
    )
  const folder = join(server.dataDir, 'uploads', newId())
  const names = await receiveFiles(c.req.raw, folder)
  const complete = c.req.query('complete') === 'true'
  const importId = await openUpload(own, { personId, label: names.join(', '), complete, folder })
  await server.jobs.enqueue('captures.prepare', { orgId: own.orgId, importId })
  return c.json({ importId }, 201)
})
