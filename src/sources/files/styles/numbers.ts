/**
 * Numbers as people write them. The one thing a cell cannot say about itself is which mark is the decimal mark:
 * `1.234` is a thousand in Munich and one and a bit in Boston. So a reading carries both values and the column decides.
 */

/** bits of a number mask: which ways of reading fit the text */
export const PLAIN = 1
export const POINT = 2
export const COMMA = 4

/** A decimal number kept exact: (-1)^negative x digits.fraction x 10^shift */
export interface Numeral {
  readonly negative: boolean
  readonly digits: string
  readonly fraction: string
  readonly shift: number
}

export interface NumberReading {
  readonly mask: number
  readonly plain?: Numeral
  readonly point?: Numeral
  readonly comma?: Numeral
  readonly percent: boolean
  /** currencies the symbol or code can stand for, likeliest first */
  readonly currencies: readonly string[]
}

const SYMBOLS: Readonly<Record<string, readonly string[]>> = {
  US$: ['USD'],
  A$: ['AUD'],
  AU$: ['AUD'],
  C$: ['CAD'],
  CA$: ['CAD'],
  R$: ['BRL'],
  HK$: ['HKD'],
  NZ$: ['NZD'],
  S$: ['SGD'],
  $: ['USD', 'CAD', 'AUD', 'NZD', 'SGD', 'HKD', 'MXN'],
  '€': ['EUR'],
  '£': ['GBP'],
  '¥': ['JPY', 'CNY'],
  '₹': ['INR'],
  '₩': ['KRW'],
  '₺': ['TRY'],
  '₽': ['RUB'],
  '₴': ['UAH'],
  '₪': ['ILS'],
  ZŁ: ['PLN'],
  KČ: ['CZK'],
  KR: ['SEK', 'NOK', 'DKK'],
  'KR.': ['DKK'],
  'FR.': ['CHF'],
  'SFR.': ['CHF'],
  EURO: ['EUR'],
  'RS.': ['INR'],
}
const CODES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'))
const SHIFTS: Readonly<Record<string, number>> = {
  k: 3,
  t: 3,
  tsd: 3,
  m: 6,
  mn: 6,
  mm: 6,
  mio: 6,
  mln: 6,
  million: 6,
  b: 9,
  bn: 9,
  mrd: 9,
  billion: 9,
}

