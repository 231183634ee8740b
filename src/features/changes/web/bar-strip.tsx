import { AMOUNT_ONLY, PARTS, type Part, SIGNS } from '#domain/changes/waterfall.ts'
import { formatMoney } from '#ui/format/money.ts'
import { formatCount } from '#ui/format/number.ts'
import { Figure } from '../../figure.tsx'
import type { WaterfallAnswer } from '../contract.ts'
import { PART_WORDS } from '../../change-words.ts'
import styles from './changes.module.css'
import { tallyOf } from './tally.ts'
import type { Comparison } from './use-comparison.ts'

interface BarStripProps {
  readonly answer: WaterfallAnswer
  readonly comparison: Comparison
  readonly chosen: Part
}

/** Every part with its amount and number of deals; its name shows its deals below. */
export function BarStrip({ answer, comparison, chosen }: BarStripProps) {
  const { currency } = answer
  return (
    <ul className={styles.strip} aria-label="From opening to closing">
      {PARTS.map((part) => {
        const { count, amount } = tallyOf(answer, part)
        const sign = part === 'opening' || part === 'closing' ? 1 : SIGNS[part]
        const end = part === 'opening' || part === 'closing'
        return (
          <li key={part} className={styles.part} data-empty={count === 0 || undefined} data-end={end || undefined}>
            <button
              type="button"
              className={styles.name}
              aria-pressed={part === chosen}
              title={PART_WORDS[part].meaning}
              onClick={() => comparison.choose(part)}
            >
              {PART_WORDS[part].label}
            </button>
            <span className={styles.amount} title={formatMoney(amount, currency, { style: 'exact' })}>
              <Figure figure={comparison.figure(part, 'amount')}>
                {formatMoney(sign * amount, currency, { style: 'compact', sign: !end })}
              </Figure>
            </span>
            <span className={styles.count}>
              <Figure figure={comparison.figure(part, 'count')}>{dealsWords(part, count)}</Figure>
            </span>
          </li>
        )
      })}
    </ul>
  )
}

function dealsWords(part: Part, count: number): string {
  if (part !== 'opening' && part !== 'closing' && AMOUNT_ONLY.has(part)) return `on ${formatCount(count)}`
  return count === 1 ? '1 deal' : `${formatCount(count)} deals`
}
