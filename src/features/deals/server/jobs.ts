import * as z from 'zod'
import { oneAtATime } from '#db/one-at-a-time.ts'
import { defineJob } from '#platform/jobs/job.ts'
import { continueListedEdit } from '#services/deals/edit-listed.ts'
import type { Server } from '../../implement.ts'

/** Edits the deals of a list, or takes that back. A stop leaves the rest to the next start. */
export const editListed = defineJob({
  id: 'deals.edit-listed',
  summary: 'Edits every deal of a list, or takes that back',
  input: z.object({ orgId: z.uuid(), editId: z.uuid() }),
  run: (server: Server, input, signal) =>
    oneAtATime(server.db, input.editId, () => continueListedEdit(server, input, signal)),
})
