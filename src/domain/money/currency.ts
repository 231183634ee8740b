/** ISO 4217 currencies whose minor unit is not a hundredth. */
export const UNUSUAL_DIGITS: Readonly<Record<string, number>> = {
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  ISK: 0,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  PYG: 0,
  RWF: 0,
  UGX: 0,
  UYI: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
  BHD: 3,
  IQD: 3,
  JOD: 3,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  TND: 3,
  CLF: 4,
  UYW: 4,
}

/** Decimal digits of the minor unit: 2 for EUR, 0 for JPY, 3 for KWD; 2 for a code that ISO 4217 does not know. */
export function minorDigits(currency: string): number {
  return UNUSUAL_DIGITS[currency] ?? 2
}

const known = new Set(Intl.supportedValuesOf('currency'))

/** True for an upper-case ISO 4217 code in use. */
export function isCurrency(code: string): boolean {
  return known.has(code)
}
