import { fieldSpec } from '#domain/import/objects.ts'
import type { ObjectKind } from '#domain/import/object-kind.ts'
import type { ColumnProfile } from '../profile/column.ts'
import {
  BLANK_WORD,
  BOOLEAN,
  CURRENCY,
  dateMask,
  EMAIL,
  numberMask,
  PERCENT,
  PERSON_LIKE,
  PHONE,
  SALESFORCE_ID,
  TIMED,
  URL,
  WRITTEN_DATE,
} from '../styles/cell.ts'
import { dateBit } from '../styles/dates.ts'
import { COMMA, POINT } from '../styles/numbers.ts'
import { activityWord, stageWord } from './words.ts'

const PREFIXES: Readonly<Record<string, ObjectKind>> = {
  '006': 'deal',
  '005': 'person',
  '001': 'account',
  '003': 'contact',
  '00Q': 'lead',
  '00T': 'activity',
  '00U': 'activity',
  '008': 'dealHistory',
  '017': 'dealFieldHistory',
  '01t': 'product',
  '01u': 'priceBookEntry',
  '01s': 'priceBook',
  '701': 'campaign',
  '00v': 'campaignMember',
  '00k': 'lineItem',
  '00E': 'team',
  '0Q0': 'quote',
}

/** Shares of a column's filled cells, computed once. */
export interface ColumnTraits {
  readonly profile: ColumnProfile
  readonly filled: number
  readonly date: number
  readonly timed: number
  readonly numericDate: number
  readonly number: number
  readonly decimal: number
  readonly currency: number
  readonly percent: number
  readonly boolean: number
  readonly email: number
  readonly url: number
  readonly phone: number
  readonly person: number
  /** the object whose Salesforce ids fill the column */
  readonly idOf: ObjectKind | null
  readonly unique: boolean
  readonly stageWords: number
  /** some value names a won or lost stage */
  readonly closedWords: boolean
  readonly activityWords: number
}

export function traitsOf(profile: ColumnProfile): ColumnTraits {
  const usable = profile.shapes.filter(({ bits }) => (bits & BLANK_WORD) === 0)
  const filled = usable.reduce((n, { cells }) => n + cells, 0)
  const share = (test: (bits: number) => boolean) =>
    filled === 0 ? 0 : usable.reduce((n, { bits, cells }) => (test(bits) ? n + cells : n), 0) / filled
  const numericDates = dateBit('serial') | dateBit('epoch-s') | dateBit('epoch-ms') | dateBit('compact')
  const prefix = Object.entries(profile.prefixes).sort((a, b) => b[1] - a[1])[0]
  const words = (test: (text: string) => boolean) => {
    const values = profile.values ?? []
    return values.length === 0 || values.length > 60 ? 0 : values.filter(([text]) => test(text)).length / values.length
  }
  return {
    profile,
    filled,
    date: share((bits) => (dateMask(bits) & WRITTEN_DATE) !== 0),
    timed: share((bits) => (bits & TIMED) !== 0),
    numericDate: share((bits) => (bits & numericDates) !== 0),
    number: share((bits) => numberMask(bits) !== 0),
    decimal: share((bits) => (numberMask(bits) & (POINT | COMMA)) !== 0),
    currency: share((bits) => (bits & CURRENCY) !== 0),
    percent: share((bits) => (bits & PERCENT) !== 0),
    boolean: share((bits) => (bits & BOOLEAN) !== 0),
    email: share((bits) => (bits & EMAIL) !== 0),
    url: share((bits) => (bits & URL) !== 0),
    phone: share((bits) => (bits & PHONE) !== 0),
    person: share((bits) => (bits & PERSON_LIKE) !== 0),
    idOf:
      prefix !== undefined && share((bits) => (bits & SALESFORCE_ID) !== 0) > 0.8 && prefix[1] > filled * 0.7
        ? (PREFIXES[prefix[0]] ?? null)
        : null,
    unique: profile.filled > 0 && profile.filled >= profile.rows * 0.98 && profile.distinct >= profile.filled * 0.985,
    stageWords: words((text) => stageWord(text) !== null),
    closedWords: words((text) => stageWord(text) === 'won' || stageWord(text) === 'lost') > 0,
    activityWords: words((text) => activityWord(text) !== null),
  }
}

/**
 * What the cells say about a column being this field: -1 they cannot be, 0 nothing, 1 they say it by themselves.
 */
