import { at } from '#db/at.ts'
import type { Db } from '#db/client.ts'
import { type Instant, instantText } from '#domain/instant.ts'
import type { Ctx } from '../context.ts'
import { hashToken, readScreenToken } from './screen-token.ts'

export const SCREEN_LIFETIME_MS = 90 * 24 * 60 * 60 * 1000
/** a screen that asks every minute is written this often */
const SEEN_EVERY_MS = 5 * 60 * 1000

/**
 * The context of a screen by its token: it may show its own board and nothing else. Being used renews it. Null for a
 * token that is revoked, expired or none.
 */
export async function openScreen(
  deps: { readonly db: Db; readonly wallKey: Buffer },
  token: string,
  now: Instant,
): Promise<(Ctx & { readonly boardId: string }) | null> {
  const { db } = deps
  const signed = readScreenToken(deps.wallKey, token)
  if (signed === null) return null
  const screen = await db
    .selectFrom('wall_screen')
    .select(['id', 'board_id', 'last_seen_at'])
    .where('org_id', '=', signed.orgId)
    .where('token_hash', '=', hashToken(token))
    .where('expires_at', '>', at(now))
    .executeTakeFirst()
  if (screen === undefined) return null
  if (screen.last_seen_at === null || screen.last_seen_at <= now - SEEN_EVERY_MS) {
    await db
      .updateTable('wall_screen')
      .set({ last_seen_at: instantText(now), expires_at: instantText(now + SCREEN_LIFETIME_MS) })
      .where('org_id', '=', signed.orgId)
      .where('id', '=', screen.id)
      .execute()
  }
  const boardId = screen.board_id
  return { db, orgId: signed.orgId, actor: { type: 'wall', boardId }, recordedAt: now, boardId }
}