const SPACES = /[\u0020\u00a0\u2007\u2009\u202f]/g
const BODY = /^(\D*?)(\d[\d.,'’\u0020\u00a0\u2007\u2009\u202f]*|[.,]\d+)(\D*)$/
const POINT_BODY = /^(\d{1,3}(?:,\d{3})+|\d{1,3}(?:,\d{2})*,\d{3}|\d+)?(?:\.(\d*))?$/
const COMMA_BODY = /^(\d{1,3}(?:\.\d{3})+|\d+)?(?:,(\d*))?$/
const APOSTROPHES = /^\d{1,3}(?:['’]\d{3})+(?=$|[.,])/
const SPACED = /^\d{1,3}(?:[\u0020\u00a0\u2007\u2009\u202f]\d{3})+(?=$|[.,])/

/** Currencies a symbol or ISO code stands for; empty when it is neither. */
export function currenciesOf(mark: string): readonly string[] {
  const upper = mark.trim().toUpperCase()
  if (upper.length === 3 && CODES.has(upper)) return [upper]
  return SYMBOLS[upper] ?? []
}

/** The currencies a sign can stand for as one text: `EUR`, or `SEK/NOK/DKK` for a sign that several share. */
export const signOf = (currencies: readonly string[]): string => currencies.join('/')

function isPlain(text: string): boolean {
  let i = text.charCodeAt(0) === 45 ? 1 : 0
  if (i === text.length || text.length > 18) return false
  for (; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code < 48 || code > 57) return false
  }
  return true
}

/** Every way the text can be a number; null when there is none. */
export function readNumber(text: string): NumberReading | null {
  if (isPlain(text)) {
    const negative = text.charCodeAt(0) === 45
    return {
      mask: PLAIN,
      plain: { negative, digits: negative ? text.slice(1) : text, fraction: '', shift: 0 },
      percent: false,
      currencies: [],
    }
  }
  if (text.length > 60) return null
  return readDressed(text)
}

interface Dress {
  negative: boolean
  percent: boolean
  shift: number
  currencies: readonly string[]
}

/** reads what stands around the digits; null when any of it is not understood */
function undress(before: string, after: string): Dress | null {
  const dress: Dress = { negative: false, percent: false, shift: 0, currencies: [] }
  let head = before.replace(SPACES, '')
  let tail = after.trim()
  if (head.startsWith('(') && tail.endsWith(')')) {
    dress.negative = true
    head = head.slice(1)
    tail = tail.slice(0, -1).trim()
  }
  for (const sign of ['-', '−', '–']) {
    if (head.startsWith(sign) || head.endsWith(sign)) {
      if (dress.negative) return null
      dress.negative = true
      head = head.startsWith(sign) ? head.slice(1) : head.slice(0, -1)
      break
    }
  }
  if (head.startsWith('+')) head = head.slice(1)
  if (tail === '-' && head === '') {
    dress.negative = true
    tail = ''
  }
  if (tail.startsWith('.-') || tail.startsWith('.–')) tail = tail.slice(2).trim()
  if (tail.endsWith('%')) {
    dress.percent = true
    tail = tail.slice(0, -1).trim()
  }
  if (head !== '') {
    dress.currencies = currenciesOf(head)
    if (dress.currencies.length === 0) return null
  }
  for (const word of tail === '' ? [] : tail.split(/[\u0020\u00a0\u202f]+/)) {
    const shift = SHIFTS[word.toLowerCase().replace(/\.$/, '')]
    const currencies = currenciesOf(word)
    if (shift !== undefined && dress.shift === 0) dress.shift = shift
    else if (currencies.length > 0 && dress.currencies.length === 0) dress.currencies = currencies
    else return null
  }
  return dress
}

/** how spreadsheets shorten large numbers: 1.2E+05 */
const SCIENTIFIC = /^(-?)(\d+)(?:([.,])(\d+))?E\+(\d{1,2})$/i

function readScientific(text: string): NumberReading | null {
  const match = SCIENTIFIC.exec(text)
  if (match === null) return null
  const [, sign, digits, mark, fraction = '', exponent] = match
  const value: Numeral = { negative: sign === '-', digits: digits!, fraction, shift: Number(exponent) }
  const common = { percent: false, currencies: [] }
  if (mark === '.') return { mask: POINT, point: value, ...common }
  return mark === ',' ? { mask: COMMA, comma: value, ...common } : { mask: PLAIN, plain: value, ...common }
}

function readDressed(text: string): NumberReading | null {
  const scientific = readScientific(text)
  if (scientific !== null) return scientific
  const match = BODY.exec(text)
  if (match === null) return null
  let body = match[2]!
  let tail = match[3]!
  // the last mark belongs to the tail in `500.-`
  if (body.endsWith('.') && /^[-–]/.test(tail)) {
    body = body.slice(0, -1)
    tail = tail.slice(1)
  }
  const dress = undress(match[1]!, tail)
  if (dress === null) return null
  body = body.trim()
  const spaced = SPACED.test(body) ? body.replace(SPACES, '') : null
  const quoted = APOSTROPHES.test(body) ? body.replace(/['’]/g, '') : null
  // a group mark of its own kind leaves the other mark to be the decimal mark
  if (spaced !== null || quoted !== null) return grouped((spaced ?? quoted)!, dress)
  const point = POINT_BODY.exec(body)
  const comma = COMMA_BODY.exec(body)
  if (!body.includes('.') && !body.includes(',')) {
    return point === null
      ? null
      : { mask: PLAIN, plain: numeral(body, '', dress), percent: dress.percent, currencies: dress.currencies }
  }
  let mask = 0
  const reading: { point?: Numeral; comma?: Numeral } = {}
  if (point !== null && !leadingZeroGroup(point[1], ',')) {
    mask |= POINT
    reading.point = numeral((point[1] ?? '').replaceAll(',', ''), point[2] ?? '', dress)
  }
  if (comma !== null && !leadingZeroGroup(comma[1], '.')) {
    mask |= COMMA
    reading.comma = numeral((comma[1] ?? '').replaceAll('.', ''), comma[2] ?? '', dress)
  }
  return mask === 0 ? null : { mask, ...reading, percent: dress.percent, currencies: dress.currencies }
}

function grouped(body: string, dress: Dress): NumberReading | null {
  const match = /^(\d+)(?:([.,])(\d*))?$/.exec(body)
  if (match === null) return null
  const value = numeral(match[1]!, match[3] ?? '', dress)
  const common = { percent: dress.percent, currencies: dress.currencies }
  if (match[2] === '.') return { mask: POINT, point: value, ...common }
  if (match[2] === ',') return { mask: COMMA, comma: value, ...common }
  return { mask: PLAIN, plain: value, ...common }
}

const leadingZeroGroup = (whole: string | undefined, mark: string) =>
  whole !== undefined && whole.startsWith('0') && whole.includes(mark)

function numeral(digits: string, fraction: string, dress: Dress): Numeral {
  return { negative: dress.negative, digits: digits === '' ? '0' : digits, fraction, shift: dress.shift }
}

export function numeralValue(n: Numeral): number {
  const value = Number(`${n.digits}.${n.fraction || '0'}e${n.shift}`)
  return n.negative && value !== 0 ? -value : value
}

/**
 * Integer minor units with `scale` decimals, rounded half away from zero on the written digits, not on a binary
 * fraction; null beyond the integers a double holds exactly.
 */
export function numeralMinor(n: Numeral, scale: number): number | null {
  const places = scale + n.shift
  const padded = n.fraction.padEnd(places, '0')
  let value = Number(n.digits + padded.slice(0, places))
  const next = padded.charCodeAt(places)
  if (next >= 53 && next <= 57) value += 1
  if (!Number.isSafeInteger(value)) return null
  return n.negative && value !== 0 ? -value : value
}

const digitsByCurrency = new Map<string, number>()

/** Decimals of a currency: 0 for JPY, 3 for KWD, 2 where nothing is known. */
export function currencyDigits(currency: string): number {
  let digits = digitsByCurrency.get(currency)
  if (digits === undefined) {
    digits = CODES.has(currency)
      ? (new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2)
      : 2
    digitsByCurrency.set(currency, digits)
  }
  return digits
}
