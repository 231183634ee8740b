import { useEffect, useState } from 'react'
import { formatMoney } from '#ui/format/money.ts'
import { Mark } from '#ui/mark.tsx'
import type { WonDeal } from '../../won-deal.ts'
import styles from './celebration.module.css'

const SHOWN_MS = 5000

/** Five seconds for a win that came in while the board was on; several wait for each other. Still when motion is reduced. */
export function Celebration({ won }: { won: readonly WonDeal[] }) {
  const [seen, setSeen] = useState(() => new Set(won.map((deal) => deal.dealId)))
  const [queue, setQueue] = useState<readonly WonDeal[]>([])
  const fresh = won.filter((deal) => !seen.has(deal.dealId))
  if (fresh.length > 0) {
    setSeen(new Set([...seen, ...fresh.map((deal) => deal.dealId)]))
    setQueue([...queue, ...fresh.toReversed()])
  }
  const [current] = queue
  const currentId = current?.dealId
  useEffect(() => {
    if (currentId === undefined) return
    const timer = setTimeout(() => setQueue((waiting) => waiting.slice(1)), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [currentId])

  if (!current) return null
  return (
    <div className={styles.celebration} role="status" key={current.dealId}>
      <span className={styles.ride}>
        <Mark size={120} />
      </span>
      <p className={styles.name}>{current.name}</p>
      <p className={styles.who}>
        {[
          current.amount === null ? null : formatMoney(current.amount, current.currency, { style: 'compact' }),
          current.owner,
        ]
          .filter((part) => part !== null)
          .join(' · ')}
      </p>
    </div>
  )
}
