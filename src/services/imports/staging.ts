import type { Db } from '../../db/client.ts'
import { insertRows } from '../../db/insert.ts'
import { LeadoutError } from '../../domain/errors.ts'
import type { Problem } from '../../domain/import/record.ts'
import { instantText } from '../../domain/instant.ts'
import { newId } from '../../platform/ids.ts'
import { actorUserId, requirePermission } from '../access/can.ts'
import type { Ctx } from '../context.ts'
import { refuseBesideDemo } from '../demo/state.ts'

/** A staged row: its number in the spreadsheet, then its cells. */
export type StagedRow = readonly [number, ...string[]]

export interface StagedFile {
  readonly fileNo: number
  readonly name: string
  readonly header: readonly string[]
  readonly rows: number
  readonly staged: boolean
  readonly profile: unknown
}

/** Opens an import: a place to stage files. Nothing of it is visible in figures before it is applied. */
export async function createImport(
  ctx: Ctx,
  input: {
    readonly label: string
    readonly complete?: boolean
    /** where the uploaded files lie until they are staged */
    readonly folder?: string
    /** the files are those of the demo */
    readonly demo?: boolean
  },
): Promise<string> {
  requirePermission(ctx, 'imports.manage')
  if (input.demo !== true) await refuseBesideDemo(ctx.db, ctx.orgId)
  return insertImport(ctx, input)
}

/** The row of a new import; `personId` is whose mailbox or calendar it brings. Asks for no permission. */
export async function insertImport(
  ctx: Ctx,
  input: { readonly label: string; readonly complete?: boolean; readonly folder?: string; readonly personId?: string },
): Promise<string> {
  const id = newId()
  await ctx.db
    .insertInto('import')
    .values({
      org_id: ctx.orgId,
      id,
      label: input.label,
      state: 'staging',
      complete: input.complete ?? false,
      plan: null,
      folder: input.folder ?? null,
      actor_id: actorUserId(ctx.actor),
      person_id: input.personId ?? null,
      started_at: instantText(ctx.recordedAt),
    })
    .execute()
  return id
}

/**
 * The file's entry, made if this is its first reading, with what an interrupted reading left: chunks, and the row they
 * end with. Its problems start anew.
 */
