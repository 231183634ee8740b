import { implement } from '@orpc/server'
import { addComment, readComments, removeComment } from '#services/comments/comments.ts'
import type { Call } from '../../implement.ts'
import { commentsContract } from '../contract.ts'

const os = implement(commentsContract).$context<Call>()

export const commentsRoutes = os.router({
  list: os.list.handler(async ({ context, input }) => ({
    comments: (await readComments(context.ctx(), input)).map(({ reasons, ...comment }) => ({
      ...comment,
      reasons: [...reasons],
    })),
  })),
  add: os.add.handler(({ context, input }) => addComment(context.ctx(), input)),
  remove: os.remove.handler(({ context, input }) => removeComment(context.ctx(), input)),
})
