/** What is needed to write a figure; money in minor units. */
export interface ShownFigure {
  readonly value: number | null
  readonly numerator: number | null
  readonly denominator: number | null
  readonly n: number
}

interface ShownKind {
  readonly kind: string
  readonly unit: string
}

/**
 * How a figure is written (metrics.md Kinds): a rate of fewer than 5 is "too few", of fewer than 30 "4 of 21", and a
 * percentage from there on; a quotient or a median of fewer than 5 is "too few" as well.
 */
export type Display =
  | { readonly as: 'none' }
  | { readonly as: 'too-few' }
  | { readonly as: 'of'; readonly numerator: number; readonly denominator: number }
  | { readonly as: 'percent' | 'money' | 'number' | 'days' | 'hours'; readonly value: number }

const FEWEST = 5
const PERCENT_FROM = 30

export function displayOf({ value, numerator, denominator, n }: ShownFigure, { kind, unit }: ShownKind): Display {
  if (value === null) return { as: 'none' }
  const divided = kind === 'proportion' || kind === 'quotient' || kind === 'median'
  if (divided && n < FEWEST) return { as: 'too-few' }
  if (kind === 'proportion' && n < PERCENT_FROM && numerator !== null && denominator !== null)
    return { as: 'of', numerator, denominator }
  switch (unit) {
    case 'money':
      return { as: 'money', value }
    case 'share':
      return { as: 'percent', value }
    case 'days':
      return { as: 'days', value }
    case 'hours':
      return { as: 'hours', value }
    default:
      return { as: 'number', value }
  }
}

/** Whether a figure says enough to be held against a band. */
export function isComparable(figure: ShownFigure, meaning: ShownKind): boolean {
  const { as } = displayOf(figure, meaning)
  return as !== 'none' && as !== 'too-few'
}
