import * as z from 'zod'
import { defineJob } from '#platform/jobs/job.ts'
import { dropOldEvents } from '#services/live/notify-topics.ts'
import type { Server } from '../../implement.ts'

export const dropOldLiveEvents = defineJob({
  id: 'stream.drop-old-events',
  summary: 'Removes live events that no screen can resume after',
  schedule: '41 * * * *',
  input: z.object({}),
  run: (server: Server) => dropOldEvents(server.db, server.now()),
})
