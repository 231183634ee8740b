import { fieldSpec } from '#domain/import/objects.ts'
import { sureGuess, type Guess, type Question } from '#domain/import/record.ts'
import type { ColumnProfile } from '../profile/column.ts'
import { CURRENCY, numberMask, shapeOf } from '../styles/cell.ts'
import { currenciesOf, signOf } from '../styles/numbers.ts'
import type { Draft } from './draft.ts'

type Answers = Readonly<Record<string, string>>

/** What is known of money before the files are read. */
export interface MoneyContext {
  /** the organisation's currency; null while nobody has said it */
  readonly currency: string | null
  readonly zone: string
}

export interface CurrencyVerdict {
  readonly questions: readonly Question[]
  /** as in the plan */
  readonly signs: Readonly<Record<string, string>>
  /** by file and column: what amounts without a sign are in */
  readonly unsigned: ReadonlyMap<Draft, ReadonlyMap<number, string>>
  /** the currency most amounts are in, of those that the files give no rate for; null where they name none */
  readonly currency: string | null
}

interface MoneyColumn {
  readonly draft: Draft
  readonly column: number
  readonly header: string
  /** cells by what their sign can stand for */
  readonly signed: ReadonlyMap<string, number>
  /** amounts without a sign, and one of them */
  readonly bare: { readonly cells: number; readonly example: string }
  /** named by the column's own name */
  readonly named: string | null
}

/** Currencies of the amounts: what the files say, what follows from it, and what has to be asked. */
export function judgeCurrencies(drafts: readonly Draft[], answers: Answers, context: MoneyContext): CurrencyVerdict {
  const columns = drafts.flatMap(moneyColumns)
  const rows = drafts.flatMap(currencyColumns)
  const questions: Question[] = []
  const signs = settleSigns(columns, rows, answers, context, questions)
  const codeOf = (sign: string) => signs[sign] ?? sign.split('/')[0]!
  const cells = new Map<string, number>()
  const add = (code: string, n: number) => cells.set(code, (cells.get(code) ?? 0) + n)
  for (const row of rows) for (const [sign, n] of row.signed) add(codeOf(sign), n)
  const quoted = new Set(rows.filter(isRates).flatMap(({ signed }) => [...signed.keys()].map(codeOf)))
  const unsigned = new Map<Draft, Map<number, string>>()
  for (const column of columns) {
    for (const [sign, n] of column.signed) add(codeOf(sign), n)
    const code = rows.some(({ draft }) => draft === column.draft)
      ? null
      : (column.named ?? settleBare(column, codeOf, answers, context, questions))
    if (code === null) continue
    add(code, column.bare.cells)
    if (code === context.currency) continue
    const own = unsigned.get(column.draft) ?? new Map<number, string>()
    unsigned.set(column.draft, own.set(column.column, code))
  }
  const byCells = [...cells].toSorted((a, b) => b[1] - a[1]).map(([code]) => code)
  const currency = byCells.find((code) => !quoted.has(code)) ?? byCells[0] ?? null
  return { questions, signs, unsigned, currency }
}

/** Rates are given for the other currencies, in the organisation's own. */
function isRates({ draft }: { readonly draft: Draft }): boolean {
  return draft.object === 'rate'
}

function moneyColumns(draft: Draft): MoneyColumn[] {
  return draft.matches.flatMap(({ column, field }): MoneyColumn[] => {
    if (fieldSpec(draft.object, field)?.type !== 'money') return []
    const profile = draft.profile.columns[column]!
    const header = draft.profile.header[column]!
    return [
      {
        draft,
        column,
        header,
        signed: new Map(Object.entries(profile.currencies)),
        bare: bareOf(profile),
        named: namedCurrency(header),
      },
    ]
  })
}

