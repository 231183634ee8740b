import * as z from 'zod'
import { COMMENT_REASONS, COMMENT_SUBJECTS } from '#domain/comment.ts'
import { procedure } from '../procedure.ts'

const tags = ['Comments']

const commentSchema = z.object({
  id: z.string(),
  subjectId: z.string(),
  text: z.string(),
  reasons: z.array(z.enum(COMMENT_REASONS)),
  author: z.string().nullable(),
  /** the caller wrote it and may take it back */
  own: z.boolean(),
  at: z.number(),
})
export type Comment = z.infer<typeof commentSchema>

export const commentsContract = {
  list: procedure('deals.read')
    .route({ method: 'POST', path: '/comments/list', summary: 'What was said about deals or accounts', tags })
    .input(z.object({ kind: z.enum(COMMENT_SUBJECTS), ids: z.array(z.uuid()).max(500) }))
    .output(z.object({ comments: z.array(commentSchema) })),
  add: procedure('deals.write')
    .route({ method: 'POST', path: '/comments', successStatus: 201, summary: 'Say something about it', tags })
    .input(
      z.object({
        subject: z.object({ kind: z.enum(COMMENT_SUBJECTS), id: z.uuid() }),
        text: z.string().max(2000),
        reasons: z.array(z.enum(COMMENT_REASONS)).max(COMMENT_REASONS.length),
      }),
    )
    .output(z.object({ commentId: z.string() })),
  remove: procedure('deals.write')
    .route({ method: 'DELETE', path: '/comments/{commentId}', summary: 'Take back a comment of your own', tags })
    .input(z.object({ commentId: z.uuid() })),
}
