import { LeadoutError } from '../errors.ts'
import type { LocalDate } from '../instant.ts'
import { minorDigits } from './currency.ts'
import { divideRounded, exactNumber, readDecimal, type Decimal } from './rational.ts'

/**
 * `daily`: what a booking was worth that day. `plan`: the rate of the plan, so that comparisons do not move with the
 * market (metrics.md Money).
 */
export type RateKind = 'daily' | 'plan'

/** From `date` on, one unit of `currency` is `rate` units of the organisation's currency; a decimal as written. */
export interface Rate {
  readonly kind: RateKind
  readonly currency: string
  readonly date: LocalDate
  readonly rate: string
}

export interface Money {
  readonly minor: number
  readonly currency: string
}

export interface MoneyOnDate extends Money {
  /** the date whose rate counts: the booking day, or the as-of day for plan rates */
  readonly date: LocalDate
}

/** A converted amount with the rates behind it, or the currencies for which none stands at or before the date. */
export type Converted =
  | { readonly minor: number; readonly rates: readonly Rate[] }
  | { readonly missing: readonly string[] }

export interface Exchange {
  /** the newest rate of the kind at or before the date; undefined for none and for the base currency itself */
  rateAt(kind: RateKind, currency: string, date: LocalDate): Rate | undefined
  /** exact rational arithmetic, rounded once, half to even */
  convert(money: MoneyOnDate, to: string, kind: RateKind): Converted
  /** the sum of the converted amounts; one missing rate blocks it and every missing currency is named */
  sum(amounts: readonly MoneyOnDate[], to: string, kind: RateKind): Converted
}

/** The rates of an organisation whose currency is `base`. Raises `invalid` for a rate that is no positive decimal. */
export function openExchange(base: string, rates: readonly Rate[]): Exchange {
  const decimals = new Map(rates.map((rate) => [rate, positiveDecimal(rate)]))
  const byCurrency = new Map<string, Rate[]>()
  for (const rate of rates.toSorted((a, b) => (a.date < b.date ? -1 : Number(a.date > b.date)))) {
    const key = `${rate.kind} ${rate.currency}`
    const series = byCurrency.get(key)
    if (series) series.push(rate)
    else byCurrency.set(key, [rate])
  }

  const rateAt: Exchange['rateAt'] = (kind, currency, date) =>
    currency === base ? undefined : byCurrency.get(`${kind} ${currency}`)?.findLast((rate) => rate.date <= date)

  const convert: Exchange['convert'] = ({ minor, currency, date }, to, kind) => {
    if (currency === to) return { minor, rates: [] }
    const used: Rate[] = []
    const missing: string[] = []
    const worth = (code: string): Decimal => {
      const rate = rateAt(kind, code, date)
      const decimal = rate && decimals.get(rate)
      if (rate && decimal) used.push(rate)
      else if (code !== base) missing.push(code)
      return decimal ?? { value: 1n, scale: 0 }
    }
    const numerator = worth(currency)
    const denominator = worth(to)
    if (missing.length > 0) return { missing }
    const exact = divideRounded(
      BigInt(minor) * numerator.value * 10n ** BigInt(denominator.scale + minorDigits(to)),
      denominator.value * 10n ** BigInt(numerator.scale + minorDigits(currency)),
      'half-even',
    )
    return { minor: safe(exact), rates: used }
  }

  const sum: Exchange['sum'] = (amounts, to, kind) => {
    let total = 0n
    const used = new Set<Rate>()
    const missing = new Set<string>()
    for (const amount of amounts) {
      const converted = convert(amount, to, kind)
      if ('missing' in converted) {
        for (const currency of converted.missing) missing.add(currency)
      } else {
        total += BigInt(converted.minor)
        for (const rate of converted.rates) used.add(rate)
      }
    }
    return missing.size > 0 ? { missing: [...missing].toSorted() } : { minor: safe(total), rates: [...used] }
  }

  return { rateAt, convert, sum }
}

function positiveDecimal(rate: Rate): Decimal {
  const decimal = readDecimal(rate.rate)
  if (!decimal || decimal.value <= 0n) {
    throw new LeadoutError('invalid', `${rate.rate} is not a rate for ${rate.currency}`, { rate })
  }
  return decimal
}

function safe(value: bigint): number {
  const number = exactNumber(value)
  if (number === null) throw new LeadoutError('limit', 'the amount is too large to be exact', { amount: String(value) })
  return number
}
