export interface PaceSpan {
  readonly bookedShare: number | null
  readonly landsShare: number | null
}

const ROOM = 1.06
const SMALLEST = 1.1
const LARGEST = 2

/**
 * Where the scale of a set of bars ends, as a share of the goal: beyond every bar, so that lengths compare; never
 * below 110 % (the goal line has air) nor beyond 200 % (one runaway bar does not flatten the rest, it is cut).
 */
export function paceScale(spans: readonly PaceSpan[]): number {
  const longest = Math.max(0, ...spans.flatMap((span) => [span.bookedShare ?? 0, span.landsShare ?? 0]))
  return Math.min(LARGEST, Math.max(SMALLEST, longest * ROOM))
}

/** A share as a position on that scale, 0 to 100. */
export function onScale(share: number, scale: number): number {
  return Math.min(100, Math.max(0, (share / scale) * 100))
}
