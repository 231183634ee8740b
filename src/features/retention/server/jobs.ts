import * as z from 'zod'
import { defineJob } from '#platform/jobs/job.ts'
import { removeRawEverywhere } from '#services/retention/remove-raw.ts'
import type { Server } from '../../implement.ts'

export const removeRawMetadata = defineJob({
  id: 'retention.daily',
  summary: 'Removes what was captured from mailboxes and calendars longer ago than it is kept; sums stay',
  schedule: '20 4 * * *',
  input: z.object({}),
  run: async (server: Server) => {
    const removed = await removeRawEverywhere(server.db, server.now())
    if (removed > 0) server.log.info('Removed captured entries under retention', { removed })
  },
})
