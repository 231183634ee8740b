/** A decimal as written, `value` x 10^-`scale`, exact. */
export interface Decimal {
  readonly value: bigint
  readonly scale: number
}

const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?$/

/** Reads `-12.5`; null for anything but an optional sign, digits and one point. */
export function readDecimal(text: string): Decimal | null {
  const match = DECIMAL.exec(text)
  if (!match) return null
  const [, sign, whole = '', fraction = ''] = match
  if (whole + fraction === '') return null
  const value = BigInt(whole + fraction)
  return { value: sign === '-' ? -value : value, scale: fraction.length }
}

export type Rounding = 'half-away' | 'half-even'

/** numerator / denominator rounded to a whole number; the denominator is positive. */
export function divideRounded(numerator: bigint, denominator: bigint, rounding: Rounding): bigint {
  const quotient = numerator / denominator
  const twice = 2n * (numerator % denominator)
  const size = twice < 0n ? -twice : twice
  const away = size > denominator || (size === denominator && (rounding === 'half-away' || quotient % 2n !== 0n))
  if (!away) return quotient
  return numerator < 0n ? quotient - 1n : quotient + 1n
}

/** A whole number that a `number` holds exactly, else null. */
export function exactNumber(value: bigint): number | null {
  const number = Number(value)
  // -0n does not exist, and Number(0n) is +0: no negative zero can leave here
  return Number.isSafeInteger(number) ? number : null
}
