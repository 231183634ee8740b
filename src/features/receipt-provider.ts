import type { Ctx } from '#services/context.ts'
import type { OrgView } from '#services/org/view.ts'
import type { FigureRef, Receipt } from './receipt.ts'

export interface ReceiptPage {
  readonly offset: number
  readonly limit: number
}

/** Explains the figures of one kind. It asks for the same permission as the screen that shows them. */
export interface ReceiptProvider {
  readonly kind: string
  /** @throws LeadoutError `not-found` or `invalid` for a figure it does not have, `forbidden` for one the reader may not see */
  explain(ctx: Ctx, view: OrgView, of: FigureRef['of'], page: ReceiptPage): Promise<Receipt>
}
