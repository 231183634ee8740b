import { isComparable } from '#metrics/format.ts'
import type { MetricFigure } from '#metrics/run.ts'
import { type Band, pastBand, peerBand } from '#domain/band/band.ts'
import { earlierPoints } from '#domain/band/windows.ts'
import type { Series } from './series.ts'

/** The value of a figure where it says enough to be compared. */
export function comparable(figure: MetricFigure | null): number | null {
  return figure !== null && figure.state !== 'blocked' && isComparable(figure, figure.metric) ? figure.value : null
}

/** What is usual for a subject: its own earlier points, those too small to compare left out. */
export function ownBand(series: Series, subject: string): Band | null {
  const { windows } = series
  const period = windows.at(-1)?.period
  if (period === undefined) return null
  return pastBand(series.points(subject).slice(0, -1).slice(-earlierPoints(period)).map(comparable))
}

/** What is usual among others of the same role; those who were not there for the whole window are left out. */
export function bandOfPeers(series: Series, peers: readonly string[], subject: string): Band | null {
  return peerBand(peers.filter((id) => id !== subject).map((id) => comparable(series.points(id).at(-1) ?? null)))
}
