import * as z from 'zod'
import { procedure } from '../procedure.ts'
import { paceHeadSchema, paceRowSchema } from '../pace-row.ts'
import { scopeSchema, stampSchema } from '../scope.ts'
import { wonDealSchema } from '../won-deal.ts'

const tags = ['Wallboards']

/** `current` periods move on by themselves. */
const pagePeriodSchema = z.enum(['week', 'month', 'quarter'])

export const pageConfigSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('bars'),
    scope: scopeSchema,
    /** what one bar is; `person` is refused where the preset does not allow named bars */
    by: z.enum(['company', 'office', 'team', 'person']),
    period: pagePeriodSchema,
  }),
  z.object({ kind: z.literal('burn-down'), scope: scopeSchema, period: pagePeriodSchema }),
])
export type PageConfig = z.infer<typeof pageConfigSchema>

export const boardConfigSchema = z.object({
  title: z.string().trim().min(1).max(60),
  pages: z.array(pageConfigSchema).min(1).max(6),
  /** rooms with visitors: shares of goals, no amounts */
  percentOnly: z.boolean(),
  /** seconds per page; the loop stays within 90 s */
  rotationSeconds: z.number().int().min(10).max(60),
})
export type BoardConfig = z.infer<typeof boardConfigSchema>

const screenSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** paired by code, or opened by a signed link */
  via: z.enum(['code', 'link']),
  createdAt: z.number(),
  lastSeenAt: z.number().nullable(),
  /** renewed while in use */
  expiresAt: z.number(),
})
export type Screen = z.infer<typeof screenSchema>

const boardSchema = boardConfigSchema.extend({ id: z.string(), createdAt: z.number(), screens: z.array(screenSchema) })
export type Board = z.infer<typeof boardSchema>

const barsPageSchema = paceHeadSchema.extend({
  kind: z.literal('bars'),
  title: z.string(),
  rows: z.array(paceRowSchema),
})
export type BarsPage = z.infer<typeof barsPageSchema>

/** `unit` says what `remaining` and `ideal` are: minor units, or shares of the goal where amounts are hidden. */
const burnDownPageSchema = paceHeadSchema.extend({
  kind: z.literal('burn-down'),
  title: z.string(),
  row: paceRowSchema,
  unit: z.enum(['minor', 'share']),
  goalChanges: z.array(z.object({ date: z.iso.date(), from: z.number().nullable(), to: z.number() })),
  days: z.array(
    z.object({
      date: z.iso.date(),
      selling: z.boolean(),
      remaining: z.number().nullable(),
      ideal: z.number().nullable(),
    }),
  ),
})
export type BurnDownPage = z.infer<typeof burnDownPageSchema>

export const wallSchema = stampSchema.extend({
  boardId: z.string(),
  /** position of the live stream at this answer; `/api/v1/stream?topics=figures,goals,clock,board:ID&screen=TOKEN` */
  cursor: z.string(),
  title: z.string(),
  place: z.string(),
  zone: z.string(),
  currency: z.string(),
  percentOnly: z.boolean(),
  rotationSeconds: z.number().int(),
  pages: z.array(z.discriminatedUnion('kind', [barsPageSchema, burnDownPageSchema])),
  /** newest first, of the last 24 hours by the organisation's clock */
  justWon: z.array(wonDealSchema),
  pinned: z.boolean(),
  /** of the running server: a screen that sees another one reloads itself */
  version: z.string(),
})
export type Wall = z.infer<typeof wallSchema>

const token = z.string().min(22).max(200)

export const wallboardsContract = {
  list: procedure('boards.read')
    .route({ method: 'GET', path: '/wallboards', summary: 'Wallboards and the screens that show them', tags })
    .output(z.object({ boards: z.array(boardSchema), personBarsAllowed: z.boolean() })),
  /** What a screen of the board shows, for people who are signed in. */
  preview: procedure('boards.read')
    .route({ method: 'GET', path: '/wallboards/{id}/preview', summary: 'What a screen of a wallboard shows', tags })
    .input(z.object({ id: z.string() }))
    .output(wallSchema),
  create: procedure('boards.manage')
    .route({ method: 'POST', path: '/wallboards', successStatus: 201, summary: 'Create a wallboard', tags })
    .input(boardConfigSchema)
    .output(boardSchema),
  update: procedure('boards.manage')
    .route({ method: 'PUT', path: '/wallboards/{id}', summary: 'Change a wallboard', tags })
    .input(boardConfigSchema.extend({ id: z.string() }))
    .output(boardSchema),
  remove: procedure('boards.manage')
    .route({ method: 'DELETE', path: '/wallboards/{id}', summary: 'Delete a wallboard and revoke its screens', tags })
    .input(z.object({ id: z.string() }))
    .output(z.object({ revoked: z.number().int() })),
  /** The person types the code that the TV shows. */
  pair: procedure('boards.manage')
    .route({
      method: 'POST',
      path: '/wallboards/{boardId}/screens',
      successStatus: 201,
      summary: 'Pair a screen',
      tags,
    })
    .input(
      z.object({
        boardId: z.string(),
        code: z.string().regex(/^\d{6}$/),
        name: z.string().trim().min(1).max(60),
      }),
    )
    .output(screenSchema),
  /** A signed link for a screen that cannot be paired; shown once, revocable like a paired screen. */
  link: procedure('boards.manage')
    .route({
      method: 'POST',
      path: '/wallboards/{boardId}/links',
      successStatus: 201,
      summary: 'Make a signed link',
      tags,
    })
    .input(z.object({ boardId: z.string(), name: z.string().trim().min(1).max(60) }))
    .output(z.object({ screen: screenSchema, url: z.url() })),
  revokeScreen: procedure('boards.manage')
    .route({ method: 'DELETE', path: '/wallboards/screens/{screenId}', summary: 'Revoke a screen', tags })
    .input(z.object({ screenId: z.string() }))
    .output(z.object({ id: z.string() })),

  /** The TV's side: no login. */
  wall: {
    requestCode: procedure('public')
      .route({ method: 'POST', path: '/wall/codes', summary: 'A six-digit code for an unpaired screen', tags })
      .output(z.object({ code: z.string(), deviceToken: token, expiresAt: z.number() })),
    /** Answers until the code is used or expired; the screen token is handed out once. */
    pairing: procedure('public')
      .route({ method: 'POST', path: '/wall/pairing', summary: 'Whether the code has been used', tags })
      .input(z.object({ deviceToken: token }))
      .output(
        z.discriminatedUnion('state', [
          z.object({ state: z.literal('waiting') }),
          z.object({ state: z.literal('expired') }),
          z.object({ state: z.literal('paired'), screenToken: token }),
        ]),
      ),
    /** `forbidden` once the screen was revoked or has expired. */
    board: procedure('public')
      .route({ method: 'POST', path: '/wall/board', summary: 'Everything a screen shows', tags })
      .input(z.object({ screenToken: token }))
      .output(wallSchema),
  },
}
