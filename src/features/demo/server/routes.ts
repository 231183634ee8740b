import { implement } from '@orpc/server'
import { DEMO_PERSON, demoMonth } from '#domain/generator/demo.ts'
import type { Ctx } from '#services/context.ts'
import { deleteDemo } from '#services/demo/delete-demo.ts'
import { hasData, readDemo } from '#services/demo/state.ts'
import { localDate } from '#services/org/view.ts'
import type { Call } from '../../implement.ts'
import { demoContract, type DemoStatus } from '../contract.ts'
import { demoProgress, startDemo } from './play.ts'
import { findPerson } from './queries.ts'

const os = implement(demoContract).$context<Call>()

export const demoRoutes = os.router({
  status: os.status.handler(({ context }) => statusOf(context.ctx())),
  start: os.start.handler(async ({ context }) => {
    await startDemo(context.ctx(), context.now)
    return statusOf(context.ctx())
  }),
  delete: os.delete.handler(async ({ context }) => {
    await deleteDemo(context.ctx())
    return statusOf(context.ctx())
  }),
})

async function statusOf(ctx: Ctx): Promise<DemoStatus> {
  const demo = await readDemo(ctx.db, ctx.orgId)
  const progress = demoProgress(ctx.orgId)
  return {
    running: demo !== null && progress === null,
    hasData: await hasData(ctx.db, ctx.orgId),
    startedAt: demo?.startedAt ?? null,
    playedUntil: demo?.playedUntil ?? null,
    progress,
    period: demo === null ? null : demoMonth(localDate(demo.startedAt, demo.scenario.company.zone)),
    person: demo === null ? null : await findPerson(ctx, DEMO_PERSON.id),
  }
}
