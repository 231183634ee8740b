/** Ahead and behind are the only coloured states; `watch` and `even` are shapes. */
export type StateKind = 'ahead' | 'behind' | 'even' | 'watch'

/** Ahead or behind by a signed distance in points; within half a point it is even; null has no state. */
export function stateOf(distance: number | null): StateKind | null {
  if (distance === null) return null
  if (Math.abs(distance) < 0.5) return 'even'
  return distance > 0 ? 'ahead' : 'behind'
}
