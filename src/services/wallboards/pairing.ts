import { randomBytes, randomInt } from 'node:crypto'
import { at } from '#db/at.ts'
import type { Db } from '#db/client.ts'
import { LeadoutError } from '#domain/errors.ts'
import { type Instant, instantText } from '#domain/instant.ts'
import { newId } from '#platform/ids.ts'
import { actorUserId, requirePermission } from '../access/can.ts'
import { clearAttempts, countAttempt } from '../access/rate-limit.ts'
import type { Ctx } from '../context.ts'
import { findBoard, recordBoardChange, type Screen } from './boards.ts'
import { SCREEN_LIFETIME_MS } from './open-screen.ts'
import { hashToken, mintScreenToken } from './screen-token.ts'

const CODE_LIFETIME_MS = 10 * 60 * 1000
const QUARTER_HOUR = 15 * 60 * 1000
const CODES_PER_ADDRESS = 30
const GUESSES_PER_USER = 10
const GUESSES_PER_ORG = 30
/** a thousandth of all codes: a guess stays hopeless and a free code is found at once */
const MOST_CODES = 1000

export interface PairingCode {
  readonly code: string
  /** what the TV holds to ask whether the code was typed */
  readonly deviceToken: string
  readonly expiresAt: Instant
}

/** A code for a TV to show. @throws LeadoutError `limit` after too many from one address or in all */
export async function requestCode(db: Db, address: string, now: Instant): Promise<PairingCode> {
  await countAttempt(db, { key: `pairing-code:${address}`, max: CODES_PER_ADDRESS, windowMs: QUARTER_HOUR }, now)
  await db.deleteFrom('pairing_code').where('expires_at', '<=', at(now)).execute()
  const { count } = await db
    .selectFrom('pairing_code')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  if (count >= MOST_CODES)
    throw new LeadoutError('limit', 'Too many screens wait to be paired. Try again in ten minutes.')
  const deviceToken = randomBytes(32).toString('base64url')
  const expiresAt = now + CODE_LIFETIME_MS
  for (;;) {
    const code = String(randomInt(1_000_000)).padStart(6, '0')
    const made = await db
      .insertInto('pairing_code')
      .values({
        device_hash: hashToken(deviceToken),
        code,
        created_at: instantText(now),
        expires_at: instantText(expiresAt),
        org_id: null,
        screen_id: null,
      })
      .onConflict((conflict) => conflict.column('code').doNothing())
      .returning('code')
      .executeTakeFirst()
    if (made !== undefined) return { code, deviceToken, expiresAt }
  }
}

/**
 * Gives the TV that shows `code` a board. Guessing is limited per user and organisation.
 * @throws LeadoutError `not-found` for an unknown board, or a code that is wrong, used or expired; `limit`
 */
export async function pairScreen(
  ctx: Ctx,
  input: { readonly boardId: string; readonly code: string; readonly name: string },
): Promise<Screen> {
  requirePermission(ctx, 'boards.manage')
  const { id: boardId } = await findBoard(ctx, input.boardId)
  const now = ctx.recordedAt
  const who = actorUserId(ctx.actor) ?? ctx.actor.type
  const guesses = `pairing:${who}`
  await countAttempt(ctx.db, { key: guesses, max: GUESSES_PER_USER, windowMs: QUARTER_HOUR }, now)
  await countAttempt(ctx.db, { key: `pairing-org:${ctx.orgId}`, max: GUESSES_PER_ORG, windowMs: QUARTER_HOUR }, now)
  return ctx.db.transaction().execute(async (tx) => {
    const screen = await insertScreen(tx, ctx, { boardId, name: input.name, via: 'code', tokenHash: null })
    const paired = await tx
      .updateTable('pairing_code')
      .set({ org_id: ctx.orgId, screen_id: screen.id })
      .where('code', '=', input.code)
      .where('screen_id', 'is', null)
      .where('expires_at', '>', at(now))
      .returning('code')
      .executeTakeFirst()
    if (paired === undefined) {
      throw new LeadoutError('not-found', 'No screen shows this code. Codes last ten minutes; look at the TV again.')
    }
    await clearAttempts(tx, guesses)
    return screen
  })
}

export type PairingState =
  | { readonly state: 'waiting' }
  | { readonly state: 'expired' }
  | { readonly state: 'paired'; readonly screenToken: string }

/** Whether the code of a TV was typed; the token is made now and handed out once. */
export async function pairingState(
  deps: { readonly db: Db; readonly wallKey: Buffer },
  deviceToken: string,
  now: Instant,
): Promise<PairingState> {
  const device = hashToken(deviceToken)
  return deps.db.transaction().execute(async (tx): Promise<PairingState> => {
    const row = await tx
      .selectFrom('pairing_code')
      .selectAll()
      .where('device_hash', '=', device)
      .forUpdate()
      .executeTakeFirst()
    if (row === undefined || row.expires_at <= now) return { state: 'expired' }
    if (row.org_id === null || row.screen_id === null) return { state: 'waiting' }
    const screenToken = mintScreenToken(deps.wallKey, row.org_id)
    await tx.deleteFrom('pairing_code').where('device_hash', '=', device).execute()
    const given = await tx
      .updateTable('wall_screen')
      .set({ token_hash: hashToken(screenToken) })
      .where('org_id', '=', row.org_id)
      .where('id', '=', row.screen_id)
      .executeTakeFirst()
    return given.numUpdatedRows === 0n ? { state: 'expired' } : { state: 'paired', screenToken }
  })
}

/** A link that shows a board without pairing; shown once. @throws LeadoutError `not-found` */
export async function linkScreen(
  deps: { readonly ctx: Ctx; readonly wallKey: Buffer; readonly publicUrl: string },
  input: { readonly boardId: string; readonly name: string },
): Promise<{ readonly screen: Screen; readonly url: string }> {
  const { ctx } = deps
  requirePermission(ctx, 'boards.manage')
  const { id: boardId } = await findBoard(ctx, input.boardId)
  const token = mintScreenToken(deps.wallKey, ctx.orgId)
  const screen = await ctx.db
    .transaction()
    .execute((tx) => insertScreen(tx, ctx, { boardId, name: input.name, via: 'link', tokenHash: hashToken(token) }))
  // in the fragment, which no server log and no `referer` header ever holds
  return { screen, url: `${deps.publicUrl}/wall#${token}` }
}

async function insertScreen(
  tx: Db,
  ctx: Ctx,
  { boardId, name, via, tokenHash }: { boardId: string; name: string; via: Screen['via']; tokenHash: string | null },
): Promise<Screen> {
  const id = newId()
  const expiresAt = ctx.recordedAt + SCREEN_LIFETIME_MS
  await tx
    .insertInto('wall_screen')
    .values({
      org_id: ctx.orgId,
      id,
      board_id: boardId,
      name,
      via,
      token_hash: tokenHash,
      created_at: instantText(ctx.recordedAt),
      expires_at: instantText(expiresAt),
    })
    .execute()
  await recordBoardChange(tx, ctx, boardId, { screen: id, via })
  return { id, name, via, createdAt: ctx.recordedAt, lastSeenAt: null, expiresAt }
}
