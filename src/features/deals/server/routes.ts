import { implement } from '@orpc/server'
import type { Call } from '../../implement.ts'
import { createDeal, editDeal } from '#services/deals/edit-deal.ts'
import { listDealRows, reportDeals } from '#services/deals/report.ts'
import { dealsContract } from '../contract.ts'
import { readStages } from './queries.ts'

const os = implement(dealsContract).$context<Call>()

export const dealsRoutes = os.router({
  figures: os.figures.handler(async ({ context, input }) => ({ rows: await reportDeals(context.ctx(), input) })),
  list: os.list.handler(async ({ context, input }) => ({ deals: await listDealRows(context.ctx(), input) })),
  stages: os.stages.handler(async ({ context }) => ({ stages: await readStages(context.ctx()) })),
  create: os.create.handler(({ context, input }) => createDeal(context.ctx(), present(input))),
  edit: os.edit.handler(({ context, input }) =>
    editDeal(context.ctx(), {
      dealId: input.dealId,
      edit: present(input.edit),
      ...(input.from !== undefined && { from: input.from }),
    }),
  ),
})

type Present<T> = { [K in keyof T]: Exclude<T[K], undefined> }

/** Fields that were sent: an absent one leaves the deal as it is, `null` empties it. */
function present<T extends object>(fields: T): Present<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Present<T>
}
