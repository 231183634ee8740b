import type { Change } from '../span/box.ts'

/** Fields of a deal that both a source and a person here may set. */
export const SHARED_FIELDS = [
  'name',
  'stageId',
  'ownerId',
  'accountId',
  'amount',
  'currency',
  'closeDate',
  'reason',
  'nextStep',
  'nextStepDate',
  'type',
  'source',
  'segment',
  'forecastCategory',
] as const
export type SharedField = (typeof SHARED_FIELDS)[number]

/** Where a local edit stands against a source: what the source says, by field. */
export type Differs = Readonly<Partial<Record<SharedField, unknown>>>

export interface LocalEdits {
  /** whether any source has said anything of the deal: one made by hand differs from nothing */
  readonly sourced: boolean
  readonly differs: Differs
}

/**
 * Follows what a source says of each field beside what was edited here (architecture.md, Ledger). A source wins where
 * it speaks later than the edit; until then the edit stands and the field differs, unless both say the same.
 */
export function followEdits(
  previous: (LocalEdits & Readonly<Record<string, unknown>>) | null,
  changes: readonly Change[],
): LocalEdits {
  const differs: Partial<Record<SharedField, unknown>> = { ...previous?.differs }
  const held: Record<string, unknown> = { ...previous }
  let sourced = previous?.sourced ?? false
  for (const { patch, local } of changes) {
    for (const field of SHARED_FIELDS) {
      if (!(field in patch)) continue
      const value = patch[field] ?? null
      const theirs = field in differs ? differs[field] : (held[field] ?? null)
      if (local === true && sourced && value !== theirs) differs[field] = theirs
      else delete differs[field]
      held[field] = value
    }
    sourced ||= local !== true
  }
  return { sourced, differs }
}
