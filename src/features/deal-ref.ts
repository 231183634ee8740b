import type { FigureRef } from './receipt.ts'
import { scopeToText } from './scope-text.ts'
import type { Scope } from './scope.ts'

/** The amount of one deal, with every value that it had. */
export function dealAmountRef(dealId: string): FigureRef {
  return { kind: 'deal', of: { dealId, field: 'amount' } }
}

type Search = Readonly<Record<string, string | undefined>>

/** What the deals of a list add up to, or how many they are; the list is named as its address names it. */
export function dealsRef(figure: 'sum' | 'count', scope: Scope, search: Search): FigureRef {
  const named = Object.entries(search).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return {
    kind: 'deals',
    of: { ...Object.fromEntries(named), scope: scopeToText(scope), ...(figure === 'count' && { figure }) },
  }
}
