import type { Db } from '../../db/client.ts'
import type { Ctx } from '../context.ts'
import { counting, decideUpload } from './decisions.ts'
import type { Decided } from './decisions.ts'
import type { UploadPreview } from './uploads.ts'
import { readUpload } from './uploads.ts'

/** Works out what writing would bring, and keeps the counts; nothing is written. */
export async function previewUpload(ctx: Ctx, importId: string): Promise<UploadPreview> {
  const upload = await readUpload(ctx, importId)
  const count = counting()
  for await (const { decided, twice } of decideUpload(ctx.db, ctx.orgId, upload)) {
    count.addTwice(twice)
    for (const one of decided) count.add(one)
  }
  const preview = count.preview()
  await ctx.db
    .updateTable('import')
    .set({ state: 'ready', preview: JSON.stringify(preview), error: null })
    .where('org_id', '=', ctx.orgId)
    .where('id', '=', importId)
    .where('state', 'in', ['staging', 'ready', 'failed'])
    .execute()
  return preview
}

/** The entries of an upload that is not written yet with what becomes of them, as far as `wanted`; a page of them. */
export async function readDecided(
  ctx: Ctx,
  importId: string,
  page: { readonly wanted: (one: Decided) => boolean; readonly offset: number; readonly limit: number },
): Promise<readonly Decided[]> {
  const upload = await readUpload(ctx, importId)
  const found: Decided[] = []
  let passed = 0
  for await (const { decided } of decideUpload(ctx.db, ctx.orgId, upload)) {
    for (const one of decided) {
      if (!page.wanted(one)) continue
      passed += 1
      if (passed > page.offset) found.push(one)
      if (found.length >= page.limit) return found
    }
  }
  return found
}

/** The folder with the uploaded files is read and gone. */
export async function forgetUploadFolder(db: Db, orgId: string, importId: string): Promise<void> {
  await db.updateTable('import').set({ folder: null }).where('org_id', '=', orgId).where('id', '=', importId).execute()
}
