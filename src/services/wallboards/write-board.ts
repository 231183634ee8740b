import { LeadoutError } from '#domain/errors.ts'
import { instantText } from '#domain/instant.ts'
import { personsOn } from '#domain/structure.ts'
import type { BoardConfig, PageConfig } from '#domain/wallboard.ts'
import { newId } from '#platform/ids.ts'
import { requirePermission } from '../access/can.ts'
import { requireScope, scopeAccess } from '../access/scope.ts'
import type { Ctx } from '../context.ts'
import { orgPolicy, type Policy } from '../org/policy.ts'
import { labelOf, readStructure } from '../org/structure.ts'
import { resolveView } from '../org/view.ts'
import { findBoard, idOf, recordBoardChange } from './boards.ts'

/** @throws LeadoutError as `requirePages` */
export async function createBoard(ctx: Ctx, config: BoardConfig): Promise<{ readonly id: string }> {
  requirePermission(ctx, 'boards.manage')
  await requirePages(ctx, config.pages)
  const id = newId()
  await ctx.db.transaction().execute(async (tx) => {
    const at = instantText(ctx.recordedAt)
    await tx
      .insertInto('wallboard')
      .values({ org_id: ctx.orgId, id, config: JSON.stringify(config), created_at: at, updated_at: at })
      .execute()
    await recordBoardChange(tx, ctx, id, { ...config })
  })
  return { id }
}

/** @throws LeadoutError `not-found`, and as `requirePages` */
export async function updateBoard(ctx: Ctx, boardId: string, config: BoardConfig): Promise<void> {
  requirePermission(ctx, 'boards.manage')
  const { id } = await findBoard(ctx, boardId)
  await requirePages(ctx, config.pages)
  await ctx.db.transaction().execute(async (tx) => {
    await tx
      .updateTable('wallboard')
      .set({ config: JSON.stringify(config), updated_at: instantText(ctx.recordedAt) })
      .where('org_id', '=', ctx.orgId)
      .where('id', '=', id)
      .execute()
    await recordBoardChange(tx, ctx, id, { ...config })
  })
}

/** Deletes a board; its screens go dark. @throws LeadoutError `not-found` */
export async function removeBoard(ctx: Ctx, boardId: string): Promise<{ readonly revoked: number }> {
  requirePermission(ctx, 'boards.manage')
  const { id } = await findBoard(ctx, boardId)
  return ctx.db.transaction().execute(async (tx) => {
    const gone = await tx
      .deleteFrom('wall_screen')
      .where('org_id', '=', ctx.orgId)
      .where('board_id', '=', id)
      .executeTakeFirst()
    await tx.deleteFrom('wallboard').where('org_id', '=', ctx.orgId).where('id', '=', id).execute()
    await recordBoardChange(tx, ctx, id, { deleted: true })
    return { revoked: Number(gone.numDeletedRows) }
  })
}

/** Takes a screen its board away, at once. @throws LeadoutError `not-found` */
export async function revokeScreen(ctx: Ctx, screenId: string): Promise<{ readonly id: string }> {
  requirePermission(ctx, 'boards.manage')
  return ctx.db.transaction().execute(async (tx) => {
    const screen = await tx
      .deleteFrom('wall_screen')
      .where('org_id', '=', ctx.orgId)
      .where('id', '=', idOf(screenId))
      .returning(['id', 'board_id'])
      .executeTakeFirst()
    if (screen === undefined) throw new LeadoutError('not-found', 'There is no such screen.')
    await recordBoardChange(tx, ctx, screen.board_id, { revoked: screen.id })
    return { id: screen.id }
  })
}

/** Named bars hang in the room of their own team, never where the preset rules them out (ux.md R13, Decided defaults). */
export function personBarsAllowed({ wallPersonBars }: Policy): boolean {
  return wallPersonBars !== 'off'
}

/**
 * @throws LeadoutError `not-found` for a page of an unknown scope, `forbidden` for figures that the actor may not see or
 *   named bars that the organisation does not allow, `invalid` for named bars of more than one team
 */
async function requirePages(ctx: Ctx, pages: readonly PageConfig[]): Promise<void> {
  const view = await resolveView(ctx.db, ctx.orgId, ctx.recordedAt, {})
  const structure = await readStructure(ctx.db, view, view.asOfDate)
  const access = await scopeAccess(ctx, view, structure)
  for (const page of pages) {
    requireScope(access, page.scope)
    if (labelOf(structure, page.scope, view.settings.name, view.asOfDate) === null) {
      throw new LeadoutError('not-found', 'There is no such team, office or person.')
    }
    const named = page.scope.kind === 'person' || (page.kind === 'bars' && page.by === 'person')
    if (!named) continue
    if (!personBarsAllowed(orgPolicy(view.settings))) {
      throw new LeadoutError('forbidden', 'Bars of named people are switched off for wallboards.')
    }
    if (page.scope.kind !== 'team') {
      throw new LeadoutError('invalid', 'Bars of named people are for the wall of one team: choose the team.')
    }
    const members = [...personsOn(structure, page.scope, view.asOfDate)]
    for (const id of members) requireScope(access, { kind: 'person', id })
  }
}
