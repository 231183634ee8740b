import type { FieldSpec } from '#domain/import/objects.ts'
import type { ColumnProfile } from '../profile/column.ts'
import { dateMask, markOf, MIDNIGHT, numberMask, PERCENT, SAME_DAY, TIMED } from '../styles/cell.ts'
import { DATE_MARKS, DATE_STYLES, dateBit, type DateMark } from '../styles/dates.ts'
import { COMMA, POINT } from '../styles/numbers.ts'

/** A cell that can be read in one way only. */
export type Proof =
  | { readonly kind: 'date'; readonly order: 'dmy' | 'mdy'; readonly mark: DateMark; readonly example: string }
  | { readonly kind: 'number'; readonly order: 'point' | 'comma'; readonly example: string }

/** Cells no style of the column decides, and one of them. */
export interface Undecided {
  readonly kind: 'date' | 'number'
  readonly cells: number
  readonly example: string
  /** for dates: styles to be added by an answer, without their order: `2/` is two digits of the year and slashes */
  readonly endings: readonly string[]
  readonly marks: readonly DateMark[]
  /** for numbers: some have a point and some a comma, so that no reading makes all of them alike */
  readonly mixed: boolean
}

export interface StyleVerdict {
  /** date styles, `point`, `comma`, `fraction` (percent written 0 to 1), `midnight` (every time is 00:00: dates) */
  readonly styles: readonly string[]
  readonly open: Undecided | null
  readonly proofs: readonly Proof[]
}

const DAY_MONTH = dateBit('dmy') | dateBit('mdy') | dateBit('dmy2') | dateBit('mdy2')
const SHORT_YEAR = dateBit('dmy2') | dateBit('mdy2')
const DAY_FIRST = dateBit('dmy') | dateBit('dmy2')
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
  return { styles: [], open: null, proofs: [] }
}

/** A style is an order with its mark: what `25.03.2026` proves says nothing about `04/05/2026`. */
function judgeDates(profile: ColumnProfile): StyleVerdict {
  let others = 0
  let timed = 0
  let midnight = 0
  const evidenced = new Map<DateMark, number>()
  const proofs: Proof[] = []
  const marks = new Set<DateMark>()
  for (const { bits, cells, examples } of profile.shapes) {
    const mask = dateMask(bits)
    const mark = mask & DAY_MONTH ? markOf(bits) : null
    if (mark !== null) marks.add(mark)
    if (single(mask)) {
      if (mark === null) others |= mask
      else {
        evidenced.set(mark, (evidenced.get(mark) ?? 0) | mask)
        proofs.push({ kind: 'date', order: mask & DAY_FIRST ? 'dmy' : 'mdy', mark, example: examples[0] ?? '' })
      }
    }
    if (mask !== 0 && bits & TIMED) timed += cells
    if (mask !== 0 && bits & MIDNIGHT) midnight += cells
  }
  const undecided = profile.shapes.filter(({ bits }) => {
    const mask = dateMask(bits)
    const mark = markOf(bits)
    if (mark === null || mask === 0 || single(mask) || (bits & SAME_DAY) !== 0) return false
    return (mask & (evidenced.get(mark) ?? 0)) === 0
  })
  const bare = marks.size === 1
  const styles = DATE_STYLES.filter((style) => others & dateBit(style)) as string[]
  for (const mark of DATE_MARKS)
    for (const style of DATE_STYLES)
      if ((evidenced.get(mark) ?? 0) & dateBit(style)) styles.push(bare ? style : style + mark)
  if (timed > 0 && midnight === timed) styles.push('midnight')
  return { styles, open: openOf('date', undecided, false), proofs }
}

function judgeNumbers(type: FieldSpec['type'], profile: ColumnProfile): StyleVerdict {
  let evidenced = 0
  let percentSign = false
  const proofs: Proof[] = []
  for (const { bits, examples } of profile.shapes) {
    const mask = numberMask(bits)
    if (single(mask)) evidenced |= mask
    if (mask === POINT || mask === COMMA)
      proofs.push({ kind: 'number', order: mask === POINT ? 'point' : 'comma', example: examples[0] ?? '' })
    if (bits & PERCENT) percentSign = true
  }
  const undecided = profile.shapes.filter(({ bits }) => {
    const mask = numberMask(bits)
    return mask === (POINT | COMMA) && (mask & evidenced) === 0
  })
  const styles = [...(evidenced & POINT ? ['point'] : []), ...(evidenced & COMMA ? ['comma'] : [])]
  if (type === 'percent' && !percentSign && profile.max !== null && profile.max > 0 && profile.max <= 1)
    styles.push('fraction')
  const written = (profile.values?.map(([text]) => text) ?? profile.examples).filter((text) => THREE.test(text))
  const mixed = written.some((text) => text.includes('.')) && written.some((text) => text.includes(','))
  return { styles, open: openOf('number', undecided, mixed), proofs }
}

/** one mark with three figures behind it */
const THREE = /^\D*\d{1,3}[.,]\d{3}\D*$/

function openOf(kind: 'date' | 'number', shapes: ColumnProfile['shapes'], mixed: boolean): Undecided | null {
  const cells = shapes.reduce((n, shape) => n + shape.cells, 0)
  if (cells === 0) return null
  const marks = new Set<DateMark>()
  const endings = new Set<string>()
  for (const { bits } of kind === 'date' ? shapes : []) {
    const mark = markOf(bits)!
    marks.add(mark)
    endings.add(dateMask(bits) & SHORT_YEAR ? `2${mark}` : mark)
  }
  return { kind, cells, example: shapes[0]!.examples[0]!, endings: [...endings], marks: [...marks], mixed }
}

/** The styles with an answer: of the cells that were undecided, the answered reading counts as evidenced. */
export function settleStyles({ styles, open }: StyleVerdict, answer: string | undefined): readonly string[] {
  if (open === null || answer === undefined) return styles
  if (open.kind === 'number') return answer === 'point' || answer === 'comma' ? [...styles, answer] : styles
  return answer === 'dmy' || answer === 'mdy' ? [...styles, ...open.endings.map((ending) => answer + ending)] : styles
}
