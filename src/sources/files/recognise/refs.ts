import { fieldSpec } from '#domain/import/objects.ts'
import type { ObjectKind } from '#domain/import/object-kind.ts'
import type { RefBy } from '#domain/import/record.ts'
import type { FileProfile } from '../profile/file.ts'
import { containment, unpackSketch, type Sketch } from '../profile/sketch.ts'
import { EMAIL, SALESFORCE_ID } from '../styles/cell.ts'
import { traitsOf } from './content.ts'
import { headerScores } from './names.ts'
import type { Draft } from './draft.ts'
import { isNameless } from './nameless.ts'

/** columns other files can refer to, by object */
interface Target {
  readonly by: RefBy
  readonly sketch: Sketch
}

export function refTargets(drafts: readonly Draft[]): ReadonlyMap<ObjectKind, readonly Target[]> {
  const targets = new Map<ObjectKind, Target[]>()
  for (const draft of drafts) {
    const list = targets.get(draft.object) ?? []
    for (const by of ['id', 'email', 'name'] as const) {
      const match = draft.matches.find(({ field }) => field === by)
      if (match !== undefined) list.push({ by, sketch: unpackSketch(draft.profile.columns[match.column]!.sketch) })
    }
    if (draft.profile.fullName !== null) list.push({ by: 'name', sketch: unpackSketch(draft.profile.fullName.sketch) })
    targets.set(draft.object, list)
  }
  return targets
}

export interface RefVerdict {
  readonly by: RefBy
  /** share of the column's values found in the files; null where no file holds the object */
  readonly found: number | null
}

/** What a reference column holds: decided by where its values occur, else by what they look like. */
export function judgeRef(
  profile: FileProfile,
  column: number,
  to: ObjectKind,
  targets: ReadonlyMap<ObjectKind, readonly Target[]>,
): RefVerdict {
  const values = unpackSketch(profile.columns[column]!.sketch)
  let best: RefVerdict | null = null
  for (const target of targets.get(to) ?? []) {
    const { share } = containment(values, target.sketch)
    if (best === null || share > best.found!) best = { by: target.by, found: share }
  }
  if (best !== null && best.found! >= 0.2) return best
  return { by: looksLike(profile, column), found: best === null ? null : best.found }
}

function looksLike(profile: FileProfile, column: number): RefBy {
  const { shapes, filled, examples } = profile.columns[column]!
  if (/\bids?(?: \(primary\))?$|[a-z_]id$/i.test(profile.header[column]!.trim())) return 'id'
  const share = (bit: number) =>
    shapes.reduce((n, { bits, cells }) => (bits & bit ? n + cells : n), 0) / Math.max(1, filled)
  if (share(EMAIL) > 0.8) return 'email'
  if (share(SALESFORCE_ID) > 0.8) return 'id'
  return examples.length > 0 && examples.every((text) => /^(?=.*\d)[\w+/=-]+$/.test(text)) ? 'id' : 'name'
}

export const isRef = (object: ObjectKind, field: string): boolean => fieldSpec(object, field)?.type === 'ref'

/** a column whose values are those of another file's ids, names or addresses refers to it, whatever it is called */
const ENOUGH_FOUND = 0.6
const NAMED = 0.8

/**
 * Puts references right by the values: of an id column and a name column for one reference the id wins where its
 * values are found, else the name, which a human can read; and a column nobody named is a reference where most of its
 * values occur in the file referred to.
 */
export function settleRefs(draft: Draft, targets: ReadonlyMap<ObjectKind, readonly Target[]>): Draft {
  const { table } = draft
  const matches = [...draft.matches]
  const fields = table.fields.filter((field) => isRef(draft.object, field))
  const titles = draft.profile.header.map((title) => headerScores(table, title))
  for (const field of fields) {
    const to = fieldSpec(draft.object, field)!.to!
    if (to === draft.object) continue
    const at = matches.findIndex((match) => match.field === field)
    const current = matches[at]
    if (current?.decided === true || draft.decidedFields.has(field)) continue
    const free = draft.profile.header
      .map((_, i) => i)
      .filter(
        (i) =>
          !draft.ignored.has(i) &&
          (i === current?.column || !matches.some((match) => match.column === i && match.score >= ENOUGH_FOUND)),
      )
    const claims = free.map((column) => ({
      column,
      found: judgeRef(draft.profile, column, to, targets),
      named: titles[column]!.get(field) ?? 0,
      filled: draft.profile.columns[column]!.filled,
    }))
    const named = claims.filter(({ named: score, filled }) => score >= NAMED && filled > 0)
    if (named.length > 1 && at >= 0) {
      const best = named.sort((a, b) => rank(b.found) - rank(a.found) || b.named - a.named)[0]!
      matches[at] = { column: best.column, field, score: Math.max(current!.score, best.named) }
    } else if (current === undefined || current.score < ENOUGH_FOUND) {
      // one reference to a kind of object may be found by values; a second one needs a name
      if (matches.some((match) => match.field !== field && fieldSpec(draft.object, match.field)?.to === to)) continue
      const best = claims
        .filter((claim) => isClaim(draft, claim) && !namesAnother(titles[claim.column]!, field))
        .sort((a, b) => b.found.found! - a.found.found!)[0]
      if (best === undefined) continue
      const match = { column: best.column, field, score: Math.round((0.5 + 0.4 * best.found.found!) * 100) / 100 }
      for (let i = matches.length - 1; i >= 0; i--)
        if (i !== at && matches[i]!.column === best.column) matches.splice(i, 1)
      const place = matches.findIndex((other) => other.field === field)
      if (place >= 0) matches[place] = match
      else matches.push(match)
    }
  }
  return { ...draft, matches }
}

const namesAnother = (scores: ReadonlyMap<string, number>, field: string): boolean =>
  [...scores].some(([other, score]) => other !== field && score >= NAMED)

const rank = ({ by, found }: RefVerdict): number =>
  found !== null && found >= 0.2 ? 2 + found + (by === 'id' ? 1 : 0) : by === 'id' ? 0 : 1

function isClaim(draft: Draft, { column, found }: { column: number; found: RefVerdict }): boolean {
  const traits = traitsOf(draft.profile.columns[column]!)
  // small numbers occur among all ids: only a column nobody named may be claimed by them
  const telling = traits.number < 0.5 || isNameless(draft.profile.header[column]!)
  return (
    found.found !== null &&
    found.found >= ENOUGH_FOUND &&
    traits.filled >= 2 &&
    traits.date < 0.5 &&
    traits.boolean < 0.9 &&
    telling
  )
}
