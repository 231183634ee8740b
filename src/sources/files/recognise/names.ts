import type { ObjectKind } from '#domain/import/object-kind.ts'
import { VENDORS } from '../vendors/index.ts'
import { compactName, nameWords, type TableSpec, type VendorSpec } from '../vendors/vendor.ts'

/** A vendor's table with its names compacted, ready to be compared with a header. */
export interface CompiledTable {
  readonly vendor: VendorSpec
  readonly spec: TableSpec
  readonly fields: readonly string[]
  readonly names: ReadonlyMap<string, readonly { readonly field: string; readonly score: number }[]>
  /** names by each of their words */
  readonly words: ReadonlyMap<
    string,
    readonly { readonly field: string; readonly size: number; readonly name: number }[]
  >
  readonly marks: ReadonlySet<string>
  readonly ignored: ReadonlySet<string>
  /** names that lists of no vendor do not have */
  readonly own: ReadonlySet<string>
  readonly files: readonly string[]
  /** words for the object itself, which headers repeat: `Deal Amount`, `Opportunity Owner` */
  readonly self: ReadonlySet<string>
}

/** words that change nothing about what a column is */
const FILLERS = new Set(
  [
    'of',
    'the',
    'de',
    'la',
    'le',
    'les',
    'l',
    'd',
    'du',
    'des',
    'der',
    'die',
    'das',
    'dem',
    'den',
    'associated',
    'primary',
    'zugeordnet',
    'zugeordnete',
    'zugeordnetes',
    'zugeordneter',
    'associé',
    'associée',
    'voraussichtlich',
    'voraussichtlicher',
    'voraussichtliches',
    'prévu',
    'prévue',
    'prévisionnel',
    'prévisionnelle',
    'ht',
    'ttc',
    'netto',
    'net',
    'eur',
    'usd',
    'gbp',
    'chf',
  ].map(compactName),
)
const coreOf = (words: readonly string[]): string => words.filter((word) => !FILLERS.has(word)).join('')

const SELF: Readonly<Partial<Record<ObjectKind, readonly string[]>>> = {
  deal: [
    'deal',
    'opportunity',
    'opp',
    'potential',
    'sales',
    'verkaufschance',
    'geschäft',
    'affaire',
    'opportunité',
    'transaction',
    'vente',
    'total',
  ],
  activity: ['activity', 'task', 'event', 'call', 'meeting'],
  account: ['account', 'company', 'customer'],
  contact: ['contact'],
  lead: ['lead'],
  person: ['user', 'employee', 'rep', 'sales'],
  product: ['product'],
  campaign: ['campaign'],
  stage: ['stage'],
}

function compile(vendor: VendorSpec, spec: TableSpec): CompiledTable {
  const names = new Map<string, { field: string; score: number }[]>()
  const words = new Map<string, { field: string; size: number; name: number }[]>()
  let count = 0
  const addName = (key: string, field: string, score: number): boolean => {
    const known = names.get(key) ?? []
    if (key === '' || known.some((entry) => entry.field === field)) return false
    names.set(key, [...known, { field, score }])
    return true
  }
  const add = (fields: TableSpec['fields'], base: number) => {
    for (const [field, list] of Object.entries(fields)) {
      for (const [index, name] of list.entries()) {
        const score = base - Math.min(index, 30) * 0.001
        if (!addName(compactName(name), field, score)) continue
        addName(coreOf(nameWords(name)), field, score - 0.02)
        const parts = new Set(nameWords(name))
        count += 1
        for (const word of parts)
          words.set(word, [...(words.get(word) ?? []), { field, size: parts.size, name: count }])
      }
    }
  }
  add(spec.fields, vendor.id === 'file' ? 0.94 : 0.96)
  const common = VENDORS.find(({ id }) => id === 'file')?.tables.find(({ object }) => object === spec.object)
  if (common !== undefined && common !== spec && spec.object !== null) add(common.fields, 0.9)
  const plain = new Set([...Object.values(common?.fields ?? {}).flat(), ...(common?.marks ?? [])].map(compactName))
  const told = [...Object.values(spec.fields).flat(), ...(spec.marks ?? []), ...(spec.ignored ?? [])].map(compactName)
  return {
    vendor,
    spec,
    own: new Set(told.filter((name) => !plain.has(name))),
    names,
    words,
    fields: [...new Set([...names.values()].flat().map(({ field }) => field))],
    marks: new Set((spec.marks ?? []).map(compactName)),
    ignored: new Set((spec.ignored ?? []).map(compactName)),
    files: spec.files.map(compactName),
    self: new Set(spec.object === null ? [] : (SELF[spec.object] ?? []).map(compactName)),
  }
}

let compiled: readonly CompiledTable[] | undefined

/** The tables of all vendors; taken apart on first use, because that would be a fifth of the server's start. */
export function allTables(): readonly CompiledTable[] {
  compiled ??= VENDORS.flatMap((vendor) => vendor.tables.map((spec) => compile(vendor, spec)))
  return compiled
}

let objectsByName: ReadonlyMap<string, ReadonlySet<string>> | undefined

/** How much a name tells about the object: 1 when only one object has such a column, little when all have. */
export function telling(compact: string): number {
  objectsByName ??= countObjects()
  return 1 / (objectsByName.get(compact)?.size ?? 1)
}

function countObjects(): Map<string, Set<string>> {
  const byName = new Map<string, Set<string>>()
  for (const { spec, names, marks } of allTables()) {
    for (const name of [...names.keys(), ...marks]) {
      const objects = byName.get(name) ?? new Set()
      objects.add(spec.object ?? spec.label)
      byName.set(name, objects)
    }
  }
  return byName
}

/** Likeness of a header and a field's names, 0 to 1. Exact names score above 0.85, names that share words below 0.7. */
export function headerScores(table: CompiledTable, header: string): ReadonlyMap<string, number> {
  let known = scoresByTable.get(table)
  if (known === undefined || known.size > 20_000) scoresByTable.set(table, (known = new Map()))
  let scores = known.get(header)
  if (scores === undefined) known.set(header, (scores = scoreHeader(table, header)))
  return scores
}

const scoresByTable = new Map<CompiledTable, Map<string, ReadonlyMap<string, number>>>()

function scoreHeader(table: CompiledTable, header: string): ReadonlyMap<string, number> {
  const scores = new Map<string, number>()
  const raise = (field: string, score: number) => scores.set(field, Math.max(score, scores.get(field) ?? 0))
  for (const { field, score } of table.names.get(compactName(header)) ?? []) raise(field, score)
  const words = nameWords(header)
  for (const { field, score } of table.names.get(coreOf(words)) ?? []) raise(field, score - 0.02)
  const without = words.filter((word) => !table.self.has(word))
  if (without.length > 0 && without.length < words.length) {
    for (const { field, score } of table.names.get(coreOf(without)) ?? []) raise(field, score - 0.05)
  }
  if (scores.size > 0 || words.length === 0) return scores
  const set = new Set(without.length > 0 ? without : words)
  const shared = new Map<number, { field: string; size: number; words: number }>()
  for (const word of set) {
    for (const { field, size, name } of table.words.get(word) ?? []) {
      const known = shared.get(name)
      if (known === undefined) shared.set(name, { field, size, words: 1 })
      else known.words += 1
    }
  }
  for (const { field, size, words: common } of shared.values())
    raise(field, (0.65 * common) / (set.size + size - common))
  return scores
}
