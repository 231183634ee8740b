import { LeadoutError } from '#domain/errors.ts'
import { fieldSpec } from '#domain/import/objects.ts'
import type { ObjectKind } from '#domain/import/object-kind.ts'
import type { Instant } from '#domain/instant.ts'
import type { ImportPlan } from '#domain/import/record.ts'
import type { Ctx } from '#services/context.ts'
import type { ImportHeld } from '#services/imports/import-state.ts'
import { readImport, saveDecisions } from '#services/imports/import-state.ts'
import { readSavedMappings, saveMapping } from '#services/imports/saved-mappings.ts'
import type { StagedFile } from '#services/imports/staging.ts'
import { fingerprint } from './files/mapping.ts'
import type { Mapping } from './files/mapping.ts'

export interface Decisions {
  readonly mapping: Mapping
  readonly answers: Readonly<Record<string, string>>
}

/** The mapping and the answers given to an import; what it leaves open is taken from earlier imports of the same shape. */
export async function recallDecisions(
  db: Ctx['db'],
  orgId: string,
  files: readonly StagedFile[],
  held: ImportHeld,
): Promise<Decisions> {
  const own = held.mapping as Mapping | null
  const saved = await readSavedMappings(
    db,
    orgId,
    files.map(({ header }) => fingerprint(header)),
  )
  const answers: Record<string, string> = {}
  const entries: Mapping['files'] = [...(own?.files ?? [])]
  for (const { name, header } of files) {
    const before = saved.get(fingerprint(header))
    if (before === undefined) continue
    // a question names its file, and the next export of the same shape is called otherwise
    for (const [key, value] of Object.entries(before.answers))
      answers[before.name === undefined ? key : key.replace(`:${before.name}`, `:${name}`)] = value
    if (before.entry !== null)
      entries.push({ ...(before.entry as Mapping['files'][number]), fingerprint: fingerprint(header) })
  }
  return { mapping: { version: 1, files: entries }, answers: { ...answers, ...own?.answers, ...held.answers } }
}

/** Keeps what was decided for each file that was written. */
export async function keepDecisions(
  tx: Ctx['db'],
  orgId: string,
  files: readonly StagedFile[],
  plan: ImportPlan,
  held: ImportHeld,
  now: Instant,
): Promise<void> {
  const own = held.mapping as Mapping | null
  for (const { fileNo, name, header } of files) {
    if (plan.files[fileNo]?.object == null) continue
    const print = fingerprint(header)
    const entry = own?.files.find((candidate) => candidate.fingerprint === print || candidate.name === name) ?? null
    await saveMapping(tx, orgId, print, { name, entry, answers: held.answers }, now)
  }
}

/** Keeps the answer to a question; the plan made without it is void. */
export async function saveAnswer(
  db: Ctx['db'],
  orgId: string,
  importId: string,
  key: string,
  value: string,
): Promise<void> {
  const { answers } = await readImport(db, orgId, importId)
  await saveDecisions(db, orgId, importId, { answers: { ...answers, [key]: value } })
}

/** Gives one column of a file another field, or keeps it as a custom field (null). */
export async function editMapping(
  db: Ctx['db'],
  orgId: string,
  importId: string,
  edit: { readonly fileNo: number; readonly column: number; readonly field: string | null },
): Promise<void> {
  const { plan, mapping } = await readImport(db, orgId, importId)
  const file = plan?.files[edit.fileNo]
  const column = file?.columns[edit.column]
  if (file === undefined || column === undefined) throw new LeadoutError('not-found', 'There is no such column')
  if (file.object === null) throw new LeadoutError('precondition', 'This file is left out of the import')
  if (edit.field !== null && fieldSpec(file.object, edit.field) === undefined) {
    throw new LeadoutError('invalid', `${file.object} has no field ${edit.field}`, { field: edit.field })
  }
  const held = (mapping as Mapping | null)?.files ?? []
  const own = held.find(({ name }) => name === file.name)
  const entry = { name: file.name, object: file.object, columns: { ...own?.columns, [column.header]: edit.field } }
  await saveDecisions(db, orgId, importId, {
    mapping: {
      version: 1,
      files: [...held.filter(({ name }) => name !== file.name), { ...own, ...entry }],
    } satisfies Mapping,
  })
}

/** Reads every cell of a column that says one thing as another; null takes that back. */
export async function editReplacement(
  db: Ctx['db'],
  orgId: string,
  importId: string,
  edit: { readonly file: string; readonly column: string; readonly value: string; readonly as: string | null },
): Promise<void> {
  const { plan, mapping } = await readImport(db, orgId, importId)
  const file = plan?.files.find(({ name }) => name === edit.file)
  const column = file?.columns.find(({ header, field }) => header === edit.column || field === edit.column)
  if (file === undefined || file.object === null || column === undefined)
    throw new LeadoutError('not-found', 'There is no such column')
  const held = (mapping as Mapping | null)?.files ?? []
  const own = held.find(({ name }) => name === file.name)
  const before = own?.columns[column.header]
  const { [edit.value]: _, ...others } = column.replace ?? {}
  const entry = {
    ...own,
    name: file.name,
    object: file.object,
    columns: {
      ...own?.columns,
      [column.header]: {
        ...(typeof before === 'object' && before),
        field: column.field,
        replace: edit.as === null ? others : { ...others, [edit.value]: edit.as },
      },
    },
  }
  await saveDecisions(db, orgId, importId, {
    mapping: { version: 1, files: [...held.filter(({ name }) => name !== file.name), entry] } satisfies Mapping,
  })
}

/** Says what a file holds; null leaves it out. Its columns are recognised anew for that. */
export async function editObject(
  db: Ctx['db'],
  orgId: string,
  importId: string,
  edit: { readonly fileNo: number; readonly object: ObjectKind | null },
): Promise<void> {
  const { plan, mapping } = await readImport(db, orgId, importId)
  const file = plan?.files[edit.fileNo]
  if (file === undefined) throw new LeadoutError('not-found', 'There is no such file')
  const held = (mapping as Mapping | null)?.files ?? []
  const others = held.filter(({ name }) => name !== file.name)
  await saveDecisions(db, orgId, importId, {
    mapping: {
      version: 1,
      files: [...others, { name: file.name, object: edit.object, columns: {} }],
    } satisfies Mapping,
  })
}
