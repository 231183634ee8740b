import type { FigureRef } from '../../receipt.ts'
import type { Scope } from '../../scope.ts'
import { scopeToText } from '../../scope-text.ts'

export type BaselineWhat = 'win' | 'pace' | 'needed' | 'effort' | 'sellers' | 'wins' | 'reach' | 'lever'

/** Names a number of a baseline for its receipt. */
export function baselineRef(
  { scope, period, days }: { readonly scope: Scope; readonly period: string; readonly days: number },
  what: BaselineWhat,
  id = '',
): FigureRef {
  return { kind: 'baseline', of: { scope: scopeToText(scope), period, days, what, id } }
}
