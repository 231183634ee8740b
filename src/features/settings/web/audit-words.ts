import { formatMoment } from '#ui/format/time.ts'

/** Kinds of the ledger in the words of the screens. */
export const KIND_WORDS: Readonly<Record<string, string>> = {
  deal: 'deal',
  account: 'account',
  contact: 'contact',
  goal: 'goal',
  membership: 'membership',
  person: 'person',
  team: 'team',
  calendar: 'calendar',
  leave: 'leave',
  pipeline: 'pipeline',
  stage: 'stage',
  rate: 'exchange rate',
  role: 'what matters in a role',
  ramp: 'ramp',
  setting: 'setting',
  member: 'access',
  wallboard: 'wallboard',
  merge: 'merge',
  retention: 'retention',
}

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-/

/** "teamId …, office Berlin": the fields of a change; ids of other things are left to the page of that thing. */
export function changeWords(patch: Readonly<Record<string, unknown>>, zone: string): string {
  return Object.entries(patch)
    .map(([field, value]) => `${fieldWords(field)} ${valueWords(field, value, zone)}`)
    .join(', ')
}

function fieldWords(field: string): string {
  return field.replace(/Id$/, '').replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`)
}

function valueWords(field: string, value: unknown, zone: string): string {
  if (value === null) return 'none'
  if (value === true) return 'on'
  if (value === false) return 'off'
  if (typeof value === 'string') return ID.test(value) ? 'changed' : value
  if (typeof value !== 'number') return 'changed'
  return field.endsWith('At') ? formatMoment(value, zone) : String(value)
}
