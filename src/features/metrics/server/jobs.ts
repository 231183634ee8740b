import * as z from 'zod'
import { defineJob } from '#platform/jobs/job.ts'
import { rollEverywhere } from '#services/activity-days/roll.ts'
import type { Server } from '../../implement.ts'

export const addUpDays = defineJob({
  id: 'metrics.days',
  summary: 'Adds up what people did on days that are over, for faster figures; without it they read activities',
  schedule: '* * * * *',
  input: z.object({}),
  run: (server: Server) => rollEverywhere(server.db, server.now()),
})
