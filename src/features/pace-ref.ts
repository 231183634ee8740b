import type { FigureRef } from './receipt.ts'
import { scopeToText } from './scope-text.ts'
import type { Scope } from './scope.ts'

/** The figures of a scope in a period whose receipts the burn-down gives. */
export const PACE_FIGURES = [
  'booked',
  'goal',
  'remaining',
  'share',
  'ahead',
  'pace',
  'lands',
  'recent',
  'needed',
  'weighted',
  'wins',
  'ideal',
  'gap',
  'due',
  'landing-change',
] as const
export type PaceFigure = (typeof PACE_FIGURES)[number]

/** `on`: a day of the period, or the day that is compared with; without it the as-of day. */
export function paceRef(figure: PaceFigure, scope: Scope, period: string, on?: string): FigureRef {
  return { kind: 'pace', of: { figure, scope: scopeToText(scope), period, ...(on !== undefined && { on }) } }
}
