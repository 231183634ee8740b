import { implement } from '@orpc/server'
import type { Call } from '../../implement.ts'
import { searchContract } from '../contract.ts'
import { findByName } from './queries.ts'

const os = implement(searchContract).$context<Call>()

export const searchRoutes = os.router({
  find: os.find.handler(async ({ context, input }) => ({ found: await findByName(context.ctx(), input.text) })),
})
