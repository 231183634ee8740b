/** Both ends included. */
export interface Interval {
  readonly low: number
  readonly high: number
}

/** Every interval of the product covers 90 %: 5 % on each side. */
export const TAIL = 0.05
