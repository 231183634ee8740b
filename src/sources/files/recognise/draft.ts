import { fieldSpec } from '#domain/import/objects.ts'
import type { ObjectKind } from '#domain/import/object-kind.ts'
import type { RefBy } from '#domain/import/record.ts'
import { PROBLEM_COLUMNS } from '#domain/import/record.ts'
import { entryFor, type Mapping, type MappingEntry } from '../mapping.ts'
import type { FileProfile } from '../profile/file.ts'
import { compactName } from '../vendors/vendor.ts'
import { allTables, headerScores, type CompiledTable } from './names.ts'
import { recogniseTable, type Match } from './table.ts'

export interface ProfiledFile {
  readonly name: string
  readonly profile: FileProfile
}

/** A recognised file while the plan is being made. */
export interface Draft {
  readonly name: string
  readonly profile: FileProfile
  readonly object: ObjectKind
  readonly table: CompiledTable
  readonly confidence: number
  readonly matches: readonly Match[]
  /** columns kept out of the custom fields */
  readonly ignored: ReadonlySet<number>
  /** what a mapping decides: none of it is judged again */
  readonly decidedFields: ReadonlySet<string>
  readonly refBy: ReadonlyMap<number, RefBy>
  readonly styles: ReadonlyMap<number, readonly string[]>
  readonly replace: ReadonlyMap<number, Readonly<Record<string, string>>>
  readonly key: readonly string[] | null
  readonly constants: Readonly<Record<string, string>> | null
}

/** A file that stays out of the import, with the reason shown. */
export interface LeftOut {
  readonly name: string
  readonly profile: FileProfile
  readonly object: null
  readonly label: string
  readonly vendor: CompiledTable['vendor']['id']
}

/** What a file holds, as recognised and as a mapping decides. */
export function draftOf(file: ProfiledFile, mapping: Mapping | undefined): Draft | LeftOut {
  const { best, confidence } = recogniseTable(file.name, file.profile)
  const entry = mapping === undefined ? undefined : entryFor(mapping, file.name, file.profile.header)
  if (entry !== undefined) return decided(file, entry, best?.table ?? null, best?.matches ?? [])
  if (file.profile.hidden === true) return leftOut(file, null, 'a hidden sheet')
  const object = best?.table.spec.object ?? null
  if (best === null || object === null) return leftOut(file, best?.table ?? null, 'not recognised')
  const draft = { ...file, object, table: best.table, confidence, matches: best.matches, ...UNDECIDED }
  return { ...draft, ignored: derived(draft) }
}

const UNDECIDED = {
  decidedFields: new Set<string>(),
  refBy: new Map<number, RefBy>(),
  styles: new Map<number, readonly string[]>(),
  replace: new Map<number, Readonly<Record<string, string>>>(),
  key: null,
  constants: null,
}

function leftOut(file: ProfiledFile, table: CompiledTable | null, label: string): LeftOut {
  return {
    name: file.name,
    profile: file.profile,
    object: null,
    label: table?.spec.label ?? label,
    vendor: table?.vendor.id ?? 'file',
  }
}

/** empty columns, and those the vendor computes from others */
function derived({
  profile,
  table,
  matches,
}: {
  profile: FileProfile
  table: CompiledTable
  matches: readonly Match[]
}): Set<number> {
  const columns = profile.header.map((_, column) => column)
  return new Set(
    columns.filter((column) => {
      if (matches.some((match) => match.column === column)) return false
      if (PROBLEM_COLUMNS.includes(profile.header[column]!)) return true
      return table.ignored.has(compactName(profile.header[column]!)) || profile.columns[column]!.filled === 0
    }),
  )
}

function decided(
  file: ProfiledFile,
  entry: MappingEntry,
  table: CompiledTable | null,
  found: readonly Match[],
): Draft | LeftOut {
  if (entry.object === null) return leftOut(file, null, 'left out by the mapping')
  const { object } = entry
  const known =
    table?.spec.object === object
      ? table
      : allTables().find(
          ({ spec, vendor }) => spec.object === object && (vendor.id === 'file' || vendor.id === 'salesforce'),
        )!
  const matches: Match[] = []
  const ignored = new Set<number>()
  const refBy = new Map<number, RefBy>()
  const styles = new Map<number, readonly string[]>()
  const replace = new Map<number, Readonly<Record<string, string>>>()
  const open: number[] = []
  for (const [column, header] of file.profile.header.entries()) {
    const decision = entry.columns[header]
    if (decision === undefined) open.push(column)
    if (decision === 'ignore') ignored.add(column)
    if (decision === undefined || decision === null || decision === 'ignore') continue
    const chosen = typeof decision === 'string' ? { field: decision } : decision
    if (chosen.field === null || fieldSpec(object, chosen.field) === undefined) continue
    matches.push({ column, field: chosen.field, score: 1, decided: true })
    if ('refBy' in chosen && chosen.refBy !== undefined) refBy.set(column, chosen.refBy)
    if ('styles' in chosen && chosen.styles !== undefined) styles.set(column, chosen.styles)
    if ('replace' in chosen && chosen.replace !== undefined) replace.set(column, chosen.replace)
  }
  const decidedFields = new Set(matches.map(({ field }) => field))
  if (table?.spec.object === object)
    matches.push(...found.filter(({ column, field }) => open.includes(column) && !decidedFields.has(field)))
  const draft = {
    ...file,
    object,
    table: known,
    confidence: 1,
    matches,
    decidedFields,
    refBy,
    styles,
    replace,
    key: entry.key ?? null,
    constants: entry.constants ?? null,
  }
  for (const column of derived(draft)) if (open.includes(column)) ignored.add(column)
  return { ...draft, ignored }
}

/** True for a second stamp, or a second way of naming what another column refers to already. */
export function isSecond(draft: Draft, column: number): boolean {
  return [...headerScores(draft.table, draft.profile.header[column]!)].some(([field, score]) => {
    const type = fieldSpec(draft.object, field)?.type
    return score > 0.85 && (type === 'time' || type === 'ref') && draft.matches.some((match) => match.field === field)
  })
}
