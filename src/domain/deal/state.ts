import type { Instant, LocalDate } from '../instant.ts'
import type { LocalEdits } from './differs.ts'

export type DealStatus = 'open' | 'won' | 'lost'

/** The fields of a deal that a ledger patch may set. References are ids of Leadout, money is in minor units. */
export interface DealFields {
  /** set once per creation; the deal exists from this change on */
  readonly created?: boolean
  readonly externalId?: string | null
  readonly name?: string | null
  readonly accountId?: string | null
  readonly pipelineId?: string | null
  readonly stageId?: string | null
  /** overrules the stage's kind where the source's flags were chosen over its stages */
  readonly outcome?: DealStatus | null
  readonly ownerId?: string | null
  readonly creatorId?: string | null
  readonly amount?: number | null
  readonly currency?: string | null
  readonly closeDate?: LocalDate | null
  readonly type?: string | null
  readonly source?: string | null
  readonly segment?: string | null
  readonly campaignId?: string | null
  readonly reason?: string | null
  readonly forecastCategory?: string | null
  readonly nextStep?: string | null
  /** by when it is to be done */
  readonly nextStepDate?: LocalDate | null
  readonly custom?: Readonly<Record<string, string>>
  readonly deleted?: boolean
}

/** A deal at one instant: its fields, and what its history up to then says. */
export interface DealState extends DealFields, LocalEdits {
  readonly createdAt: Instant
  /** local date of creation where the source gave no time */
  readonly createdDate: LocalDate | null
  readonly status: DealStatus
  /** start of the present unbroken run of this status */
  readonly statusSince: Instant
  /** local date of `statusSince` where the source gave no time */
  readonly statusDate: LocalDate | null
  /** has been in the pipeline's accepted stage or a later open one (metrics.md Accepted) */
  readonly accepted: boolean
  /** highest order among the open stages it has been in */
  readonly reachedOrder: number | null
  /** first owner who is a person */
  readonly firstOwnerId: string | null
  /** owner at the moment of the present outcome */
  readonly outcomeOwnerId: string | null
  /** last amount above 0, kept for the amount of a loss */
  readonly lastPositiveAmount: number | null
  /** creation or the present outcome was inferred */
  readonly reconstructed: boolean
  readonly createdReconstructed: boolean
}

/** What the stage map says of a stage at one instant. */
export interface StageView {
  readonly pipelineId: string
  readonly order: number
  readonly kind: DealStatus
  /** order of the pipeline's accepted stage */
  readonly acceptedOrder: number
}
