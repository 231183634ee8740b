import type { ObjectKind } from '#domain/import/object-kind.ts'
import type { FileProfile } from '../profile/file.ts'
import { readBoolean } from '../styles/booleans.ts'
import { readDates } from '../styles/dates.ts'
import { evidence, isOutcome, type ColumnTraits } from './content.ts'
import type { Match } from './table.ts'

/** what a reader puts in the place of a missing name */
export const isNameless = (title: string): boolean => /^Column \d+$/.test(title)

/** fields cells can tell without any name; all others would be guesses about guesses */
const TELLABLE: Readonly<Partial<Record<ObjectKind, ReadonlySet<string>>>> = {
  deal: new Set([
    'id',
    'name',
    'owner',
    'account',
    'stage',
    'amount',
    'closeDate',
    'createdAt',
    'probability',
    'closed',
    'won',
    'currency',
  ]),
  person: new Set(['id', 'name', 'email', 'active']),
  account: new Set(['id', 'name', 'website', 'owner']),
  contact: new Set(['id', 'name', 'email', 'phone', 'account', 'owner']),
  activity: new Set(['id', 'type', 'owner', 'deal', 'at', 'duration']),
  dealHistory: new Set(['deal', 'at', 'stage', 'by']),
}

/** What cells alone say about a column being a field, as `evidence` does for named columns. */
export function namelessEvidence(object: ObjectKind, field: string, t: ColumnTraits): number {
  if (TELLABLE[object]?.has(field) !== true) return 0
  const isText = t.number < 0.2 && t.date < 0.2 && t.email < 0.2 && t.url < 0.2 && t.idOf === null
  const token = t.profile.examples.every((text) => /^[\w-]{3,40}$/.test(text))
  if (field === 'id' && t.idOf === null && (!token || t.decimal > 0.05 || (t.number > 0.9 && !isNumbering(t)))) return 0
  if (field === 'name' && (object === 'deal' || object === 'account')) return isText && !token && t.unique ? 0.35 : 0
  if (field === 'account')
    return t.idOf !== null
      ? evidence(object, field, t)
      : isText && t.person < 0.7 && t.profile.distinct >= 10 && !t.unique
        ? 0.3
        : 0
  if (field === 'stage' && t.idOf === null)
    return t.closedWords && !isOutcome(t) ? 0.75 : t.stageWords > 0.6 && t.profile.distinct >= 3 ? 0.5 : 0
  if (field === 'won' && isOutcome(t)) return 0.4
  if (field === 'owner' || field === 'by')
    return t.idOf === 'person'
      ? 0.8
      : t.email > 0.8 || (t.person > 0.9 && t.profile.distinct > 2 && !t.unique)
        ? 0.35
        : 0
  if (field === 'amount' && (t.unique || t.profile.distinct > 20) && t.boolean < 0.5) return evidence(object, field, t)
  return field === 'amount' ? 0 : evidence(object, field, t)
}

/** numbers given in turn, or long ones: head counts differ too, and are no ids */
function isNumbering({ profile: { min, max, rows } }: ColumnTraits): boolean {
  return min !== null && max !== null && (min >= 10_000 || max - min <= rows * 3)
}

/** Puts pairs right that only their values tell apart: a deal is created before it closes, and closed more often than won. */
export function orderPairs(profile: FileProfile, matches: readonly Match[]): Match[] {
  const at = (field: string) =>
    matches.find((match) => match.field === field && isNameless(profile.header[match.column]!))
  const swapped = new Map<Match, string>()
  const swapIf = (a: Match | undefined, b: Match | undefined, wrong: (a: string, b: string) => boolean) => {
    if (a === undefined || b === undefined) return
    const rows = profile.sample.filter(({ cells }) => cells[a.column] !== '' && cells[b.column] !== '')
    const against = rows.filter(({ cells }) => wrong(cells[a.column]!.trim(), cells[b.column]!.trim())).length
    if (
      against * 2 <= rows.length &&
      !(
        against > 0 &&
        rows.every(({ cells }) => wrong(cells[a.column]!, cells[b.column]!) || cells[a.column] === cells[b.column])
      )
    )
      return
    swapped.set(a, b.field)
    swapped.set(b, a.field)
  }
  swapIf(at('createdAt'), at('closeDate'), (created, closed) => dayOf(created) > dayOf(closed))
  swapIf(at('closed'), at('won'), (closed, won) => readBoolean(won) === true && readBoolean(closed) === false)
  return matches.map((match) => ({ ...match, field: swapped.get(match) ?? match.field }))
}

const dayOf = (text: string): number => readDates(text)[0]?.day ?? 0
