/** What is looked for first, in this order: the first one with deals is shown. */
export const FINDINGS = ['untouched', 'overdue', 'open', 'won'] as const
export type FindingId = (typeof FINDINGS)[number]

/** Something true of the deals that their team may not know. */
export interface Finding {
  readonly id: FindingId
  readonly count: number
  /** minor units of `currency`, without deals of a currency that has no rate */
  readonly minor: number
  readonly currency: string
  readonly days: number | null
  /** the deals of it, as a search of the list of deals */
  readonly search: Readonly<Record<string, string>>
}

/** A deal behind a finding; amounts in minor units. */
export interface FoundDeal {
  readonly id: string
  readonly name: string | null
  readonly owner: string | null
  readonly closeDate: string | null
  readonly amount: number | null
  readonly currency: string
  readonly amountOrg: number | null
}

/** What rows show that are not written yet: their deals cannot be looked up later, so they come with it. */
export interface PreviewFinding extends Finding {
  /** the largest of them */
  readonly rows?: readonly FoundDeal[]
}

export const UNTOUCHED_DAYS = 30
