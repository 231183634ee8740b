import type { DealSearch } from '#domain/deal/list.ts'
import type { FigureRef } from '../../receipt.ts'
import { scopeToText } from '../../scope-text.ts'
import type { Scope } from '../../scope.ts'

/** The sum or the count of a list, or of one of its groups. */
export function listFigure(
  search: DealSearch,
  scope: Scope,
  { counted, key }: { readonly counted: boolean; readonly key?: string },
): FigureRef {
  const parts = Object.entries(search).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return {
    kind: 'deals',
    of: {
      ...Object.fromEntries(parts),
      scope: scopeToText(scope),
      figure: counted ? 'count' : 'sum',
      ...(key !== undefined && { key }),
    },
  }
}
