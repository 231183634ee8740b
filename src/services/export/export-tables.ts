import { requirePermission } from '../access/can.ts'
import { logView } from '../access/log-view.ts'
import type { Ctx } from '../context.ts'
import { resolveView } from '../org/view.ts'
import type { ExportTable } from './csv.ts'
import { dealsTable, fieldHistoryTable } from './deal-tables.ts'
import { openExporting } from './exporting.ts'
import { activitiesTable, changesTable, membershipsTable } from './fact-tables.ts'
import { worldTables } from './world-tables.ts'

/**
 * Every table of an organisation in a view. Rows are read when they are asked for, so `ctx.db` must be one snapshot:
 * a repeatable-read transaction that lives as long as the export. The look at everyone is logged.
 */
export async function exportTables(
  ctx: Ctx,
  asked: { readonly asOf?: string | undefined; readonly knownAt?: string | undefined },
): Promise<ExportTable[]> {
  requirePermission(ctx, 'imports.manage')
  const { view, settings, asOfDate } = await resolveView(ctx.db, ctx.orgId, ctx.recordedAt, asked)
  const exporting = await openExporting(ctx.db, ctx.orgId, view, settings.currency)
  const people = await ctx.db
    .selectFrom('subject')
    .select('id')
    .where('org_id', '=', ctx.orgId)
    .where('kind', '=', 'person')
    .execute()
  await logView(ctx, { surface: 'export', personIds: people.map((person) => person.id), day: asOfDate })
  return [
    await dealsTable(exporting),
    fieldHistoryTable(exporting),
    ...(await worldTables(exporting)),
    membershipsTable(exporting),
    activitiesTable(exporting),
    changesTable(exporting),
  ]
}
