import * as z from 'zod'
import { ACCESS_LEVELS } from '#domain/access/permission.ts'
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
    .output(z.object({ userId: z.string() })),
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
    .output(z.object({ userId: z.string() })),
  acceptInvite: procedure('public')
    .route({ method: 'POST', path: '/session/invite', summary: 'Accept an invitation', tags: ['Session'] })
    .input(z.object({ token, name: z.string().min(1).max(200), password: passwordSchema }))
    .output(z.object({ userId: z.string() })),
  acceptReset: procedure('public')
    .route({ method: 'POST', path: '/session/reset', summary: 'Set a new password by a reset link', tags: ['Session'] })
    .input(z.object({ token, password: passwordSchema }))
    .output(z.object({ userId: z.string() })),
  changePassword: procedure('signed-in')
    .route({ method: 'POST', path: '/session/password', summary: 'Change the own password', tags: ['Session'] })
    .input(z.object({ current: z.string().min(1).max(128), next: passwordSchema }))
    .output(z.object({})),
}
