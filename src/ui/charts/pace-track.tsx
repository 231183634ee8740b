import { stateOf } from '../state-of.ts'
import { onScale, type PaceSpan } from './pace-scale.ts'
import styles from './pace-track.module.css'

interface PaceTrackProps extends PaceSpan {
  readonly pace: number | null
  /** end of the scale as a share of the goal, from paceScale */
  readonly scale: number
  /** the bar in one sentence */
  readonly label: string
  /** data too old to be coloured */
  readonly stale?: boolean
}

/** Solid: booked. Hatched: forecast at the end of the period. Thick tick: pace. Thin line: goal. */
export function PaceTrack({ bookedShare, landsShare, pace, scale, label, stale = false }: PaceTrackProps) {
  const booked = bookedShare ?? 0
  const ahead = bookedShare === null || pace === null ? null : stateOf((booked - pace) * 100)
  const lands = landsShare === null ? null : stateOf((landsShare - 1) * 100)
  const left = onScale(booked, scale)
  return (
    <div className={styles.track} role="img" aria-label={label} data-stale={stale || undefined}>
      {landsShare !== null && landsShare > booked ? (
        <span
          className={styles.shadow}
          data-state={lands === 'behind' ? 'behind' : 'ahead'}
          style={{ left: `${left}%`, width: `${onScale(landsShare, scale) - left}%` }}
        />
      ) : null}
      <span
        className={styles.solid}
        data-state={ahead === 'behind' ? 'behind' : 'ahead'}
        style={{ width: `${left}%` }}
      />
      {bookedShare === null ? null : <span className={styles.goal} style={{ left: `${onScale(1, scale)}%` }} />}
      {pace === null || bookedShare === null ? null : (
        <span className={styles.pace} style={{ left: `${onScale(pace, scale)}%` }} />
      )}
    </div>
  )
}
