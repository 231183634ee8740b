import * as z from 'zod'
import { defineJob } from '#platform/jobs/job.ts'
import type { Server } from '../../implement.ts'

export const dailyBackup = defineJob({
  id: 'backups.daily',
  summary: 'Writes the backup of the day once its time has passed, and removes the oldest',
  schedule: '*/10 * * * *',
  input: z.object({}),
  run: async (server: Server) => {
    const file = await server.backUpWhenDue()
    if (file !== null) server.log.info('Wrote the backup of the day', { file })
  },
})
