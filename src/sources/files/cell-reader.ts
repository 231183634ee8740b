import type { FieldType } from '#domain/import/objects.ts'
import type { CellValue, TimeValue } from '#domain/import/record.ts'
import { isBlank } from './styles/cell.ts'
import { readBoolean } from './styles/booleans.ts'
import { dayText, isOfStyle, readDates, type DateReading } from './styles/dates.ts'
import {
  currenciesOf,
  currencyDigits,
  numeralMinor,
  numeralValue,
  readNumber,
  signOf,
  type NumberReading,
  type Numeral,
} from './styles/numbers.ts'
import { zoneResolver } from './styles/zone.ts'

export const UNREADABLE = Symbol('unreadable')

/** Reads a trimmed, non-empty cell; `null` where it says "nothing" in words. */
export type CellReader = (text: string) => CellValue | null | typeof UNREADABLE

export interface ReadContext {
  readonly zone: string
  readonly currency: string
  /** as in the plan */
  readonly signs?: Readonly<Record<string, string>> | undefined
  /** the currency cell of the row being read */
  rowCurrency: string | null
}

/**
 * A reader for a column: a cell is read if exactly one of the column's styles fits it, or all that fit agree. Amounts
 * without a sign are in `currency`, by default that of the row, then the organisation's.
 */
export function cellReader(
  type: FieldType,
  styles: readonly string[],
  context: ReadContext,
  currency?: string,
): CellReader {
  switch (type) {
    case 'time':
      return timeReader(styles, context.zone)
    case 'money':
      return moneyReader(styles, context, currency)
    case 'number':
      return numberReader(styles, (n) => numeralValue(n))
    case 'percent':
      return percentReader(styles)
    case 'duration':
      return durationReader(styles)
    case 'boolean':
      return (text) => readBoolean(text) ?? (isBlank(text) ? null : UNREADABLE)
    case 'id':
      return (text) => (isBlank(text) || text.length > 300 ? UNREADABLE : text)
    case 'ref':
      // 0 is how exports write "refers to nothing"
      return (text) => (text === '0' || isBlank(text) ? null : text)
    case 'text':
      return (text) => text
    case 'email':
      return (text) => (text.includes('@') ? text : isBlank(text) ? null : UNREADABLE)
  }
}

const REMEMBERED = 4_000

/** keeps the answers of a column whose cells repeat, and gives up where they do not */
function remembered(read: CellReader): CellReader {
  const answers = new Map<string, ReturnType<CellReader>>()
  let hits = 0
  let useful = true
  return (text) => {
    if (!useful) return read(text)
    let value = answers.get(text)
    if (value !== undefined) {
      hits += 1
      return value
    }
    value = read(text)
    if (answers.size >= REMEMBERED) {
      useful = hits > REMEMBERED
      hits = 0
      answers.clear()
    }
    answers.set(text, value)
    return value
  }
}

function timeReader(styles: readonly string[], zone: string): CellReader {
  const resolve = zoneResolver(zone)
  const midnightIsDate = styles.includes('midnight')
  const valueOf = ({ day, time, offset }: DateReading): TimeValue => {
    if (time === null || (midnightIsDate && time === 0)) return { date: dayText(day) }
    return { at: offset === null ? resolve(day, time) : day * 86_400_000 + time - offset * 60_000 }
  }
  return remembered((text) => {
    const readings = readDates(text)
    if (readings.length === 0) return isBlank(text) ? null : UNREADABLE
    const fitting = readings.length === 1 ? readings : readings.filter((reading) => isOfStyle(reading, styles))
    if (fitting.length === 1) return valueOf(fitting[0]!)
    return readings.every(({ day }) => day === readings[0]!.day) ? valueOf(readings[0]!) : UNREADABLE
  })
}

/** the one number the column's styles make of a reading */
function choose(reading: NumberReading, styles: readonly string[]): Numeral | null {
  if (reading.plain !== undefined) return reading.plain
  const { point, comma } = reading
  if (point === undefined || comma === undefined) return point ?? comma ?? null
  const [byPoint, byComma] = [styles.includes('point'), styles.includes('comma')]
  if (byPoint !== byComma) return byPoint ? point : comma
  return numeralValue(point) === numeralValue(comma) ? point : null
}

function numberReader(
  styles: readonly string[],
  finish: (n: Numeral, reading: NumberReading) => CellValue | null,
): CellReader {
  return (text) => {
    const reading = readNumber(text)
    const numeral = reading === null ? null : choose(reading, styles)
    if (reading === null || numeral === null) return isBlank(text) ? null : UNREADABLE
    return finish(numeral, reading) ?? UNREADABLE
  }
}

function percentReader(styles: readonly string[]): CellReader {
  const fraction = styles.includes('fraction')
  return numberReader(styles, (numeral, { percent }) => {
    const value = numeralValue(numeral)
    return percent || !fraction ? Math.round(value * 1e8) / 1e10 : value
  })
}

function moneyReader(styles: readonly string[], context: ReadContext, unsigned: string | undefined): CellReader {
  const own = (candidates: readonly string[]) =>
    context.signs?.[signOf(candidates)] ?? (candidates.includes(context.currency) ? context.currency : candidates[0]!)
  return numberReader(styles, (numeral, { percent, currencies }) => {
    if (percent) return null
    const named = context.rowCurrency === null ? [] : currenciesOf(context.rowCurrency)
    const rowCurrency = named.length === 0 ? undefined : own(named)
    const written =
      currencies.length === 0
        ? (rowCurrency ?? unsigned)
        : rowCurrency !== undefined && currencies.includes(rowCurrency)
          ? rowCurrency
          : own(currencies)
    const minor = numeralMinor(numeral, currencyDigits(written ?? context.currency))
    if (minor === null) return null
    return written === undefined || written === context.currency ? { minor } : { minor, currency: written }
  })
}

const UNITS: Readonly<Record<string, number>> = { milliseconds: 0.001, minutes: 60 }

const CLOCK = /^(\d{1,3}):(\d{2})(?::(\d{2}))?$/
const WORDS =
  /^(?:(\d+(?:[.,]\d+)?) ?(?:h|hr|hrs|hours?|std|stunden?|heures?)\.?)? ?(?:(\d+(?:[.,]\d+)?) ?(?:m|min|mins|minutes?|minuten)\.?)? ?(?:(\d+(?:[.,]\d+)?) ?(?:s|sec|secs|seconds?|sek|sekunden|secondes?)\.?)?$/i

/** seconds; `7:00` and `0:07:00` are seven minutes, a bare number is seconds unless the column's name gives a unit */
function durationReader(styles: readonly string[]): CellReader {
  const unit = styles.map((style) => UNITS[style]).find((factor) => factor !== undefined) ?? 1
  const number = numberReader(styles, (n) => numeralValue(n) * unit)
  return (text) => {
    const clock = CLOCK.exec(text)
    if (clock !== null) {
      const [, a, b, c] = clock
      return c === undefined ? Number(a) * 60 + Number(b) : Number(a) * 3600 + Number(b) * 60 + Number(c)
    }
    const plain = number(text)
    if (plain !== UNREADABLE) return plain
    const words = WORDS.exec(text)
    if (words === null || text === '') return UNREADABLE
    const part = (value: string | undefined) => Number((value ?? '0').replace(',', '.'))
    return part(words[1]) * 3600 + part(words[2]) * 60 + part(words[3])
  }
}
