import { minorDigits } from './currency.ts'
import { divideRounded, exactNumber, readDecimal } from './rational.ts'

/** Minor units as an exact decimal string: 1234 EUR is `12.34`, 1234 JPY `1234`, -5 KWD `-0.005`. */
export function toMajor(minor: number, currency: string): string {
  const digits = minorDigits(currency)
  const text = String(Math.abs(minor)).padStart(digits + 1, '0')
  const sign = minor < 0 ? '-' : ''
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`
}

/**
 * A decimal string such as `-1234.5` as minor units. More digits than the currency has are rounded half away from
 * zero and reported; null for text that is no decimal number or an amount beyond 2^53 minor units.
 */
export function parseMajor(text: string, currency: string): { minor: number; rounded: boolean } | null {
  const decimal = readDecimal(text)
  if (!decimal) return null
  const shifted = decimal.value * 10n ** BigInt(minorDigits(currency))
  const unit = 10n ** BigInt(decimal.scale)
  const minor = exactNumber(divideRounded(shifted, unit, 'half-away'))
  return minor === null ? null : { minor, rounded: shifted % unit !== 0n }
}
