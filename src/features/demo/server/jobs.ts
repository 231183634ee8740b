import * as z from 'zod'
import { defineJob } from '#platform/jobs/job.ts'
import type { Ctx } from '#services/context.ts'
import type { Server } from '../../implement.ts'
import { playDemo } from './play.ts'

/** Every hour brings the hour before, so that boards, burn-downs and walls move as they would with real people. */
export const playDemos = defineJob({
  id: 'demo.play',
  summary: 'Plays the demo on by what its people did in the last hour',
  schedule: '4 * * * *',
  input: z.object({}),
  run: async (server: Server) => {
    const orgs = await server.db.selectFrom('org').select('org_id').execute()
    for (const { org_id: orgId } of orgs) {
      const now = server.now()
      const ctx: Ctx = { db: server.db, orgId, actor: { type: 'system', job: 'demo.play' }, recordedAt: now }
      await playDemo(ctx, now)
    }
  },
})
