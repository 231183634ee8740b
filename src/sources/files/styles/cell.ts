import { readBoolean } from './booleans.ts'
import { DATE_MARKS, DATE_STYLES, dateBit, readDates, type DateMark, type DateReading } from './dates.ts'
import { readNumber, signOf } from './numbers.ts'

/** What a cell can be, packed into one integer: date styles in the low bits, then number styles, then traits. */
export const NUMBER_SHIFT = DATE_STYLES.length
export const PERCENT = 1 << (NUMBER_SHIFT + 3)
export const CURRENCY = 1 << (NUMBER_SHIFT + 4)
export const TIMED = 1 << (NUMBER_SHIFT + 5)
export const MIDNIGHT = 1 << (NUMBER_SHIFT + 6)
export const BOOLEAN = 1 << (NUMBER_SHIFT + 7)
export const EMAIL = 1 << (NUMBER_SHIFT + 8)
export const URL = 1 << (NUMBER_SHIFT + 9)
export const SALESFORCE_ID = 1 << (NUMBER_SHIFT + 10)
export const PHONE = 1 << (NUMBER_SHIFT + 11)
/** a word that stands for nothing in a typed column, e.g. N/A */
export const BLANK_WORD = 1 << (NUMBER_SHIFT + 12)
/** two to four capitalised words, as names of people are written */
export const PERSON_LIKE = 1 << (NUMBER_SHIFT + 13)

/** two readings, one value: 05/05/2017 */
export const SAME_DAY = 1 << (NUMBER_SHIFT + 14)

const MARK_SHIFT = NUMBER_SHIFT + 15
const markBit = (mark: DateMark): number => 1 << (MARK_SHIFT + DATE_MARKS.indexOf(mark))

/** what stands between day and month, where both are figures and the year comes last */
export const markOf = (bits: number): DateMark | null => DATE_MARKS.find((mark) => bits & markBit(mark)) ?? null

export const dateMask = (bits: number): number => bits & ((1 << NUMBER_SHIFT) - 1)
export const numberMask = (bits: number): number => (bits >> NUMBER_SHIFT) & 7
/** dates written as dates, not numbers that could stand for one */
export const WRITTEN_DATE =
  dateBit('iso') | dateBit('dmy') | dateBit('mdy') | dateBit('dmy2') | dateBit('mdy2') | dateBit('named')

const BLANK_WORDS = new Set([
  '-',
  '--',
  '–',
  'n/a',
  '#n/a',
  'na',
  'null',
  '(null)',
  '\\n',
  'none',
  'nan',
  '(blank)',
  'k.a.',
  'keine',
  '#null!',
])
const EMAIL_TEXT = /^[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;.]{2,}$/
const URL_TEXT = /^(?:https?:\/\/\S+|(?:www\.)?[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*\.[a-z]{2,12}(?:\/\S*)?)$/i
const ID_TEXT = /^(?=\w{0,2}\d)[a-zA-Z0-9]{15}(?:[a-zA-Z0-9]{3})?$/
const PHONE_TEXT = /^\+?[\d()][\d ()./-]{6,20}(?: ?(?:x|ext\.?) ?\d+)?$/
const PERSON_TEXT = /^\p{Lu}[\p{L}'’.-]*(?:,? \p{Lu}[\p{L}'’.-]*){1,3}$/u

/** True where a typed column says that it has no value. */
export function isBlank(text: string): boolean {
  return text === '' || (text.length <= 7 && BLANK_WORDS.has(text.toLowerCase()))
}

export interface CellShape {
  readonly bits: number
  readonly dates: readonly DateReading[]
  /** the currencies its sign can stand for, likeliest first, with `/` between them */
  readonly currency: string | null
  readonly value: number | null
}

const LETTERS_AND_DIGITS: CellShape = { bits: 0, dates: [], currency: null, value: null }
const IDENTIFIER: CellShape = { ...LETTERS_AND_DIGITS, bits: SALESFORCE_ID }

/** letters and digits mixed without a mark between them, too long for `250K`: an id or a code, nothing to be read */
function isToken(text: string): boolean {
  if (text.length < 9 || text.length > 40) return false
  let letters = false
  let digits = false
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code >= 48 && code <= 57) digits = true
    else if ((code >= 65 && code <= 90) || (code >= 97 && code <= 122)) letters = true
    else return false
  }
  return letters && digits
}

/** Everything the text could be, found without knowing the column. */
export function shapeOf(text: string): CellShape {
  if (isToken(text))
    return (text.length === 15 || text.length === 18) && ID_TEXT.test(text) ? IDENTIFIER : LETTERS_AND_DIGITS
  const dates = readDates(text)
  let bits = 0
  for (const reading of dates) {
    bits |= dateBit(reading.style)
    if (reading.mark !== undefined) bits |= markBit(reading.mark)
    if (reading.time !== null) bits |= reading.time === 0 ? TIMED | MIDNIGHT : TIMED
  }
  if (dates.length === 2 && dates[0]!.day === dates[1]!.day) bits |= SAME_DAY
  const number = bits !== 0 && (bits & WRITTEN_DATE) !== 0 ? null : readNumber(text)
  let currency: string | null = null
  let value: number | null = null
  if (number !== null) {
    bits |= number.mask << NUMBER_SHIFT
    if (number.percent) bits |= PERCENT
    if (number.currencies.length > 0) {
      currency = signOf(number.currencies)
      bits |= CURRENCY
    }
    const numeral = number.plain ?? number.point ?? number.comma
    if (numeral !== undefined)
      value = Number(`${numeral.negative ? '-' : ''}${numeral.digits}.${numeral.fraction || '0'}e${numeral.shift}`)
  }
  if (text.length <= 6 && readBoolean(text) !== null) bits |= BOOLEAN
  if ((bits & WRITTEN_DATE) === 0) bits |= traits(text, number !== null)
  return { bits, dates, currency, value }
}

function traits(text: string, isNumber: boolean): number {
  if (isBlank(text)) return BLANK_WORD
  if (isNumber) return PHONE_TEXT.test(text) && text.length > 9 ? PHONE : 0
  if (text.length > 200) return 0
  if (text.includes('@')) return EMAIL_TEXT.test(text) ? EMAIL : 0
  if ((text.length === 15 || text.length === 18) && ID_TEXT.test(text)) return SALESFORCE_ID
  if (text.includes('.') && URL_TEXT.test(text)) return URL
  if (text.includes(' ') && PERSON_TEXT.test(text)) return PERSON_LIKE
  return PHONE_TEXT.test(text) ? PHONE : 0
}