export async function openStagedFile(
  db: Db,
  orgId: string,
  importId: string,
  file: {
    readonly fileNo: number
    readonly name: string
    readonly size: number
    readonly sha256: string
    readonly header: readonly string[]
  },
): Promise<{ readonly chunks: number; readonly lastRow: number }> {
  await db
    .insertInto('import_file')
    .values({
      org_id: orgId,
      import_id: importId,
      file_no: file.fileNo,
      name: file.name,
      size: file.size,
      sha256: file.sha256,
      header: JSON.stringify(file.header),
    })
    .onConflict((conflict) => conflict.columns(['org_id', 'import_id', 'file_no']).doNothing())
    .execute()
  await db
    .deleteFrom('import_problem')
    .where('org_id', '=', orgId)
    .where('import_id', '=', importId)
    .where('file', '=', file.name)
    .execute()
  const last = await db
    .selectFrom('import_chunk')
    .select(['chunk_no', 'rows'])
    .where('org_id', '=', orgId)
    .where('import_id', '=', importId)
    .where('file_no', '=', file.fileNo)
    .orderBy('chunk_no', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (last === undefined) return { chunks: 0, lastRow: 0 }
  return { chunks: last.chunk_no + 1, lastRow: (JSON.parse(last.rows) as StagedRow[]).at(-1)![0] }
}

/** Commits one chunk of rows; chunks that an interrupted reading left behind are not written again. */
export async function writeChunk(
  db: Db,
  orgId: string,
  importId: string,
  fileNo: number,
  chunkNo: number,
  rows: readonly StagedRow[],
): Promise<void> {
  await db
    .insertInto('import_chunk')
    .values({
      org_id: orgId,
      import_id: importId,
      file_no: fileNo,
      chunk_no: chunkNo,
      first_row: rows[0]![0],
      rows: JSON.stringify(rows),
    })
    .execute()
}

/** What an earlier import found in the same bytes; null where they are new. A workbook's sheets are told apart by header. */
export async function readProfile(
  db: Db,
  orgId: string,
  file: { readonly sha256: string; readonly name: string; readonly header: readonly string[] },
): Promise<unknown> {
  const rows = await db
    .selectFrom('import_file')
    .select(['name', 'header', 'profile'])
    .where('org_id', '=', orgId)
    .where('sha256', '=', file.sha256)
    .where('staged', '=', true)
    .where('profile', 'is not', null)
    .orderBy('import_id', 'desc')
    .limit(20)
    .execute()
  const sheet = (name: string) => name.split('#')[1]
  const header = JSON.stringify(file.header)
  const same = rows.find((row) => sheet(row.name) === sheet(file.name) && JSON.stringify(row.header) === header)
  return same?.profile ?? null
}

export async function closeStagedFile(
  db: Db,
  orgId: string,
  importId: string,
  fileNo: number,
  rows: number,
  profile: unknown,
): Promise<void> {
  await db
    .updateTable('import_file')
    .set({ rows, staged: true, profile: JSON.stringify(profile) })
    .where('org_id', '=', orgId)
    .where('import_id', '=', importId)
    .where('file_no', '=', fileNo)
    .execute()
}

export async function readStagedFiles(db: Db, orgId: string, importId: string): Promise<StagedFile[]> {
  const rows = await db
    .selectFrom('import_file')
    .select(['file_no', 'name', 'header', 'rows', 'staged', 'profile'])
    .where('org_id', '=', orgId)
    .where('import_id', '=', importId)
    .orderBy('file_no')
    .execute()
  return rows.map((row) => ({
    fileNo: row.file_no,
    name: row.name,
    header: row.header ?? [],
    rows: row.rows,
    staged: row.staged,
    profile: row.profile,
  }))
}

export async function readStagedFile(db: Db, orgId: string, importId: string, fileNo: number): Promise<StagedFile> {
  const file = (await readStagedFiles(db, orgId, importId))[fileNo]
  if (file === undefined) throw new LeadoutError('not-found', 'There is no such file in this import')
  return file
}

/** Chunks in order; the next one is on its way while one is worked on. */
export async function* readChunks(
  db: Db,
  orgId: string,
  importId: string,
  fileNo: number,
): AsyncIterable<readonly StagedRow[]> {
  const read = async (chunkNo: number) => {
    const chunk = await db
      .selectFrom('import_chunk')
      .select('rows')
      .where('org_id', '=', orgId)
      .where('import_id', '=', importId)
      .where('file_no', '=', fileNo)
      .where('chunk_no', '=', chunkNo)
      .executeTakeFirst()
    return chunk?.rows
  }
  let next = read(0)
  for (let chunkNo = 1; ; chunkNo += 1) {
    const rows = await next
    if (rows === undefined) return
    next = read(chunkNo)
    // raised when it is waited for
    next.catch(() => undefined)
    yield JSON.parse(rows) as StagedRow[]
  }
}

/** Reads single staged rows, and remembers the chunk of the last one: what repeats a file repeats it in order. */
export function stagedRowReader(
  db: Db,
  orgId: string,
  importId: string,
): (fileNo: number, row: number) => Promise<StagedRow | null> {
  let held: { readonly fileNo: number; readonly rows: readonly StagedRow[] } | null = null
  return async (fileNo, row) => {
    const inside =
      held !== null && held.fileNo === fileNo && held.rows[0]![0] <= row && row <= held.rows.at(-1)![0] ? held : null
    if (inside === null) {
      const chunk = await db
        .selectFrom('import_chunk')
        .select('rows')
        .where('org_id', '=', orgId)
        .where('import_id', '=', importId)
        .where('file_no', '=', fileNo)
        .where('first_row', '<=', row)
        .orderBy('first_row', 'desc')
        .limit(1)
        .executeTakeFirst()
      if (chunk === undefined) return null
      held = { fileNo, rows: JSON.parse(chunk.rows) as StagedRow[] }
    }
    const { rows } = held!
    // most often no row between them is missing
    const likely = rows[row - rows[0]![0]]
    return likely?.[0] === row ? likely : (rows.find(([no]) => no === row) ?? null)
  }
}

/** The cells of one staged row by header; empty where the row is not staged. */
export async function readStagedCells(
  db: Db,
  orgId: string,
  importId: string,
  file: StagedFile,
  row: number,
): Promise<Record<string, string>> {
  const [, ...cells] = (await stagedRowReader(db, orgId, importId)(file.fileNo, row)) ?? [row]
  return Object.fromEntries(file.header.map((name, at) => [name, cells[at] ?? '']))
}

/** Drops what was staged; what was applied and what could not be read stay. */
export async function dropStaging(db: Db, orgId: string, importId: string): Promise<void> {
  await db.deleteFrom('import_chunk').where('org_id', '=', orgId).where('import_id', '=', importId).execute()
}

/** Forgets an import that was never applied. */
export async function discardImport(db: Db, orgId: string, importId: string): Promise<void> {
  for (const table of ['import_chunk', 'import_problem', 'import_file'] as const) {
    await db.deleteFrom(table).where('org_id', '=', orgId).where('import_id', '=', importId).execute()
  }
  await db.deleteFrom('import').where('org_id', '=', orgId).where('id', '=', importId).execute()
}

/** Appends problems, numbered on from those already there. */
export async function writeProblems(
  db: Db,
  orgId: string,
  importId: string,
  fileName: (fileNo: number) => string,
  problems: readonly Problem[],
): Promise<void> {
  if (problems.length === 0) return
  const { last } = await db
    .selectFrom('import_problem')
    .select((eb) => eb.fn.max('id').as('last'))
    .where('org_id', '=', orgId)
    .where('import_id', '=', importId)
    .executeTakeFirstOrThrow()
  await insertRows(
    db,
    'import_problem',
    problems.map((problem, index) => ({
      org_id: orgId,
      import_id: importId,
      id: (last ?? 0) + index + 1,
      severity: problem.severity,
      file: fileName(problem.fileNo),
      row: problem.row ?? null,
      column: problem.column ?? null,
      value: problem.value ?? null,
      reason: problem.reason,
      remedy: problem.remedy ?? null,
      group: problem.group,
      cells: problem.cells ?? null,
    })),
  )
}
