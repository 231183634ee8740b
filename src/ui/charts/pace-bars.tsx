import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { formatMoney } from '../format/money.ts'
import { formatPercent } from '../format/number.ts'
import { paceWords } from '../format/pace-words.ts'
import { Glyph, State } from '../state.tsx'
import { onScale, paceScale } from './pace-scale.ts'
import { PaceTrack } from './pace-track.tsx'
import styles from './pace-bars.module.css'

export interface PaceBarRow {
  readonly id: string
  readonly label: string
  readonly booked: number | null
  readonly goal: number | null
  readonly bookedShare: number | null
  readonly aheadPoints: number | null
  readonly landsShare: number | null
  /** where the label leads: the same page one level down */
  readonly search?: Record<string, string>
}

/** The numbers of a bar; the pace belongs to all of them. */
export type PaceBarNumber = 'share' | 'ahead' | 'lands' | 'booked' | 'pace'

/** How a page shows a number of a bar, so that it opens what stands behind it. */
export type ShowNumber = (number: PaceBarNumber, row: PaceBarRow | null, text: string) => ReactNode

interface PaceBarsProps {
  readonly rows: readonly PaceBarRow[]
  readonly pace: number | null
  readonly currency: string
  readonly show?: ShowNumber
}

/** Bars on one scale: label, bar, and both states in words. */
export function PaceBars({ rows, pace, currency, show = (_, __, text) => text }: PaceBarsProps) {
  const scale = paceScale(rows)
  const hasGoals = rows.some((row) => row.bookedShare !== null)
  return (
    <div className={styles.bars}>
      <div className={styles.axis} hidden={!hasGoals}>
        <div className={styles.axisTrack}>
          {pace === null ? null : (
            <span style={{ left: `${onScale(pace, scale)}%` }} data-near-goal={pace > 0.86 || undefined}>
              {show('pace', null, `pace ${formatPercent(pace)}`)}
            </span>
          )}
          <span className={styles.axisGoal} style={{ left: `${onScale(1, scale)}%` }}>
            goal
          </span>
        </div>
      </div>
      <ul className={styles.list}>
        {rows.map((row) => (
          <BarRow key={row.id} row={row} pace={pace} scale={scale} currency={currency} show={show} />
        ))}
      </ul>
    </div>
  )
}

function BarRow({
  row,
  pace,
  scale,
  currency,
  show,
}: {
  row: PaceBarRow
  pace: number | null
  scale: number
  currency: string
  show: ShowNumber
}) {
  const words = paceWords(row)
  const amounts = amountWords(row, currency)
  const sentence = [row.label, words.booked, words.ahead, words.lands].filter((part) => part !== null).join(', ')
  return (
    <li className={styles.row}>
      <span className={styles.label}>
        {row.search ? (
          <Link to="." search={(before: Record<string, string>) => ({ ...before, ...row.search })}>
            {row.label}
          </Link>
        ) : (
          row.label
        )}
      </span>
      <PaceTrack {...row} pace={pace} scale={scale} label={sentence} />
      <span className={styles.booked} data-empty={row.bookedShare === null || undefined}>
        {row.bookedShare === null ? words.booked : show('share', row, words.booked)}
      </span>
      <span className={styles.ahead}>
        {words.ahead ? <State state={words.state}>{show('ahead', row, words.ahead)}</State> : null}
      </span>
      <span className={styles.lands}>
        {words.lands ? show('lands', row, words.lands) : null} <Glyph state={words.landsState} />
      </span>
      <span className={styles.amount} title={amounts.exact}>
        {amounts.compact === '' ? null : show('booked', row, amounts.compact)}
      </span>
    </li>
  )
}

function amountWords({ booked, goal }: PaceBarRow, currency: string): { compact: string; exact: string } {
  const words = (style: 'compact' | 'exact') => {
    if (booked === null) return ''
    const of = goal === null ? '' : ` of ${formatMoney(goal, currency, { style })}`
    return `${formatMoney(booked, currency, { style })}${of}`
  }
  return { compact: words('compact'), exact: words('exact') }
}
