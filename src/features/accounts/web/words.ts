import { formatCount } from '#ui/format/number.ts'
import { formatDate } from '#ui/format/time.ts'
import type { AccountActivity, AccountChange, Duplicate } from '../contract.ts'

export const FIELD_WORDS: Readonly<Record<string, string>> = {
  name: 'Name',
  ownerId: 'Owner',
  parentId: 'Parent',
  accountId: 'Account',
  type: 'Kind',
  segment: 'Segment',
  industry: 'Industry',
  country: 'Country',
  website: 'Website',
  source: 'Source',
  externalId: 'Id in the source',
  deleted: 'Removed',
}

export function fieldWords({ field }: AccountChange): string {
  return FIELD_WORDS[field] ?? field
}

/** Why two look like one. */
export function duplicateWords({ name, why }: Duplicate): string {
  const reason = { domain: 'the same website', name: 'the same name', email: 'the same address' }[why]
  return `${name} has ${reason}.`
}

export function activityDay({ date, wholeWeek }: AccountActivity, locale?: string): string {
  const day = formatDate(date, { year: true, locale })
  return wholeWeek ? `Week of ${day}` : day
}

const TYPES: Readonly<Record<string, string>> = {
  call: 'Call',
  email: 'Mail',
  meeting: 'Meeting',
  task: 'Task',
  other: 'Activity',
}

export function activityWords({ type, direction }: AccountActivity): string {
  const word = TYPES[type] ?? type
  if (direction === null) return word
  return direction === 'inbound' ? `${word} from them` : `${word} from us`
}

export function dealsCount(count: number): string {
  return count === 1 ? '1 deal' : `${formatCount(count)} deals`
}
