import { fieldSpec, type ObjectKind } from '#domain/import/objects.ts'
import type { RefBy } from '#domain/import/record.ts'
import type { FileProfile } from '../profile/file.ts'
import { containment, unpackSketch, type Sketch } from '../profile/sketch.ts'
import { EMAIL, SALESFORCE_ID } from '../styles/cell.ts'
import type { Match } from './table.ts'

/** A recognised file while the plan is being made. */
export interface Draft {
  readonly name: string
  readonly profile: FileProfile
  readonly object: ObjectKind
  readonly matches: readonly Match[]
}

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
export function judgeRef(profile: FileProfile, column: number, to: ObjectKind, targets: ReadonlyMap<ObjectKind, readonly Target[]>): RefVerdict {
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
  const share = (bit: number) => shapes.reduce((n, { bits, cells }) => (bits & bit ? n + cells : n), 0) / Math.max(1, filled)
  if (share(EMAIL) > 0.8) return 'email'
  if (share(SALESFORCE_ID) > 0.8) return 'id'
  return examples.length > 0 && examples.every((text) => /^(?=.*\d)[\w+/=-]{2,}$/.test(text)) ? 'id' : 'name'
}

export const isRef = (object: ObjectKind, field: string): boolean => fieldSpec(object, field)?.type === 'ref'