/** amounts without a sign; nothing is nothing in every currency */
function bareOf({ values, shapes }: ColumnProfile): MoneyColumn['bare'] {
  const isBare = (bits: number) => numberMask(bits) !== 0 && (bits & CURRENCY) === 0
  const found =
    values?.flatMap(([text, cells]) => {
      const { bits, value } = shapeOf(text)
      return isBare(bits) && value !== 0 ? [{ text, cells }] : []
    }) ?? shapes.flatMap(({ bits, cells, examples }) => (isBare(bits) ? [{ text: examples[0] ?? '', cells }] : []))
  return { cells: found.reduce((n, { cells }) => n + cells, 0), example: found[0]?.text ?? '' }
}

function currencyColumns(draft: Draft): { draft: Draft; header: string; signed: Map<string, number> }[] {
  return draft.matches.flatMap(({ column, field }) => {
    if (field !== 'currency') return []
    const signed = new Map<string, number>()
    for (const [text, n] of draft.profile.columns[column]!.values ?? []) {
      const sign = signOf(currenciesOf(text))
      if (sign !== '') signed.set(sign, (signed.get(sign) ?? 0) + n)
    }
    return [{ draft, header: draft.profile.header[column]!, signed }]
  })
}

/** `Amount (EUR)`, `Betrag in €`, `Value USD` */
function namedCurrency(header: string): string | null {
  const mark = /[[(]\s*([^\s()[\]]{1,3})\s*[\])]\s*$|\s(?:in )?(EUR|USD|GBP|CHF|\p{Sc})\s*$/u.exec(header)
  const codes = currenciesOf(mark?.[1] ?? mark?.[2] ?? '')
  return codes.length === 1 ? codes[0]! : null
}

/** A sign that several currencies share: one of them is named elsewhere, or it is a question. */
function settleSigns(
  columns: readonly MoneyColumn[],
  rows: ReturnType<typeof currencyColumns>,
  answers: Answers,
  context: MoneyContext,
  questions: Question[],
): Record<string, string> {
  const found = new Map<string, { file: string; column: string; cells: number; example: string }>()
  for (const { draft, header, signed } of [...columns, ...rows]) {
    for (const [sign, n] of signed) {
      if (!sign.includes('/')) continue
      const known = found.get(sign)
      if (known === undefined)
        found.set(sign, { file: draft.name, column: header, cells: n, example: exampleOf(draft, header, sign) })
      else found.set(sign, { ...known, cells: known.cells + n })
    }
  }
  const codes = new Set([...columns, ...rows].flatMap(({ signed }) => [...signed.keys()]))
  const signs: Record<string, string> = {}
  for (const [sign, { file, column, cells, example }] of found) {
    const candidates = sign.split('/')
    const guess = guessSign(candidates, codes, context)
    const question: Question = {
      key: `currency-sign:${candidates[0]}`,
      file,
      column,
      text: `Which currency is "${example}" in "${column}"?`,
      options: candidates.map((value) => ({ value, rows: cells, example: `${example} is in ${value}` })),
      suggested: guess?.value ?? null,
      ...(guess !== null && { guess }),
    }
    questions.push(question)
    signs[sign] = answers[question.key] ?? guess?.value ?? candidates[0]!
  }
  return signs
}

