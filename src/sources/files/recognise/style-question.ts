import { SURE, type Guess, type Question } from '#domain/import/record.ts'
import { dayText, readDates, type DateMark } from '../styles/dates.ts'
import { numeralValue, readNumber } from '../styles/numbers.ts'
import type { Proof, Undecided } from './styles.ts'

/** A proof and the column it stands in. */
export interface PlacedProof {
  readonly file: string
  readonly column: string
  readonly proof: Proof
}

/** An undecided column and what is known around it. */
export interface Doubt {
  readonly file: string
  readonly column: string
  readonly open: Undecided
  /** proofs of all files of the import */
  readonly proofs: readonly PlacedProof[]
  /** amounts rarely have three decimals */
  readonly money: boolean
  readonly zone: string
}

/** The question an undecided column raises, both readings shown on a cell of it, with what other evidence says. */
export function styleQuestion(doubt: Doubt): Question {
  const { file, column, open } = doubt
  const { kind, cells, example } = open
  const orders = kind === 'date' ? ['dmy', 'mdy'] : ['point', 'comma']
  const read = kind === 'date' ? dateExample : numberExample
  const options = orders.map((value) => ({ value, rows: cells, example: `${example} = ${read(example, value)}` }))
  const text =
    kind === 'date'
      ? `Which comes first in "${column}", the day or the month?`
      : `Is the mark in "${column}" a decimal mark or a thousands mark?`
  const guess = kind === 'date' ? guessOrder(doubt) : guessMark(doubt)
  return {
    key: `${kind}-style:${file}:${column}`,
    file,
    column,
    text,
    options,
    suggested: guess?.value ?? null,
    ...(guess !== null && { guess }),
  }
}

/** the guess that holds for every mark of the column */
function guessOrder(doubt: Doubt): Guess | null {
  const guesses = doubt.open.marks.map((mark) => guessOrderOf(doubt, mark))
  const [first] = guesses
  if (first == null || guesses.some((guess) => guess?.value !== first.value)) return null
  return guesses.reduce((least, guess) => (guess!.confidence < least!.confidence ? guess : least), first)!
}

function guessOrderOf({ file, column, proofs, zone }: Doubt, mark: DateMark): Guess | null {
  const dates = proofs.flatMap((placed) => (placed.proof.kind === 'date' ? [{ ...placed, proof: placed.proof }] : []))
  const same = dates.filter(({ proof }) => proof.mark === mark)
  const shared = byNearest(same, file, column)
  if (shared === 'divided') return null
  if (shared !== null) {
    const { placed, confidence } = shared
    return {
      value: placed.proof.order,
      confidence,
      reason: `${placeWords(placed, file)} ${FIRST[placed.proof.order]}.`,
    }
  }
  if (mark === '.')
    return { value: 'dmy', confidence: 0.98, reason: 'Dates are written with dots where the day comes first.' }
  const comma = proofs.find(({ proof }) => proof.kind === 'number' && proof.order === 'comma')
  const pointed = proofs.some(({ proof }) => proof.kind === 'number' && proof.order === 'point')
  if (comma !== undefined && !pointed)
    return {
      value: 'dmy',
      confidence: SURE,
      reason: `“${comma.proof.example}” has a decimal comma, and who writes so puts the day first.`,
    }
  const beside = byNearest(
    dates.filter((placed) => placed.file === file && placed.column === column),
    file,
    column,
  )
  if (beside !== null && beside !== 'divided') {
    const { placed } = beside
    return {
      value: placed.proof.order,
      confidence: 0.75,
      reason: `${placeWords(placed, file)} ${FIRST[placed.proof.order]}.`,
    }
  }
  if (zone === 'UTC') return null
  return MONTH_FIRST.test(zone)
    ? { value: 'mdy', confidence: 0.6, reason: `In the time zone ${zone} people write the month first.` }
    : { value: 'dmy', confidence: 0.6, reason: `In the time zone ${zone} most people write the day first.` }
}

const FIRST = { dmy: 'has the day first', mdy: 'has the month first' } as const

/** zones of the United States and the Philippines */
const MONTH_FIRST =
  /^(?:US\/|America\/(?:New_York|Detroit|Chicago|Denver|Boise|Phoenix|Los_Angeles|Anchorage|Juneau|Nome|Sitka|Adak|Menominee|Indiana|Kentucky|North_Dakota|Indianapolis|Louisville)|Pacific\/Honolulu|Asia\/Manila)/

function guessMark({ file, column, open, proofs, money }: Doubt): Guess | null {
  const numbers = proofs.flatMap((placed) =>
    placed.proof.kind === 'number' ? [{ ...placed, proof: placed.proof }] : [],
  )
  const shared = byNearest(numbers, file, column)
  if (shared === 'divided' || open.mixed) return null
  const thousands = open.example.includes(',') ? 'point' : 'comma'
  if (shared !== null) {
    const { placed, confidence } = shared
    const { order } = placed.proof
    // three decimals of an amount would have to be proven by the column itself
    const believed = money && order !== thousands ? Math.min(confidence, 0.7) : confidence
    return { value: order, confidence: believed, reason: `${placeWords(placed, file)} ${DECIMAL[order]}.` }
  }
  if (!money) return null
  return {
    value: thousands,
    confidence: open.cells >= 8 ? 0.95 : 0.75,
    reason:
      open.cells === 1
        ? 'Amounts with three decimals are rare.'
        : `Amounts with three decimals are rare, and ${open.cells} cells would have them.`,
  }
}

const DECIMAL = { point: 'has a decimal point', comma: 'has a decimal comma' } as const

/** the proofs of the column itself, else of its file, else of the others, if they agree */
function byNearest<P extends PlacedProof>(
  proofs: readonly P[],
  file: string,
  column: string,
): { readonly placed: P; readonly confidence: number } | 'divided' | null {
  const near = proofs.filter((placed) => placed.file === file)
  const rings = [near.filter((placed) => placed.column === column), near, proofs]
  for (const [distance, ring] of rings.entries()) {
    const [placed] = ring
    if (placed === undefined) continue
    if (ring.some(({ proof }) => proof.order !== placed.proof.order)) return 'divided'
    return { placed, confidence: distance === 2 ? SURE : 0.95 }
  }
  return null
}

function placeWords({ file, column, proof }: PlacedProof, own: string): string {
  return file === own ? `“${proof.example}” in “${column}”` : `“${proof.example}” in “${column}” of ${file}`
}

function dateExample(text: string, style: string): string {
  const reading = readDates(text).find((r) => r.style === style || r.style === `${style}2`)
  return reading === undefined ? '?' : dayText(reading.day)
}

function numberExample(text: string, style: string): string {
  const numeral = readNumber(text)?.[style === 'point' ? 'point' : 'comma']
  return numeral === undefined ? '?' : String(numeralValue(numeral))
}
