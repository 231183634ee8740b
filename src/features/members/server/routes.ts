import { implement } from '@orpc/server'
import type { Call } from '../../implement.ts'
import { membersContract } from '../contract.ts'
import { LeadoutError } from '#domain/errors.ts'
import { actorUserId } from '#services/access/can.ts'
import { allViews, viewsOfMe } from '#services/access/read-views.ts'
import { createApiKey, listApiKeys, revokeApiKey } from '#services/users/api-keys.ts'
import {
  deactivateMember,
  inviteMember,
  listMembers,
  reactivateMember,
  resetLink,
  setLevel,
  setPerson,
} from '#services/users/members.ts'

const os = implement(membersContract).$context<Call>()

export const membersRoutes = os.router({
  list: os.list.handler(async ({ context }) => ({ members: await listMembers(context.ctx()) })),
  invite: os.invite.handler(({ context, input }) => inviteMember(context.ctx(), input, context.server.publicUrl)),
  reset: os.reset.handler(({ context, input }) => resetLink(context.ctx(), input.userId, context.server.publicUrl)),
  setLevel: os.setLevel.handler(async ({ context, input }) => {
    await setLevel(context.ctx(), input)
    return {}
  }),
  setPerson: os.setPerson.handler(async ({ context, input }) => {
    await setPerson(context.ctx(), input)
    return {}
  }),
  deactivate: os.deactivate.handler(async ({ context, input }) => {
    await deactivateMember({ ctx: context.ctx(), auth: context.server.auth }, input.userId)
    return {}
  }),
  reactivate: os.reactivate.handler(async ({ context, input }) => {
    await reactivateMember(context.ctx(), input.userId)
    return {}
  }),
  apiKeys: {
    list: os.apiKeys.list.handler(async ({ context }) => ({ keys: await listApiKeys(context.ctx()) })),
    create: os.apiKeys.create.handler(({ context, input }) => {
      const userId = actorUserId(context.ctx().actor)
      if (userId === null) throw new LeadoutError('forbidden', 'Only a user has API keys.')
      return createApiKey({ ctx: context.ctx(), auth: context.server.auth }, { ...input, userId })
    }),
    revoke: os.apiKeys.revoke.handler(async ({ context, input }) => {
      await revokeApiKey(context.ctx(), input.keyId)
      return {}
    }),
  },
  views: {
    mine: os.views.mine.handler(async ({ context, input }) => ({ views: await viewsOfMe(context.ctx(), input) })),
    all: os.views.all.handler(async ({ context, input }) => ({ views: await allViews(context.ctx(), input) })),
  },
})
