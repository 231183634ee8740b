import type { FigureValue } from './receipt.ts'

/**
 * The details of a `conflict` error of a verb that found something else than its sender had seen. The sender shows both
 * values and asks; to overwrite, it sends the same input again with `base` replaced by this one.
 */
export interface Conflict {
  readonly fields: readonly {
    readonly label: string
    readonly yours: FigureValue
    readonly theirs: FigureValue
    /** who changed it; null for a source or where the reader may not see who */
    readonly by: string | null
  }[]
  readonly base?: unknown
}

/** Whether the details of an error are of this kind; others say in words alone what is wrong. */
export function isConflict(details: unknown): details is Conflict {
  return typeof details === 'object' && details !== null && 'fields' in details && Array.isArray(details.fields)
}
