import type { LocalDate } from '#domain/instant.ts'
import type { Scope } from '#domain/scope.ts'
import type { ScopeAccess } from '#services/access/scope.ts'
import type { PeriodWorld, ScopeFigure } from '#services/bookings/figures.ts'
import type { Ctx } from '#services/context.ts'
import type { OrgView } from '#services/org/view.ts'
import type { PaceFigure } from '../../pace-ref.ts'
import type { FigureValue, Receipt, ReceiptRows } from '../../receipt.ts'

export interface Asked {
  readonly name: PaceFigure
  readonly scope: Scope
  readonly period: string
  readonly on: LocalDate | null
}

export interface Question extends Asked {
  readonly ctx: Ctx
  readonly view: OrgView
  readonly world: PeriodWorld
  readonly access: ScopeAccess
  readonly figure: ScopeFigure
}

/** What one figure adds to the receipt that all of them share. */
export interface Explained {
  readonly value: FigureValue
  readonly parts: Receipt['parts']
  readonly rows?: ReceiptRows
  readonly window?: Receipt['window']
}
