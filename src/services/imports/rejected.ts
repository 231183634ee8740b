import type { Db } from '../../db/client.ts'
import { PROBLEM_COLUMNS } from '../../domain/import/record.ts'

export interface RejectedFile {
  readonly name: string
  readonly header: readonly string[]
  readonly rows: AsyncIterable<readonly string[]>
}

/** Per file of an import, the rows that were rejected or went in with an empty cell, with the reason beside them. */
export async function readRejected(db: Db, orgId: string, importId: string): Promise<RejectedFile[]> {
  const files = await db
    .selectFrom('import_file as f')
    .select(['f.name', 'f.header'])
    .where('f.org_id', '=', orgId)
    .where('f.import_id', '=', importId)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('import_problem as p')
          .select('p.id')
          .where('p.org_id', '=', orgId)
          .where('p.import_id', '=', importId)
          .whereRef('p.file', '=', 'f.name')
          .where('p.severity', 'in', ['reject', 'cell']),
      ),
    )
    .orderBy('f.file_no')
    .execute()
  return files.map(({ name, header }) => ({
    name,
    header: [...PROBLEM_COLUMNS, ...(header ?? [])],
    rows: rowsOf(db, orgId, importId, name),
  }))
}

const PAGE = 2_000

async function* rowsOf(db: Db, orgId: string, importId: string, file: string): AsyncIterable<readonly string[]> {
  let after = 0
  for (;;) {
    const page = await db
      .selectFrom('import_problem')
      .select(['id', 'row', 'column', 'value', 'reason', 'remedy', 'cells'])
      .where('org_id', '=', orgId)
      .where('import_id', '=', importId)
      .where('file', '=', file)
      .where('severity', 'in', ['reject', 'cell'])
      .where('id', '>', after)
      .orderBy('id')
      .limit(PAGE)
      .execute()
    for (const { row, column, value, reason, remedy, cells } of page) {
      yield [file, String(row ?? ''), column ?? '', value ?? '', reason, remedy ?? '', ...(cells ?? [])]
    }
    if (page.length < PAGE) return
    after = page.at(-1)!.id
  }
}
