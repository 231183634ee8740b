import { implement } from '@orpc/server'
import { leave, readLeaverBook } from '#services/org/leaver.ts'
import { deactivateMember, endableSignIns } from '#services/users/members.ts'
import { editWorld } from '#services/world/edit-world.ts'
import { undoEdit } from '#services/world/undo-edit.ts'
import type { Call } from '../../implement.ts'
import { orgContract } from '../contract.ts'
import { readHistory, readOrg } from './queries.ts'

const os = implement(orgContract).$context<Call>()

export const orgRoutes = os.router({
  tree: os.tree.handler(({ context, input }) => readOrg(context.ctx(), input)),
  history: os.history.handler(({ context, input }) => readHistory(context.ctx(), input.personId)),
  edit: os.edit.handler(({ context, input }) => editWorld(context.ctx(), input)),
  undo: os.undo.handler(({ context, input }) => undoEdit(context.ctx(), input.editId)),
  leaver: {
    book: os.leaver.book.handler(async ({ context, input }) => {
      const book = await readLeaverBook(context.ctx(), input.personId)
      return {
        ...book,
        deals: [...book.deals],
        missing: [...book.missing],
        accounts: book.accounts.length,
        reports: [...book.reports],
        teams: [...book.teams],
      }
    }),
    leave: os.leaver.leave.handler(async ({ context, input: { endSignIn, ...input } }) => {
      const ctx = context.ctx()
      const users = endSignIn ? await endableSignIns(ctx, input.personId) : []
      const left = await leave(ctx, input)
      for (const userId of users) await deactivateMember({ ctx, auth: context.server.auth }, userId)
      return left
    }),
  },
})
