import { BARS, type Part } from '#domain/changes/waterfall.ts'
import type { WaterfallAnswer } from '../contract.ts'

export function tallyOf(answer: WaterfallAnswer, part: Part): { readonly count: number; readonly amount: number } {
  return part === 'opening' || part === 'closing' ? answer[part] : (answer.bars[part] ?? { count: 0, amount: 0 })
}

/** What is looked at first: the bar that moved most. */
export function largestBar(answer: WaterfallAnswer): Part {
  const [largest] = BARS.filter((bar) => tallyOf(answer, bar).count > 0).toSorted(
    (a, b) => tallyOf(answer, b).amount - tallyOf(answer, a).amount,
  )
  return largest ?? 'closing'
}
