import { useState, type KeyboardEvent } from 'react'
import { formatDate } from '#ui/format/time.ts'
import { useOpenDrawer } from '../../drawers.tsx'
import { figureToText } from '../../figure-address.ts'
import type { DealDetail } from '../../deal-detail.ts'
import styles from './drawer.module.css'
import { weekTouchesWords } from './words.ts'

const HEIGHT = 48
const WIDTH = 520

/** Touches of the last half year by week: theirs above the line, ours below it, those of unknown direction across. */
export function TouchTimeline({ weeks, dealId }: { weeks: DealDetail['weeks']; dealId: string }) {
  const open = useOpenDrawer()
  const most = Math.max(1, ...weeks.map(({ inbound, outbound, other }) => Math.max(inbound, outbound) + other))
  const touched = weeks.flatMap(({ from, inbound, outbound, other }) => (inbound + outbound + other > 0 ? [from] : []))
  const [held, setReached] = useState<string | null>(null)
  const reached = held !== null && touched.includes(held) ? held : touched.at(-1)
  /** the arrows go from week to week, Enter opens its receipt: one stop of Tab for all of them */
  const onKey = (event: KeyboardEvent<SVGRectElement>) => {
    const bars = [...(event.currentTarget.parentElement?.querySelectorAll<SVGRectElement>('rect') ?? [])]
    const at = bars.indexOf(event.currentTarget)
    const next = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: bars.length - 1 }[event.key]
    if (event.key === 'Enter' || event.key === ' ')
      event.currentTarget.dispatchEvent(new MouseEvent('click', { bubbles: true }))
    else if (next === undefined) return
    else bars[Math.min(bars.length - 1, Math.max(0, next))]?.focus()
    event.preventDefault()
    event.stopPropagation()
  }
  const step = WIDTH / weeks.length
  const unit = HEIGHT / 2 / most
  return (
    <figure className={styles.timeline}>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="group"
        aria-label="Touches by week: theirs above the line, ours below it"
      >
        <line x1={0} x2={WIDTH} y1={HEIGHT / 2} y2={HEIGHT / 2} className={styles.axis} />
        {weeks.map(({ from, inbound, outbound, other }, at) => {
          const above = (inbound + other / 2) * unit
          const below = (outbound + other / 2) * unit
          const x = at * step + 2
          const receipt = () =>
            open('receipt', figureToText({ kind: 'deal', of: { dealId, field: 'touches', week: from } }))
          return above + below === 0 ? null : (
            <rect
              key={from}
              x={x}
              y={HEIGHT / 2 - above}
              width={step - 4}
              height={above + below}
              className={styles.bar}
              role="button"
              tabIndex={from === reached ? 0 : -1}
              aria-label={weekTouchesWords(from, inbound, outbound, other)}
              onFocus={() => setReached(from)}
              onKeyDown={onKey}
              onClick={receipt}
            >
              <title>{weekTouchesWords(from, inbound, outbound, other)}</title>
            </rect>
          )
        })}
      </svg>
      <figcaption className={styles.ends}>
        <span>{weeks[0] ? formatDate(weeks[0].from) : ''}</span>
        <span>they above, we below</span>
        <span>this week</span>
      </figcaption>
    </figure>
  )
}
