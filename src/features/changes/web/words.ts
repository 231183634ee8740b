import { BARS, type Bar, SIGNS } from '#domain/changes/waterfall.ts'
import { formatMoney } from '#ui/format/money.ts'
import { formatPeriod } from '#ui/format/period.ts'
import { formatDate } from '#ui/format/time.ts'
import type { ChangedDeal, WaterfallAnswer } from '../contract.ts'
import { PART_WORDS } from '../../change-words.ts'

/** "What moved since 15 Nov", or between two days. */
export function headline({ fromDate, toDate }: WaterfallAnswer, until: string | undefined, locale?: string): string {
  const from = formatDate(fromDate, { locale })
  if (until === undefined) return `What moved since ${from}`
  return `What moved from ${from} to ${formatDate(toDate, { year: true, locale })}`
}

/** Whose deals, and which of them. */
export function lead(label: string, closingIn: string | undefined, locale?: string): string {
  if (closingIn === undefined) return `${label}, every open deal whenever it closes.`
  return `${label}, deals that close in ${formatPeriod(closingIn, locale)}.`
}

/** What the chart says: where it led, and by which bars, the largest first. */
export function chartSentence(answer: WaterfallAnswer, locale?: string): string {
  const { opening, closing, currency, bars } = answer
  const money = (minor: number) => formatMoney(minor, currency, { style: 'compact', locale })
  const among = (sign: 1 | -1) =>
    BARS.filter((bar) => SIGNS[bar] === sign && bars[bar].amount !== 0)
      .toSorted((a, b) => bars[b].amount - bars[a].amount)
      .map((bar) => `${PART_WORDS[bar].label.toLowerCase()} ${money(bars[bar].amount)}`)
      .join(', ')
  const [came, went] = [among(1), among(-1)]
  const led = `From ${money(opening.amount)} to ${money(closing.amount)}.`
  if (came === '' && went === '') return `${led} No amount moved.`
  if (went === '') return `${led} Came in: ${came}.`
  return came === '' ? `${led} Went out: ${went}.` : `${led} Came in: ${came}. Went out: ${went}.`
}

/** What became different for a deal of a bar, besides its amount. */
export function whatChanged(part: Bar | 'opening' | 'closing', deal: ChangedDeal, locale?: string): string {
  const { opening, closing } = deal
  const day = (date: string | null | undefined) => (date ? formatDate(date, { year: true, locale }) : 'no close date')
  const stage = (text: string | null | undefined) => text ?? 'stage unknown'
  const owner = (text: string | null | undefined) => text ?? 'no person'
  switch (part) {
    case 'pushed':
    case 'pulledIn':
      return `${day(opening?.closeDate)} → ${day(closing?.closeDate)}`
    case 'movedIn':
    case 'movedOut':
      if (closing === null) return 'deleted or merged'
      return `${owner(opening?.owner)} → ${owner(closing.owner)}`
    case 'new':
      return stage(closing?.stage)
    case 'opening':
      return stage(opening?.stage)
    default:
      if (opening === null || opening.stage === closing?.stage) return stage(closing?.stage)
      return `${stage(opening.stage)} → ${stage(closing?.stage)}`
  }
}
