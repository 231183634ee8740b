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

const apiKeySchema = z.object({
  id: z.string(),
  name: z.string(),
  /** the first characters, to tell keys apart; the key itself is shown once */
  start: z.string(),
  userId: z.string(),
  createdAt: z.number(),
  expiresAt: z.number().nullable(),
  lastUsedAt: z.number().nullable(),
})

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
    .input(z.object({ email: z.email().max(254), level, personId: z.uuid().nullable().default(null) }))
    .output(z.object({ url: z.string(), expiresAt: z.number() })),
  reset: procedure('members.manage')
    .route({ method: 'POST', path: '/members/{userId}/reset', summary: 'Make a one-time password link', tags })
    .input(z.object({ userId }))
    .output(z.object({ url: z.string(), expiresAt: z.number() })),
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
  apiKeys: {
    list: procedure('signed-in')
      .route({ method: 'GET', path: '/api-keys', summary: 'API keys: the own ones; all for administrators', tags })
      .output(z.object({ keys: z.array(apiKeySchema) })),
    create: procedure('signed-in')
      .route({ method: 'POST', path: '/api-keys', summary: 'Make an API key with the own access level', tags })
      .input(
        z.object({ name: z.string().min(1).max(100), expiresInDays: z.number().int().min(1).max(3650).optional() }),
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
