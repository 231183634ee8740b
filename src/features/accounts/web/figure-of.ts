import type { FigureRef } from '../../receipt.ts'

interface Of {
  readonly counted?: boolean
  readonly below?: boolean
  readonly only?: string
}

/** A figure of one account. */
export function accountFigure(
  accountId: string,
  figure: 'open' | 'won' | 'lost' | 'activities' | 'contacts' | 'products' | 'touches',
  of: Of = {},
): FigureRef {
  return { kind: 'account', of: { accountId, figure, ...of } }
}
