import type { StateKind } from '../state-of.ts'
import styles from './dot-track.module.css'

export interface DotScale {
  readonly low: number
  readonly high: number
}

interface DotTrackProps {
  readonly value: number | null
  /** the wash behind it */
  readonly band: { readonly low: number; readonly high: number } | null
  /** a thick tick: what is usual */
  readonly tick?: number | null
  readonly scale: DotScale
  readonly state?: StateKind | null
}

/** A dot on a band, on a scale that several tracks may share. It is decoration: the words beside it say the same. */
export function DotTrack({ value, band, tick = null, scale, state = null }: DotTrackProps) {
  const at = (number: number) => `${position(number, scale)}%`
  return (
    <span className={styles.track} aria-hidden>
      {band ? (
        <span
          className={styles.band}
          style={{ left: at(band.low), width: `${position(band.high, scale) - position(band.low, scale)}%` }}
        />
      ) : null}
      {tick === null ? null : <span className={styles.tick} style={{ left: at(tick) }} />}
      {value === null ? null : (
        <span className={styles.dot} data-state={state ?? undefined} style={{ left: at(value) }} />
      )}
    </span>
  )
}

/** The scale that holds every number, from zero where all are above it. */
export function dotScale(numbers: readonly (number | null | undefined)[]): DotScale {
  const all = numbers.filter((number) => number !== null && number !== undefined)
  const low = Math.min(0, ...all)
  const high = Math.max(0, ...all)
  const room = (high - low) * 0.06
  return low === high ? { low, high: low + 1 } : { low: low < 0 ? low - room : low, high: high + room }
}

function position(number: number, { low, high }: DotScale): number {
  return ((number - low) / (high - low)) * 100
}
