import type { Db } from '#db/client.ts'
import { LeadoutError } from '#domain/errors.ts'
import type { Instant } from '#domain/instant.ts'
import type { BoardConfig } from '#domain/wallboard.ts'
import { appendChanges } from '#db/ledger.ts'
import { newId } from '#platform/ids.ts'
import { actorUserId, requirePermission } from '../access/can.ts'
import type { Ctx } from '../context.ts'
import { notifyTopics } from '../live/notify-topics.ts'

export interface Screen {
  readonly id: string
  readonly name: string
  readonly via: 'code' | 'link'
  readonly createdAt: Instant
  readonly lastSeenAt: Instant | null
  readonly expiresAt: Instant
}

export interface Board extends BoardConfig {
  readonly id: string
  readonly createdAt: Instant
  readonly screens: readonly Screen[]
}

/** Every board with its screens, oldest first. */
export async function listBoards(ctx: Ctx): Promise<Board[]> {
  requirePermission(ctx, 'boards.read')
  const boards = await ctx.db
    .selectFrom('wallboard')
    .select(['id', 'config', 'created_at as createdAt'])
    .where('org_id', '=', ctx.orgId)
    .orderBy('id')
    .execute()
  const screens = await ctx.db
    .selectFrom('wall_screen')
    .select([
      'id',
      'board_id as boardId',
      'name',
      'via',
      'created_at as createdAt',
      'last_seen_at as lastSeenAt',
      'expires_at as expiresAt',
    ])
    .where('org_id', '=', ctx.orgId)
    .orderBy('id')
    .execute()
  const byBoard = Map.groupBy(screens, (screen) => screen.boardId)
  return boards.map(({ id, config, createdAt }) => ({
    ...config,
    id,
    createdAt,
    screens: (byBoard.get(id) ?? []).map(({ boardId: _, ...screen }) => screen),
  }))
}

/** @throws LeadoutError `not-found` */
export async function findBoard(
  ctx: Pick<Ctx, 'db' | 'orgId'>,
  boardId: string,
): Promise<BoardConfig & { readonly id: string }> {
  const row = await ctx.db
    .selectFrom('wallboard')
    .select(['id', 'config'])
    .where('org_id', '=', ctx.orgId)
    .where('id', '=', idOf(boardId))
    .executeTakeFirst()
  if (row === undefined) throw new LeadoutError('not-found', 'There is no such wallboard.')
  return { ...row.config, id: row.id }
}

/** Writes what was done to a board or its screens into the ledger, and tells whoever looks at it. */
export async function recordBoardChange(
  tx: Db,
  ctx: Ctx,
  boardId: string,
  patch: Readonly<Record<string, unknown>>,
): Promise<void> {
  await appendChanges(tx, ctx.orgId, ctx.recordedAt, [
    {
      id: newId(),
      kind: 'wallboard',
      entityId: boardId,
      patch,
      validAt: ctx.recordedAt,
      knownAt: ctx.recordedAt,
      actorId: actorUserId(ctx.actor),
      source: 'leadout',
    },
  ])
  await notifyTopics(tx, ctx.orgId, ['board', `board:${boardId}`], ctx.recordedAt)
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const NOBODY = '00000000-0000-0000-0000-000000000000'

/** What is no id belongs to nothing. */
export function idOf(text: string): string {
  return UUID.test(text) ? text : NOBODY
}
