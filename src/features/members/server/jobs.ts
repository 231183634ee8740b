import * as z from 'zod'
import { defineJob } from '#platform/jobs/job.ts'
import { dropExpired } from '#services/access/drop-expired.ts'
import type { Server } from '../../implement.ts'

export const dropExpiredAccess = defineJob({
  id: 'members.drop-expired',
  summary: 'Removes expired sessions, links, API keys and keys of old calls',
  schedule: '17 3 * * *',
  input: z.object({}),
  run: (server: Server) => dropExpired(server.db, server.now()),
})
