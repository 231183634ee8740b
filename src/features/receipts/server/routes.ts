import { implement } from '@orpc/server'
import { LeadoutError } from '#domain/errors.ts'
import { resolveView } from '#services/org/view.ts'
import type { Call } from '../../implement.ts'
import { receiptProviders } from '../../receipts.ts'
import { receiptsContract } from '../contract.ts'

const os = implement(receiptsContract).$context<Call>()

export const receiptsRoutes = os.router({
  get: os.get.handler(async ({ context, input }) => {
    const ctx = context.ctx()
    const provider = receiptProviders.find(({ kind }) => kind === input.figure.kind)
    if (provider === undefined) throw new LeadoutError('not-found', 'There is no such figure.')
    const view = await resolveView(ctx.db, ctx.orgId, ctx.recordedAt, input)
    return provider.explain(ctx, view, input.figure.of, { offset: input.offset, limit: input.limit })
  }),
})
