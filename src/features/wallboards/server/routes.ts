import { implement } from '@orpc/server'
import { LeadoutError } from '#domain/errors.ts'
import type { BoardConfig } from '#domain/wallboard.ts'
import type { Ctx } from '#services/context.ts'
import { orgPolicy } from '#services/org/policy.ts'
import { readSettings } from '#services/org/settings.ts'
import { type Board, findBoard, listBoards } from '#services/wallboards/boards.ts'
import { openScreen } from '#services/wallboards/open-screen.ts'
import { linkScreen, pairingState, pairScreen, requestCode } from '#services/wallboards/pairing.ts'
import {
  createBoard,
  personBarsAllowed,
  removeBoard,
  revokeScreen,
  updateBoard,
} from '#services/wallboards/write-board.ts'
import type { Call } from '../../implement.ts'
import { type Wall, wallboardsContract } from '../contract.ts'
import { readWall } from './wall.ts'

const os = implement(wallboardsContract).$context<Call>()

export const wallboardsRoutes = os.router({
  list: os.list.handler(async ({ context }) => {
    const ctx = context.ctx()
    const policy = orgPolicy(await readSettings(ctx.db, ctx.orgId))
    return { boards: (await listBoards(ctx)).map(toAnswer), personBarsAllowed: personBarsAllowed(policy) }
  }),
  preview: os.preview.handler(({ context, input }) => wallOf(context, context.ctx(), input.id)),
  create: os.create.handler(async ({ context, input }) => {
    const { id } = await createBoard(context.ctx(), input)
    return boardOf(context.ctx(), id)
  }),
  update: os.update.handler(async ({ context, input: { id, ...config } }) => {
    await updateBoard(context.ctx(), id, config)
    return boardOf(context.ctx(), id)
  }),
  remove: os.remove.handler(({ context, input }) => removeBoard(context.ctx(), input.id)),
  pair: os.pair.handler(({ context, input }) => pairScreen(context.ctx(), input)),
  link: os.link.handler(({ context, input }) => {
    const { wallKey, publicUrl } = context.server
    return linkScreen({ ctx: context.ctx(), wallKey, publicUrl }, input)
  }),
  revokeScreen: os.revokeScreen.handler(({ context, input }) => revokeScreen(context.ctx(), input.screenId)),
  wall: {
    requestCode: os.wall.requestCode.handler(({ context }) =>
      requestCode(context.server.db, context.address, context.now),
    ),
    pairing: os.wall.pairing.handler(({ context, input }) =>
      pairingState(context.server, input.deviceToken, context.now),
    ),
    board: os.wall.board.handler(async ({ context, input }) => {
      const screen = await openScreen(context.server, input.screenToken, context.now)
      if (screen === null)
        throw new LeadoutError('forbidden', 'This screen is no longer allowed to show the wallboard.')
      return wallOf(context, screen, screen.boardId)
    }),
  },
})

/** Every screen of a board shows the same, so they share one answer until something changes or a minute has gone. */
async function wallOf({ server, now }: Call, ctx: Ctx, boardId: string): Promise<Wall> {
  const board = await findBoard(ctx, boardId)
  const key = {
    orgId: ctx.orgId,
    topics: ['figures', 'goals', 'clock', `board:${board.id}`],
    permissionClass: 'wall',
    question: `wall ${board.id} ${Math.floor(now / MINUTE_MS)}`,
  }
  return server.answers.get(key, async () =>
    readWall(ctx, board, { cursor: await server.live.cursor(), version: server.version }),
  )
}

const MINUTE_MS = 60_000

async function boardOf(ctx: Ctx, boardId: string): Promise<ReturnType<typeof toAnswer>> {
  const board = (await listBoards(ctx)).find(({ id }) => id === boardId)
  if (board === undefined) throw new LeadoutError('not-found', 'There is no such wallboard.')
  return toAnswer(board)
}

function toAnswer({ pages, screens, ...board }: Board) {
  return { ...board, pages: [...pages] satisfies BoardConfig['pages'], screens: [...screens] }
}
