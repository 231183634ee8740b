import { useMemo } from 'react'
import { BurnDownChart } from '#ui/charts/burn-down-chart.tsx'
import { wallSizes } from '#ui/charts/burn-down-option.ts'
import { formatMoney } from '#ui/format/money.ts'
import { formatPercent } from '#ui/format/number.ts'
import { paceWords } from '#ui/format/pace-words.ts'
import { State } from '#ui/state.tsx'
import type { BurnDownPage } from '../contract.ts'
import styles from './wall.module.css'

/** The burn-down of one scope, large: the number, both states in words, the two lines. */
export function WallBurnDown({ page, currency }: { page: BurnDownPage; currency: string }) {
  const words = paceWords(page.row)
  const format = useMemo(() => {
    const share = (value: number) => formatPercent(value)
    const money = (value: number) => formatMoney(Math.round(value), currency, { style: 'compact' })
    return page.unit === 'share' ? { value: share, exact: share } : { value: money, exact: money }
  }, [page.unit, currency])
  const figures = useMemo(() => {
    const first = page.days[0]
    const goal = page.unit === 'share' ? 1 : page.row.goal
    const { landsShare } = page.row
    return {
      days: page.days,
      openingGoal: page.goalChanges[0]?.from ?? (first ? goal : null),
      goalChanges: page.goalChanges,
      leftAtEnd: goal === null || landsShare === null ? null : goal * (1 - landsShare),
    }
  }, [page])
  const last = page.days.findLast((day) => day.remaining !== null)?.remaining ?? null
  const left = last === null ? '' : last > 0 ? `${format.value(last)} left` : 'goal reached'
  const chart = useMemo(() => ({ left, lands: words.lands ?? '' }), [left, words.lands])
  return (
    <div className={styles.burnDown}>
      <p className={styles.figures}>
        <span className={styles.number}>{words.booked}</span>
        {words.ahead ? (
          <span className={styles.words}>
            <State state={words.state}>{words.ahead}</State>
          </span>
        ) : null}
        {words.lands ? (
          <span className={styles.words}>
            <State state={words.landsState}>{words.lands}</State>
          </span>
        ) : null}
      </p>
      <div
        className={styles.chart}
        role="img"
        aria-label={`${page.title}: ${left}, ${words.ahead ?? ''}, ${words.lands ?? ''}`}
      >
        <BurnDownChart figures={figures} format={format} words={chart} sizes={wallSizes} height="100%" />
      </div>
    </div>
  )
}