export function evidence(object: ObjectKind, field: string, t: ColumnTraits): number {
  if (t.filled === 0) return 0
  const spec = fieldSpec(object, field)
  if (spec === undefined) return 0
  switch (spec.type) {
    case 'time':
      return timeEvidence(field, t)
    case 'money':
      return moneyEvidence(field, t)
    case 'number':
    case 'duration':
      if (field === 'order' && t.number > 0.95) return 0.1
      return t.number > 0.9 && t.currency === 0
        ? 0.1
        : spec.type === 'duration' && t.number < 0.5
          ? -0.4
          : t.number < 0.5
            ? -0.9
            : 0
    case 'percent':
      if (t.number < 0.6 || t.currency > 0.2) return -0.9
      return t.percent > 0.5 ? 0.6 : (t.profile.max ?? 0) > 100 ? -0.3 : t.profile.distinct <= 30 ? 0.35 : 0.1
    case 'boolean':
      if (field === 'won' && isOutcome(t)) return 0.2
      return t.boolean > 0.9 && t.profile.distinct <= 4 ? 0.3 : -0.95
    case 'email':
      return t.email > 0.8 ? 0.7 : t.email > 0.3 ? 0.2 : -0.35
    case 'id':
      if (t.idOf !== null) return t.idOf === object ? (t.profile.distinct >= t.filled * 0.985 ? 0.9 : 0.2) : -0.9
      if (t.date > 0.5 || t.email > 0.5 || t.currency > 0.1) return -0.9
      return t.unique ? 0.35 : -0.5
    case 'ref':
      return refEvidence(object, field, spec.to!, t)
    case 'text':
      return textEvidence(object, field, t)
  }
}

/** a column of `open`, `won` and `lost`, kept apart from the stage */
export function isOutcome(t: ColumnTraits): boolean {
  const { values } = t.profile
  if (values === null || values.length > 5 || t.stageWords < 1) return false
  const kinds = values.map(([text]) => stageWord(text))
  return kinds.includes('won') || kinds.includes('lost')
}

function timeEvidence(field: string, t: ColumnTraits): number {
  const dated = t.date + t.numericDate
  if (dated < 0.3) return -0.95
  if (dated < 0.5) return -0.5
  if (t.date < 0.5) return t.numericDate > 0.9 ? 0.1 : -0.3
  const system =
    field === 'createdAt' || field === 'modifiedAt' || field === 'at' || field === 'completedAt' || field === 'endAt'
  return 0.25 + (system === t.timed > 0.5 ? 0.1 : 0)
}

function moneyEvidence(field: string, t: ColumnTraits): number {
  if (t.number < 0.3 || t.date > 0.3) return -0.95
  // damaged cells are problems of their rows, not another kind of column
  if (t.number < 0.6) return -0.5
  if (t.percent > 0.2 || t.idOf !== null) return -0.7
  if (t.currency > 0.3) return 0.6
  if (t.boolean > 0.95 && t.profile.distinct <= 2) return -0.5
  if (field === 'amount' && t.unique && t.decimal === 0 && t.profile.rows > 50) return -0.2
  return t.decimal > 0.3 || (t.profile.max ?? 0) > 500 ? 0.3 : 0.05
}

function refEvidence(object: ObjectKind, field: string, to: ObjectKind, t: ColumnTraits): number {
  if (t.date > 0.5 || t.currency > 0.2 || t.percent > 0.2) return -0.95
  if (t.boolean > 0.95 && t.profile.distinct <= 3)
    return t.profile.values?.every(([text]) => text === '0') ? -0.2 : -0.8
  if (t.idOf !== null) return t.idOf === to ? 0.8 : -0.95
  if (to === 'stage') {
    if (t.profile.distinct > 80) return -0.8
    if (isOutcome(t)) return 0
    return t.stageWords > 0.4 ? 0.75 : t.number > 0.9 ? -0.2 : 0.05
  }
  if (to === 'person') {
    if (t.email > 0.8) return 0.35
    if (t.unique && t.profile.rows > 30 && object !== 'person') return -0.4
    return t.person > 0.7 ? 0.35 : 0
  }
  if (t.email > 0.5) return -0.7
  if (field === 'pipeline') return t.profile.distinct > 60 ? -0.8 : 0
  if (to === object && t.unique) return -0.5
  return 0
}

function textEvidence(object: ObjectKind, field: string, t: ColumnTraits): number {
  if (field === 'oldValue' || field === 'newValue') return 0
  if (t.date > 0.6) return -0.8
  if (field === 'phone') return t.phone > 0.6 ? 0.5 : t.phone + t.number < 0.2 ? -0.3 : 0
  if (field === 'website') return t.url > 0.6 ? 0.6 : -0.2
  if (t.email > 0.6) return -0.8
  if (t.idOf !== null) return field === 'what' || field === 'who' ? 0.5 : -0.9
  if (field === 'currency')
    return t.profile.values !== null && t.profile.values.every(([text]) => /^[A-Z]{3}$/.test(text)) ? 0.5 : -0.5
  if (field === 'what' || field === 'who') return 0
  if (field === 'type' && object === 'activity') return t.activityWords > 0.4 ? 0.5 : 0
  if (field === 'name' || field === 'lastName' || field === 'firstName' || field === 'subject') {
    if (t.boolean > 0.95 && t.filled >= 5) return -0.8
    if (t.number > 0.8) return field === 'lastName' ? -0.1 : -0.4
    return object === 'person' || object === 'contact' || object === 'lead'
      ? t.person > 0.6 && field === 'name'
        ? 0.3
        : 0.05
      : 0.05
  }
  return t.currency > 0.3 || t.percent > 0.5 ? -0.6 : 0
}
