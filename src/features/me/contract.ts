import * as z from 'zod'
import { CONSENTS } from '#domain/me/consent.ts'
import { preferencesSchema } from '../preferences.ts'
import { procedure } from '../procedure.ts'

const tags = ['Me']
const password = z.string().min(1).max(128)

const consentSchema = z.object({
  question: z.enum(CONSENTS),
  /** null: not asked yet */
  agreed: z.boolean().nullable(),
  /** whether the organisation asks at all */
  asked: z.boolean(),
})

export const meContract = {
  /** Everything this page says of its user. */
  get: procedure('signed-in')
    .route({ method: 'GET', path: '/me', summary: 'Own data, preferences and consents', tags })
    .output(
      z.object({
        preferences: preferencesSchema,
        consents: z.array(consentSchema),
        twoFactor: z.boolean(),
        /** what is held of the person this user is; null: of none */
        person: z
          .object({
            id: z.string(),
            name: z.string().nullable(),
            email: z.string().nullable(),
            phone: z.string().nullable(),
            title: z.string().nullable(),
          })
          .nullable(),
        /** counts of what is held, each part of the export */
        holdings: z.array(
          z.object({ kind: z.enum(['deals', 'activities', 'contacts', 'changes', 'views']), count: z.number().int() }),
        ),
      }),
    ),
  prefer: procedure('signed-in')
    .route({ method: 'PUT', path: '/me/preferences', summary: 'Set preferences', tags })
    .input(preferencesSchema)
    .output(preferencesSchema),
  consent: procedure('signed-in')
    .route({ method: 'PUT', path: '/me/consents', summary: 'Agree to something, or withdraw it', tags })
    .input(z.object({ question: z.enum(CONSENTS), agreed: z.boolean() }))
    .output(z.object({})),
  sessions: {
    list: procedure('signed-in')
      .route({ method: 'GET', path: '/me/sessions', summary: 'Where this user is signed in', tags })
      .output(
        z.object({
          sessions: z.array(
            z.object({
              id: z.string(),
              createdAt: z.number(),
              lastSeenAt: z.number(),
              address: z.string().nullable(),
              device: z.string().nullable(),
              current: z.boolean(),
            }),
          ),
        }),
      ),
    end: procedure('signed-in')
      .route({ method: 'DELETE', path: '/me/sessions/{id}', summary: 'Sign out elsewhere', tags })
      .input(z.object({ id: z.uuid() }))
      .output(z.object({})),
  },
  passkeys: {
    list: procedure('signed-in')
      .route({ method: 'GET', path: '/me/passkeys', summary: 'Own passkeys', tags })
      .output(
        z.object({
          passkeys: z.array(
            z.object({ id: z.string(), name: z.string().nullable(), createdAt: z.number().nullable() }),
          ),
        }),
      ),
    begin: procedure('signed-in')
      .route({ method: 'POST', path: '/me/passkeys/begin', summary: 'Options for a new passkey', tags })
      .output(z.object({ options: z.unknown() })),
    finish: procedure('signed-in')
      .route({ method: 'POST', path: '/me/passkeys', summary: 'Keep a new passkey', tags })
      .input(z.object({ response: z.record(z.string(), z.unknown()), name: z.string().trim().min(1).max(100) }))
      .output(z.object({})),
    remove: procedure('signed-in')
      .route({ method: 'DELETE', path: '/me/passkeys/{id}', summary: 'Remove a passkey', tags })
      .input(z.object({ id: z.uuid() }))
      .output(z.object({})),
  },
  twoFactor: {
    enable: procedure('signed-in')
      .route({ method: 'POST', path: '/me/two-factor', summary: 'Begin with an authenticator app', tags })
      .input(z.object({ password }))
      .output(z.object({ uri: z.string(), backupCodes: z.array(z.string()) })),
    confirm: procedure('signed-in')
      .route({ method: 'PUT', path: '/me/two-factor', summary: 'Prove the authenticator app by a code', tags })
      .input(
        z.object({
          code: z
            .string()
            .trim()
            .regex(/^\d{6}$/),
        }),
      )
      .output(z.object({})),
    disable: procedure('signed-in')
      .route({ method: 'POST', path: '/me/two-factor/disable', summary: 'Do without a second factor', tags })
      .input(z.object({ password }))
      .output(z.object({})),
  },
}
