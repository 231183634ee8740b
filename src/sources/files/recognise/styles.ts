import type { FieldSpec } from '#domain/import/objects.ts'
import type { Question } from '#domain/import/record.ts'
import type { ColumnProfile } from '../profile/column.ts'
import { dateMask, MIDNIGHT, numberMask, PERCENT, SAME_DAY, TIMED } from '../styles/cell.ts'
import { DATE_STYLES, dateBit, dayText, readDates } from '../styles/dates.ts'
import { COMMA, numeralValue, POINT, readNumber } from '../styles/numbers.ts'

export interface StyleVerdict {
  /** date styles, `point`, `comma`, `fraction` (percent written 0 to 1), `midnight` (every time is 00:00: dates) */
  readonly styles: readonly string[]
  /** cells no style of the column decides, and one of them */
  readonly open: { readonly kind: 'date' | 'number'; readonly cells: number; readonly example: string } | null
}

const DAY_MONTH = ['dmy', 'mdy', 'dmy2', 'mdy2'] as const
const single = (mask: number) => mask !== 0 && (mask & (mask - 1)) === 0

/** Styles at least one cell of the whole column can only be read by. */
export function judgeStyles(type: FieldSpec['type'], profile: ColumnProfile, header: string): StyleVerdict {
  const verdict = judgeCells(type, profile)
  const unit = type === 'duration' ? unitOf(header) : null
  return unit === null ? verdict : { ...verdict, styles: [...verdict.styles, unit] }
}

/** the unit a column's name states; a bare number is seconds */
function unitOf(header: string): 'milliseconds' | 'minutes' | null {
  if (/milli|\bms\b|hs_call_duration/i.test(header)) return 'milliseconds'
  return /min/i.test(header) ? 'minutes' : null
}

function judgeCells(type: FieldSpec['type'], profile: ColumnProfile): StyleVerdict {
  if (type === 'time') return judgeDates(profile)
  if (type === 'money' || type === 'number' || type === 'percent' || type === 'duration')
    return judgeNumbers(type, profile)
  return { styles: [], open: null }
}

function judgeDates(profile: ColumnProfile): StyleVerdict {
  let evidenced = 0
  let timed = 0
  let midnight = 0
  for (const { bits, cells } of profile.shapes) {
    const mask = dateMask(bits)
    if (single(mask)) evidenced |= mask
    if (mask !== 0 && bits & TIMED) timed += cells
    if (mask !== 0 && bits & MIDNIGHT) midnight += cells
  }
  const undecided = profile.shapes.filter(({ bits }) => {
    const mask = dateMask(bits)
    return mask !== 0 && !single(mask) && (bits & SAME_DAY) === 0 && (mask & evidenced) === 0
  })
  const styles: string[] = DATE_STYLES.filter((style) => evidenced & dateBit(style))
  if (timed > 0 && midnight === timed) styles.push('midnight')
  return { styles, open: openOf('date', undecided) }
}

function judgeNumbers(type: FieldSpec['type'], profile: ColumnProfile): StyleVerdict {
  let evidenced = 0
  let percentSign = false
  for (const { bits } of profile.shapes) {
    const mask = numberMask(bits)
    if (single(mask)) evidenced |= mask
    if (bits & PERCENT) percentSign = true
  }
  const undecided = profile.shapes.filter(({ bits }) => {
    const mask = numberMask(bits)
    return mask === (POINT | COMMA) && (mask & evidenced) === 0
  })
  const styles = [...(evidenced & POINT ? ['point'] : []), ...(evidenced & COMMA ? ['comma'] : [])]
  if (type === 'percent' && !percentSign && profile.max !== null && profile.max > 0 && profile.max <= 1)
    styles.push('fraction')
  return { styles, open: openOf('number', undecided) }
}

function openOf(kind: 'date' | 'number', shapes: ColumnProfile['shapes']): StyleVerdict['open'] {
  const cells = shapes.reduce((n, shape) => n + shape.cells, 0)
  return cells === 0 ? null : { kind, cells, example: shapes[0]!.examples[0]! }
}

/** The verdict with an answer: the answered reading counts as evidenced, the other one does not. */
export function settleStyles(verdict: StyleVerdict, answer: string | undefined): readonly string[] {
  if (verdict.open === null || answer === undefined) return verdict.styles
  if (verdict.open.kind === 'number')
    return answer === 'point' || answer === 'comma' ? [...verdict.styles, answer] : verdict.styles
  if (answer !== 'dmy' && answer !== 'mdy') return verdict.styles
  return [...verdict.styles.filter((style) => !(DAY_MONTH as readonly string[]).includes(style)), answer, `${answer}2`]
}

/** The question an undecided column raises, both readings shown on a cell of it. */
export function styleQuestion(
  file: string,
  column: string,
  open: NonNullable<StyleVerdict['open']>,
  suggested: string | null,
): Question {
  const { kind, cells, example } = open
  const options =
    kind === 'date'
      ? ['dmy', 'mdy'].map((value) => ({ value, rows: cells, example: `${example} = ${dateExample(example, value)}` }))
      : ['point', 'comma'].map((value) => ({
          value,
          rows: cells,
          example: `${example} = ${numberExample(example, value)}`,
        }))
  const text =
    kind === 'date'
      ? `Which comes first in "${column}", the day or the month?`
      : `Is the mark in "${column}" a decimal mark or a thousands mark?`
  return { key: `${kind}-style:${file}:${column}`, file, column, text, options, suggested }
}

function dateExample(text: string, style: string): string {
  const reading = readDates(text).find((r) => r.style === style || r.style === `${style}2`)
  return reading === undefined ? '?' : dayText(reading.day)
}

function numberExample(text: string, style: string): string {
  const numeral = readNumber(text)?.[style === 'point' ? 'point' : 'comma']
  return numeral === undefined ? '?' : String(numeralValue(numeral))
}
