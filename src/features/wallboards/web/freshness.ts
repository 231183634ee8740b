const MINUTE_MS = 60_000
export const AGE_SHOWN_MS = 10 * MINUTE_MS
export const GREY_MS = 120 * MINUTE_MS

export interface Freshness {
  /** age worth saying, in ms; null while the data is fresh */
  readonly age: number | null
  /** too old to be coloured */
  readonly grey: boolean
}

/**
 * How old the figures on a wall are. `asOf` and `dataAt` come from the server, `elapsed` is how long ago they came:
 * the screen's own clock is never trusted. A pinned clock has no age.
 */
export function freshness(input: { asOf: number; dataAt: number | null; elapsed: number; pinned: boolean }): Freshness {
  if (input.pinned) return { age: null, grey: false }
  const age = input.elapsed + (input.dataAt === null ? 0 : Math.max(0, input.asOf - input.dataAt))
  return { age: age > AGE_SHOWN_MS ? age : null, grey: age > GREY_MS }
}
