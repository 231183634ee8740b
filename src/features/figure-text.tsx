import { toMajor } from '#domain/money/amount.ts'
import { formatMoney } from '#ui/format/money.ts'
import { formatDecimal, formatProportion } from '#ui/format/number.ts'
import { formatDate, formatMoment } from '#ui/format/time.ts'
import type { FigureValue } from './receipt.ts'

/** A value in words and digits as a receipt writes it: exact; "–" where there is none. */
export function figureText(value: FigureValue, zone: string, locale?: string): string {
  switch (value.type) {
    case 'money':
      return value.minor === null ? '–' : formatMoney(value.minor, value.currency, { style: 'exact', locale })
    case 'number':
      return value.value === null ? '–' : withUnit(formatDecimal(value.value, locale), value.unit)
    case 'share':
      return formatProportion(value.numerator, value.denominator, locale)
    case 'ratio':
      return value.value === null ? '–' : formatDecimal(value.value, locale)
    case 'date':
      return value.date === null ? '–' : formatDate(value.date, { year: true, locale })
    case 'moment':
      return value.at === null ? '–' : formatMoment(value.at, zone, locale)
    case 'text':
      return value.text
  }
}

function withUnit(text: string, unit: string | undefined): string {
  return unit === undefined ? text : `${text} ${unit}`
}

/** A value as a spreadsheet reads it: plain numbers, dates of ISO 8601; money in major units. */
export function figurePlain(value: FigureValue): string {
  switch (value.type) {
    case 'money':
      return value.minor === null ? '' : toMajor(value.minor, value.currency)
    case 'number':
    case 'ratio':
      return value.value === null ? '' : String(value.value)
    case 'share':
      return value.denominator === 0 ? '' : String(value.numerator / value.denominator)
    case 'date':
      return value.date ?? ''
    case 'moment':
      return value.at === null ? '' : new Date(value.at).toISOString()
    case 'text':
      return value.text
  }
}
