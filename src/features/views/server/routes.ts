import { implement } from '@orpc/server'
import { readSavedViews, removeView, saveView } from '#services/views/saved-views.ts'
import type { Call } from '../../implement.ts'
import { viewsContract } from '../contract.ts'

const os = implement(viewsContract).$context<Call>()

export const viewsRoutes = os.router({
  list: os.list.handler(async ({ context, input }) => ({ views: await readSavedViews(context.ctx(), input.place) })),
  save: os.save.handler(async ({ context, input }) => {
    await saveView(context.ctx(), input)
    return { id: input.id }
  }),
  remove: os.remove.handler(async ({ context, input }) => {
    await removeView(context.ctx(), input.id)
    return { id: input.id }
  }),
})
