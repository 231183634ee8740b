import type { Ctx } from '#services/context.ts'
import { csvLines, type ExportTable } from '#services/export/csv.ts'
import { exportTables } from '#services/export/export-tables.ts'
import { showDocument } from '#services/world/show-document.ts'
import { type Archive, openArchive } from './archive.ts'

export interface ExportedFile {
  readonly name: string
  readonly rows: number
}

/** Writes every table and the organisation's document, all of one snapshot. */
export async function writeExport(
  ctx: Ctx,
  view: { readonly asOf?: string | undefined; readonly knownAt?: string | undefined },
  path: string,
): Promise<ExportedFile[]> {
  return ctx.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (db) => {
      const own = { ...ctx, db }
      const tables = await exportTables(own, view)
      const document = await showDocument(own, view)
      const archive = await openArchive(path)
      try {
        const files: ExportedFile[] = []
        for (const table of tables) files.push(await writeTable(archive, table))
        await archive.file('document.json', pieces(`${JSON.stringify(document, null, 2)}\n`))
        await archive.close()
        return files
      } catch (error) {
        await archive.discard()
        throw error
      }
    })
}

async function writeTable(archive: Archive, { name, header, rows }: ExportTable): Promise<ExportedFile> {
  let count = 0
  async function* lines(): AsyncIterable<string> {
    yield csvLines([header])
    for await (const chunk of rows()) {
      count += chunk.length
      yield csvLines(chunk)
    }
  }
  await archive.file(`${name}.csv`, lines())
  return { name: `${name}.csv`, rows: count }
}

async function* pieces(text: string): AsyncIterable<string> {
  yield text
}
