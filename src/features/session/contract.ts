import * as z from 'zod'
import { ACCESS_LEVELS } from '#domain/access/permission.ts'
import { preferencesSchema } from '../preferences.ts'
import { procedure } from '../procedure.ts'

/** Twelve characters and up: length beats composition rules (NIST SP 800-63B). */
export const passwordSchema = z.string().min(12).max(128)
const token = z.string().min(20).max(200)
const email = z.email().max(254)

export const meSchema = z.object({
  userId: z.string(),
  email: z.string(),
  name: z.string(),
  level: z.enum(ACCESS_LEVELS),
  /** the person of the sales team that this user is, if any */
  personId: z.string().nullable(),
  org: z.object({ id: z.string(), name: z.string() }),
  preferences: preferencesSchema,
})
export type Me = z.infer<typeof meSchema>

export const sessionContract = {
  me: procedure('public')
    .route({ method: 'GET', path: '/session', summary: 'Who is signed in', tags: ['Session'] })
    .output(
      z.object({
        user: meSchema.nullable(),
        /** true until someone has used the link printed on the console */
        needsFirstUser: z.boolean(),
        /** position of the live stream at this answer; give it to `/api/v1/stream?after=` */
        cursor: z.string(),
        version: z.string(),
      }),
    ),
  signIn: procedure('public')
    .route({ method: 'POST', path: '/session', summary: 'Sign in with e-mail and password', tags: ['Session'] })
    .input(z.object({ email, password: z.string().min(1).max(128) }))
    /** null: the password was right, and a second factor is asked for: `session.code` */
    .output(z.object({ userId: z.string().nullable() })),
  signOut: procedure('public')
    .route({ method: 'DELETE', path: '/session', summary: 'Sign out', tags: ['Session'] })
    .output(z.object({})),
  /** What a one-time link is for, so that its page can say so before a password is asked. */
  link: procedure('public')
    .route({ method: 'POST', path: '/session/link', summary: 'Read a one-time link', tags: ['Session'] })
    .input(z.object({ token }))
    .output(
      z.object({
        purpose: z.enum(['first-user', 'invite', 'reset']),
        /** known for an invitation and a reset */
        email: z.string().nullable(),
        expiresAt: z.number(),
      }),
    ),
  firstUser: procedure('public')
    .route({ method: 'POST', path: '/session/first-user', summary: 'Create the owner', tags: ['Session'] })
    .input(
      z.object({
        token,
        email,
        name: z.string().min(1).max(200),
        password: passwordSchema,
        zone: z.string().max(64).optional(),
      }),
    )
    .output(z.object({ userId: z.string().nullable() })),
  acceptInvite: procedure('public')
    .route({ method: 'POST', path: '/session/invite', summary: 'Accept an invitation', tags: ['Session'] })
    .input(z.object({ token, name: z.string().min(1).max(200), password: passwordSchema }))
    .output(z.object({ userId: z.string().nullable() })),
  acceptReset: procedure('public')
    .route({ method: 'POST', path: '/session/reset', summary: 'Set a new password by a reset link', tags: ['Session'] })
    .input(z.object({ token, password: passwordSchema }))
    .output(z.object({ userId: z.string().nullable() })),
  /** Shows the second factor that a sign-in by password waits for. */
  code: procedure('public')
    .route({ method: 'POST', path: '/session/code', summary: 'Show the second factor', tags: ['Session'] })
    .input(z.object({ code: z.string().trim().min(6).max(40), kind: z.enum(['app', 'backup']).default('app') }))
    .output(z.object({ userId: z.string() })),
  passkey: {
    /** Options for `navigator.credentials.get`. */
    ask: procedure('public')
      .route({ method: 'POST', path: '/session/passkey', summary: 'Ask for a passkey', tags: ['Session'] })
      .output(z.object({ options: z.unknown() })),
    signIn: procedure('public')
      .route({ method: 'PUT', path: '/session/passkey', summary: 'Sign in with a passkey', tags: ['Session'] })
      .input(z.object({ response: z.record(z.string(), z.unknown()) }))
      .output(z.object({ userId: z.string() })),
  },
  /** Sends a link for a new password, where mail is set up; the answer is the same for everybody. */
  forgot: procedure('public')
    .route({ method: 'POST', path: '/session/forgot', summary: 'Ask for a new password by mail', tags: ['Session'] })
    .input(z.object({ email }))
    .output(z.object({})),
  changePassword: procedure('signed-in')
    .route({ method: 'POST', path: '/session/password', summary: 'Change the own password', tags: ['Session'] })
    .input(z.object({ current: z.string().min(1).max(128), next: passwordSchema }))
    .output(z.object({})),
}
