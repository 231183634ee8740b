import { onScale, paceScale } from '#ui/charts/pace-scale.ts'
import { PaceTrack } from '#ui/charts/pace-track.tsx'
import { formatPercent } from '#ui/format/number.ts'
import { paceWords } from '#ui/format/pace-words.ts'
import { Glyph } from '#ui/state.tsx'
import type { PaceRow } from '../../pace-row.ts'
import type { BarsPage } from '../contract.ts'
import styles from './wall.module.css'

/** from here on the words of pace and goal would meet */
const NEAR_GOAL = 0.6
const ROOMY_ROWS = 5
/** up to here a long name may take two lines */
const EASY_ROWS = 8

function densityOf(rows: number): 'roomy' | 'easy' | 'dense' {
  if (rows <= ROOMY_ROWS) return 'roomy'
  return rows <= EASY_ROWS ? 'easy' : 'dense'
}

/** Bars of a page on one scale; up to five rows stand large on two lines, up to ten on one. */
export function WallBars({ page, grey }: { page: BarsPage; grey: boolean }) {
  const scale = paceScale(page.rows)
  const pace = page.pace
  return (
    <div className={styles.bars} data-density={densityOf(page.rows.length)}>
      <div className={styles.axis} aria-hidden>
        <div className={styles.axisTrack}>
          <span>0%</span>
          {pace === null ? null : (
            <span style={{ left: `${onScale(pace, scale)}%` }} data-side={pace > NEAR_GOAL ? 'left' : 'middle'}>
              pace {formatPercent(pace)}
            </span>
          )}
          <span
            style={{ left: `${onScale(1, scale)}%` }}
            data-side={pace !== null && pace > NEAR_GOAL ? 'right' : 'middle'}
          >
            goal
          </span>
        </div>
      </div>
      <ul className={styles.rows}>
        {page.rows.map((row) => (
          <WallRow key={`${row.scope.kind}:${row.scope.id}`} row={row} pace={pace} scale={scale} grey={grey} />
        ))}
      </ul>
    </div>
  )
}

function WallRow({ row, pace, scale, grey }: { row: PaceRow; pace: number | null; scale: number; grey: boolean }) {
  const words = paceWords(row)
  const sentence = [row.label, words.booked, words.ahead, words.lands].filter((part) => part !== null).join(', ')
  return (
    <li className={styles.row}>
      <span className={styles.label}>
        <span className={styles.state}>
          <Glyph state={grey ? null : words.state} />
        </span>
        <span className={styles.name}>{row.label}</span>
      </span>
      <PaceTrack {...row} pace={pace} scale={scale} label={sentence} stale={grey} />
      <span className={row.bookedShare === null ? styles.noGoal : styles.number}>{words.booked}</span>
      <span className={styles.words} data-state={grey ? null : words.state}>
        {words.ahead}
      </span>
      <span className={styles.words}>
        {words.lands} <Glyph state={grey ? null : words.landsState} />
      </span>
    </li>
  )
}
