import type { ObjectKind } from '#domain/import/object-kind.ts'
import type { FileProfile } from '../profile/file.ts'
import { compactName } from '../vendors/vendor.ts'
import { evidence, traitsOf, type ColumnTraits } from './content.ts'
import { isNameless, namelessEvidence, orderPairs } from './nameless.ts'
import { allTables, headerScores, telling, type CompiledTable } from './names.ts'

/** One column's place in a table. */
export interface Match {
  readonly column: number
  readonly field: string
  readonly score: number
  /** a human said so */
  readonly decided?: true
}

export interface Candidate {
  readonly table: CompiledTable
  readonly matches: readonly Match[]
  readonly score: number
}

export interface Recognised {
  /** null: nothing fits well enough */
  readonly best: Candidate | null
  readonly confidence: number
}

const LEAST_MATCH = 0.5
/** without names cells have to do: shown as guesses */
const LEAST_NAMELESS = 0.2
const LEAST_SCORE = 1.1
const NEARLY_ALL = 0.7

/** What a file most likely holds, from its columns' names and cells. */
export function recogniseTable(name: string, profile: FileProfile): Recognised {
  const traits = profile.columns.map(traitsOf)
  const weigh = rememberedEvidence(traits, profile.header)
  const candidates = allTables()
    .map((table) => candidate(table, name, profile, traits, weigh))
    .filter((c) => c !== null)
  candidates.sort((a, b) => b.score - a.score)
  const best = candidates[0]
  if (best === undefined || best.score < LEAST_SCORE) return { best: null, confidence: 0 }
  const rival = candidates.find((c) => c.table.spec.object !== best.table.spec.object)
  const margin = rival === undefined ? 1 : (best.score - rival.score) / best.score
  const strength = Math.min(1, best.score / 5)
  const named = best.matches.some(({ column }) => !isNameless(profile.header[column]!))
  const confidence = Math.min(named ? 1 : 0.8, 0.45 + 0.35 * strength + 0.6 * margin)
  return { best, confidence: Math.round(confidence * 100) / 100 }
}

type Weigh = (object: ObjectKind, field: string, column: number) => number

/** tables of one object ask the same of a column */
function rememberedEvidence(traits: readonly ColumnTraits[], header: readonly string[]): Weigh {
  const known = traits.map(() => new Map<string, number>())
  return (object, field, column) => {
    const key = `${object}.${field}`
    let value = known[column]!.get(key)
    if (value === undefined) {
      value = (isNameless(header[column]!) ? namelessEvidence : evidence)(object, field, traits[column]!)
      known[column]!.set(key, value)
    }
    return value
  }
}

function candidate(
  table: CompiledTable,
  name: string,
  profile: FileProfile,
  traits: readonly ColumnTraits[],
  weigh: Weigh,
): Candidate | null {
  const matches = orderPairs(profile, assign(table, profile.header, weigh))
  const found = new Set(matches.map(({ field }) => field))
  if (!table.spec.needs.every((fields) => fields.some((field) => found.has(field)))) return null
  if (table.spec.whole === true && found.size < Object.keys(table.spec.fields).length * NEARLY_ALL) return null
  const byName = fileScore(table, name)
  let score = byName
  const compact = profile.header.map(compactName)
  for (const match of matches) {
    const header = compact[match.column]!
    const exact = table.names.has(header)
    score += match.score * (exact ? telling(header) : isNameless(profile.header[match.column]!) ? 0.5 : 0.25)
    if (match.field === 'id' && traits[match.column]!.idOf === table.spec.object && table.spec.object !== null)
      score += 2
    if (match.field === 'stage' && traits[match.column]!.stageWords > 0.4) score += 0.5
  }
  for (const header of compact) {
    if (table.marks.has(header)) score += 0.4 + 0.6 * telling(header)
    else if (table.ignored.has(header)) score += 0.1
  }
  // a history names the same deal on many rows; a deal list names each once
  const identity = matches.find(({ field }) => field === 'id')
  if (table.spec.object === 'dealHistory' || table.spec.object === 'dealFieldHistory') {
    const deal = matches.find(({ field }) => field === 'deal')
    if (deal !== undefined && traits[deal.column]!.unique && profile.rows > 3 && byName < 1) score -= 1.5
  }
  if (table.spec.object === 'deal' && identity !== undefined && !traits[identity.column]!.unique && profile.rows > 3)
    score -= 1
  if (table.vendor.signature !== undefined && profile.header.some((title) => table.vendor.signature!.test(title)))
    score += 0.5
  return { table, matches, score: score * weightOf(table, compact, profile, traits) }
}

/** A vendor wins where something is its own; names that everybody uses speak for a list of no vendor. */
function weightOf(
  { vendor, spec, own, marks }: CompiledTable,
  compact: readonly string[],
  profile: FileProfile,
  traits: readonly ColumnTraits[],
): number {
  if (vendor.id === 'file') return 0.8
  const signed = vendor.signature !== undefined && profile.header.some((title) => vendor.signature!.test(title))
  const ids = vendor.id === 'salesforce' && traits.some(({ idOf }) => idOf === spec.object && idOf !== null)
  const marked = compact.filter((header) => marks.has(header)).length >= 3
  return signed || ids || marked || compact.some((header) => own.has(header)) ? 1 : 0.75
}

function fileScore(table: CompiledTable, name: string): number {
  const stem = compactName(
    name
      .replace(/^.*[/#]/, '')
      .replace(/\.\w+$/, '')
      .replace(/(?:[_ -]?(?:data|export|report|list|\d+))+$/i, ''),
  )
  if (table.files.includes(stem)) return 1.6
  return table.files.some((word) => word.length > 3 && stem.includes(word)) ? 0.4 : 0
}

/** best pairs first; each column and each field once */
function assign(table: CompiledTable, header: readonly string[], weigh: Weigh): Match[] {
  const { object, fields } = table.spec
  const pairs: Match[] = []
  for (const [column, title] of header.entries()) {
    if (table.ignored.has(compactName(title))) continue
    const scores = headerScores(table, title)
    for (const field of object === null ? Object.keys(fields) : isNameless(title) ? table.fields : scores.keys()) {
      const score = combine(scores.get(field) ?? 0, object === null ? 0 : weigh(object, field, column))
      if (score >= (isNameless(title) ? LEAST_NAMELESS : LEAST_MATCH)) pairs.push({ column, field, score })
    }
  }
  pairs.sort((a, b) => b.score - a.score || a.column - b.column)
  const columns = new Set<number>()
  const taken = new Set<string>()
  return pairs.filter(({ column, field }) => {
    if (columns.has(column) || taken.has(field)) return false
    columns.add(column)
    taken.add(field)
    return true
  })
}

/** name and cells together: cells can take a name's claim away, and raise it without being able to prove it alone */
function combine(name: number, cells: number): number {
  // a doubt about the cells weighs little against an exact name, a contradiction weighs in full
  if (cells < 0) return name * (1 + (name > 0.85 && cells > -0.85 ? cells * 0.3 : cells))
  return name + (1 - name) * cells * (name > 0 ? 0.6 : 0.8)
}