function exampleOf(draft: Draft, header: string, sign: string): string {
  const column = draft.profile.columns[draft.profile.header.indexOf(header)]!
  const texts = [...(column.values ?? []).map(([text]) => text), ...column.examples]
  return texts.find((text) => signOf(currenciesOf(text.replace(/[\d.,'’\s()+-]/g, ''))) === sign) ?? texts[0] ?? ''
}

function guessSign(
  candidates: readonly string[],
  codes: ReadonlySet<string>,
  { currency, zone }: MoneyContext,
): Guess | null {
  if (currency !== null && candidates.includes(currency))
    return { value: currency, confidence: 0.95, reason: `The organisation counts in ${currency}.` }
  const named = candidates.filter((code) => codes.has(code))
  if (named.length === 1)
    return { value: named[0]!, confidence: 0.95, reason: `Other amounts of these files are in ${named[0]!}.` }
  const local = candidates.find((code) => ZONES[code]?.test(zone))
  if (local !== undefined) {
    const usual = local === candidates[0] || candidates[0] !== 'USD'
    return { value: local, confidence: usual ? 0.95 : 0.7, reason: `The organisation is in the time zone ${zone}.` }
  }
  return candidates[0] === 'USD'
    ? {
        value: 'USD',
        confidence: 0.9,
        reason: 'The dollar written without a country is mostly that of the United States.',
      }
    : null
}

/** where the currencies that share a sign are used */
const ZONES: Readonly<Record<string, RegExp>> = {
  USD: /^(?:US\/|America\/(?:New_York|Detroit|Chicago|Denver|Boise|Phoenix|Los_Angeles|Anchorage|Indiana|Kentucky|North_Dakota)|Pacific\/Honolulu)/,
  CAD: /^(?:Canada\/|America\/(?:Toronto|Vancouver|Montreal|Edmonton|Winnipeg|Halifax|Regina|St_Johns))/,
  AUD: /^Australia\//,
  NZD: /^(?:Pacific\/Auckland|NZ)/,
  SGD: /^(?:Asia\/)?Singapore$/,
  HKD: /^(?:Asia\/Hong_Kong|Hongkong)$/,
  MXN: /^(?:Mexico\/|America\/(?:Mexico_City|Monterrey|Tijuana|Cancun))/,
  JPY: /^(?:Asia\/Tokyo|Japan)$/,
  CNY: /^(?:Asia\/(?:Shanghai|Chongqing|Urumqi)|PRC)$/,
  SEK: /^Europe\/Stockholm$/,
  NOK: /^Europe\/Oslo$/,
  DKK: /^Europe\/Copenhagen$/,
}

/** What the amounts without a sign are in where others of their column have one; null: the organisation's currency. */
function settleBare(
  { draft, header, signed, bare }: MoneyColumn,
  codeOf: (sign: string) => string,
  answers: Answers,
  { currency }: MoneyContext,
  questions: Question[],
): string | null {
  const counts = new Map<string, number>()
  for (const [sign, n] of signed) counts.set(codeOf(sign), (counts.get(codeOf(sign)) ?? 0) + n)
  const codes = [...counts].toSorted((a, b) => b[1] - a[1]).map(([code]) => code)
  const [main] = codes
  if (main === undefined || bare.cells === 0) return null
  if (codes.length === 1 && main === currency) return main
  const total = [...counts.values()].reduce((sum, n) => sum + n, 0)
  const guess = guessBare(main, counts.get(main)!, total, bare.cells, currency)
  // one reading alone would be no question
  const others = currency === null ? ['EUR', 'USD'] : [currency]
  const values = [...new Set([...codes, ...others])]
  const question: Question = {
    key: `currency-rest:${draft.name}:${header}`,
    file: draft.name,
    column: header,
    text: `In "${header}" only some amounts have a currency sign. Which currency are the others in?`,
    options: values.map((value) => ({ value, rows: bare.cells, example: `${bare.example} is in ${value}` })),
    suggested: guess.value,
    guess,
  }
  questions.push(question)
  return answers[question.key] ?? (sureGuess(question) ?? guess).value
}

function guessBare(main: string, most: number, signed: number, bare: number, currency: string | null): Guess {
  const total = signed + bare
  const reason = `${signed} of ${total} amounts have a sign, most of them ${main}.`
  if (most >= total * 0.9) return { value: main, confidence: 0.9, reason }
  if (currency === null || currency === main) return { value: main, confidence: 0.6, reason }
  return {
    value: currency,
    confidence: signed <= total * 0.2 ? 0.9 : 0.6,
    reason: `The organisation counts in ${currency}, and ${signed} of ${total} amounts say otherwise.`,
  }
}
