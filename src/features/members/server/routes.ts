import { implement } from '@orpc/server'
import type { Call } from '../../implement.ts'
import { membersContract } from '../contract.ts'
import { LeadoutError } from '#domain/errors.ts'
import { actorUserId } from '#services/access/can.ts'
import { allViews, viewsOfMe } from '#services/access/read-views.ts'
import { deliverIfSetUp } from '#services/mail/mail-account.ts'
import { invitationMessage, type Message, resetMail } from '#services/mail/messages.ts'
import { listInvitations, renewInvitation, revokeInvitation } from '#services/users/invitations.ts'
import type { MadeLink } from '#services/users/one-time-link.ts'
import { createApiKey, listApiKeys, revokeApiKey } from '#services/users/api-keys.ts'
import { startAlone } from '#services/users/start-alone.ts'
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

/** A link with what became of its message; the link is made even where no mail can be sent. */
async function mailed(context: Call, link: MadeLink, message: Message | null) {
  const deps = { ctx: context.ctx(), secretsKey: context.server.secretsKey }
  return { ...link, mailed: message === null ? null : await deliverIfSetUp(deps, message) }
}

const inviteMail = (context: Call, to: string, url: string) =>
  invitationMessage({ to, url, orgName: context.visitor?.orgName ?? '', by: context.visitor?.name ?? null })

export const membersRoutes = os.router({
  list: os.list.handler(async ({ context }) => ({ members: await listMembers(context.ctx()) })),
  invite: os.invite.handler(async ({ context, input: { mail, ...input } }) => {
    const link = await inviteMember(context.ctx(), input, context.server.publicUrl)
    return mailed(context, link, mail ? inviteMail(context, input.email, link.url) : null)
  }),
  invitations: {
    list: os.invitations.list.handler(async ({ context }) => ({ invitations: await listInvitations(context.ctx()) })),
    renew: os.invitations.renew.handler(async ({ context, input }) => {
      const { email, ...link } = await renewInvitation(context.ctx(), input.id, context.server.publicUrl)
      return mailed(context, link, input.mail ? inviteMail(context, email, link.url) : null)
    }),
    revoke: os.invitations.revoke.handler(async ({ context, input }) => {
      await revokeInvitation(context.ctx(), input.id)
      return {}
    }),
  },
  reset: os.reset.handler(async ({ context, input }) => {
    const { email, ...link } = await resetLink(context.ctx(), input.userId, context.server.publicUrl)
    return mailed(context, link, input.mail ? resetMail(email, link.url) : null)
  }),
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
  startAlone: os.startAlone.handler(async ({ context }) => {
    const { name, email } = context.visitor ?? {}
    if (name == null || email == null) throw new LeadoutError('forbidden', 'Only a user can begin alone.')
    await startAlone(context.ctx(), { name, email })
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
