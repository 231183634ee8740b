import * as z from 'zod'
import { ACCESS_LEVELS } from '#domain/access/permission.ts'
import { procedure } from '../procedure.ts'

const level = z.enum(ACCESS_LEVELS)
const userId = z.uuid()
const tags = ['Members']

const memberSchema = z.object({
  userId: z.string(),
  email: z.string(),
  name: z.string(),
  level,
  personId: z.string().nullable(),
  active: z.boolean(),
  /** epoch ms of the newest session; null: never signed in */
  lastSeenAt: z.number().nullable(),
})
export type MemberRow = z.infer<typeof memberSchema>

const invitationId = z.string().min(20).max(100)

const invitationSchema = z.object({
  id: z.string(),
  email: z.string(),
  level,
  personId: z.string().nullable(),
  createdAt: z.number(),
  expiresAt: z.number(),
})
export type Invitation = z.infer<typeof invitationSchema>

const linkSchema = z.object({
  url: z.string(),
  expiresAt: z.number(),
  /** null: not asked for, or no mail server is set up; `answer` is what the mail server said */
  mailed: z.object({ sent: z.boolean(), answer: z.string() }).nullable(),
})
export type MadeLink = z.infer<typeof linkSchema>

const apiKeySchema = z.object({
  id: z.string(),
  name: z.string(),
  /** the first characters, to tell keys apart; the key itself is shown once */
  start: z.string(),
  userId: z.string(),
  /** what it may do at most; null: whatever its user may */
  level: level.nullable(),
  createdAt: z.number(),
  expiresAt: z.number().nullable(),
  lastUsedAt: z.number().nullable(),
})
export type ApiKeyRow = z.infer<typeof apiKeySchema>

const viewSchema = z.object({
  id: z.string(),
  at: z.number(),
  /** who looked; an API key or the command line is named as such */
  viewer: z.object({
    kind: z.enum(['user', 'api-key', 'cli']),
    userId: z.string().nullable(),
    name: z.string().nullable(),
  }),
  personId: z.string().nullable(),
  teamId: z.string().nullable(),
  surface: z.enum(['person-page', 'drawer', 'grid', 'export', 'api']),
})

const page = { before: z.coerce.number().optional(), limit: z.coerce.number().int().min(1).max(500).default(100) }

export const membersContract = {
  list: procedure('members.manage')
    .route({ method: 'GET', path: '/members', summary: 'Users of the organisation', tags })
    .output(z.object({ members: z.array(memberSchema) })),
  invite: procedure('members.manage')
    .route({ method: 'POST', path: '/members/invitations', summary: 'Make a one-time invitation link', tags })
    .input(
      z.object({
        email: z.email().max(254),
        level,
        personId: z.uuid().nullable().default(null),
        /** sends the link, where a mail server is set up */
        mail: z.boolean().default(false),
      }),
    )
    .output(linkSchema),
  invitations: {
    list: procedure('members.manage')
      .route({ method: 'GET', path: '/members/invitations', summary: 'Invitations that wait', tags })
      .output(z.object({ invitations: z.array(invitationSchema) })),
    renew: procedure('members.manage')
      .route({ method: 'POST', path: '/members/invitations/{id}/renew', summary: 'Make the link again', tags })
      .input(z.object({ id: invitationId, mail: z.boolean().default(false) }))
      .output(linkSchema),
    revoke: procedure('members.manage')
      .route({ method: 'DELETE', path: '/members/invitations/{id}', summary: 'Revoke an invitation', tags })
      .input(z.object({ id: invitationId }))
      .output(z.object({})),
  },
  reset: procedure('members.manage')
    .route({ method: 'POST', path: '/members/{userId}/reset', summary: 'Make a one-time password link', tags })
    .input(z.object({ userId, mail: z.boolean().default(false) }))
    .output(linkSchema),
  setLevel: procedure('members.manage')
    .route({ method: 'PUT', path: '/members/{userId}/level', summary: 'Set an access level', tags })
    .input(z.object({ userId, level }))
    .output(z.object({})),
  setPerson: procedure('members.manage')
    .route({ method: 'PUT', path: '/members/{userId}/person', summary: 'Say which person a user is', tags })
    .input(z.object({ userId, personId: z.uuid().nullable() }))
    .output(z.object({})),
  deactivate: procedure('members.manage')
    .route({ method: 'DELETE', path: '/members/{userId}', summary: 'End the access of a user', tags })
    .input(z.object({ userId }))
    .output(z.object({})),
  reactivate: procedure('members.manage')
    .route({ method: 'POST', path: '/members/{userId}/reactivate', summary: 'Give a user access again', tags })
    .input(z.object({ userId }))
    .output(z.object({})),
  startAlone: procedure('settings.manage')
    .route({
      method: 'POST',
      path: '/members/alone',
      summary: 'Make an empty organisation ready for one person who types deals',
      tags,
    })
    .input(z.object({}))
    .output(z.object({})),
  apiKeys: {
    list: procedure('signed-in')
      .route({ method: 'GET', path: '/api-keys', summary: 'API keys: the own ones; all for administrators', tags })
      .output(z.object({ keys: z.array(apiKeySchema) })),
    create: procedure('signed-in')
      .route({
        method: 'POST',
        path: '/api-keys',
        summary: 'Make an API key with the own access level or a lower one',
        tags,
      })
      .input(
        z.object({
          name: z.string().min(1).max(100),
          expiresInDays: z.number().int().min(1).max(3650).optional(),
          /** not above the own one; absent: what the user may do, whatever that becomes */
          level: level.optional(),
        }),
      )
      .output(z.object({ id: z.string(), key: z.string() })),
    revoke: procedure('signed-in')
      .route({ method: 'DELETE', path: '/api-keys/{keyId}', summary: 'Revoke an API key', tags })
      .input(z.object({ keyId: z.uuid() }))
      .output(z.object({})),
  },
  views: {
    /** Who looked at me. */
    mine: procedure('signed-in')
      .route({ method: 'GET', path: '/views/mine', summary: 'Who looked at my page and figures', tags })
      .input(z.object(page))
      .output(z.object({ views: z.array(viewSchema) })),
    all: procedure('views.read-all')
      .route({ method: 'GET', path: '/views', summary: 'The whole view log', tags })
      .input(z.object({ ...page, personId: z.uuid().optional() }))
      .output(z.object({ views: z.array(viewSchema) })),
  },
}
