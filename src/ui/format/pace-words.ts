import { stateOf, type StateKind } from '../state-of.ts'
import { formatPercent, formatPoints } from './number.ts'

export interface PaceFigures {
  readonly bookedShare: number | null
  readonly aheadPoints: number | null
  readonly landsShare: number | null
}

export interface PaceWords {
  /** "69%"; "no goal" without one */
  readonly booked: string
  readonly ahead: string | null
  readonly state: StateKind | null
  readonly lands: string | null
  readonly landsState: StateKind | null
}

/** The two independent states of a bar, now against pace and end against goal, both in words. */
export function paceWords({ bookedShare, aheadPoints, landsShare }: PaceFigures, locale?: string): PaceWords {
  const state = stateOf(aheadPoints)
  return {
    booked: bookedShare === null ? 'no goal' : formatPercent(bookedShare, locale),
    ahead: aheadPoints === null ? null : aheadWords(aheadPoints, locale),
    state,
    lands: landsShare === null ? null : `lands ${formatPercent(landsShare, locale)}`,
    landsState: landsShare === null ? null : stateOf((landsShare - 1) * 100),
  }
}

function aheadWords(points: number, locale?: string): string {
  const size = formatPoints(Math.round(points), locale)
  const unit = size === '1' ? 'pt' : 'pts'
  const state = stateOf(points)
  return state === 'even' ? 'on pace' : `${state} ${size} ${unit}`
}
