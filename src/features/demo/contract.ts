import * as z from 'zod'
import { procedure } from '../procedure.ts'

const tags = ['Demo']

const statusSchema = z.object({
  /** the made-up company is here, all of it */
  running: z.boolean(),
  /** the organisation holds data: its own, or that of the demo */
  hasData: z.boolean(),
  startedAt: z.number().nullable(),
  /** the made-up company has been played up to this moment */
  playedUntil: z.number().nullable(),
  /** of a demo on its way, the share that is done; null otherwise */
  progress: z.number().nullable(),
  /** the month in which the guided path shows what it says; null without a demo */
  period: z.string().nullable(),
  /** whom the guided path asks about; null where the viewer may not see that person */
  person: z.object({ id: z.string(), name: z.string(), teamId: z.string().nullable() }).nullable(),
})
export type DemoStatus = z.infer<typeof statusSchema>

export const demoContract = {
  status: procedure('figures.read')
    .route({
      method: 'GET',
      path: '/demo',
      summary: 'Whether the demo is here, and whom its guided path is about',
      tags,
    })
    .output(statusSchema),
  start: procedure('imports.manage')
    .route({
      method: 'POST',
      path: '/demo',
      summary: 'Bring a made-up team of twelve into an empty organisation',
      tags,
    })
    .output(statusSchema),
  delete: procedure('imports.manage')
    .route({ method: 'DELETE', path: '/demo', summary: 'Take the demo away; users and settings stay', tags })
    .output(statusSchema),
}
