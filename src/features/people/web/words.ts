import { formatMetricValue } from '#ui/format/metric.ts'

import { roleWords } from '../../metric-words.tsx'
import type { FingerprintRow, Look, PersonRow, Profile } from '../contract.ts'

/** "AE · 14 months · Team North · manager Eva Hart" */
export function personWords({ role, weeks, team, manager }: PersonRow): string {
  return [roleWords(role, weeks), tenureWords(weeks), team, manager === null ? null : managerWords(manager)]
    .filter((part) => part !== null && part !== '')
    .join(' · ')
}

function managerWords(manager: string): string {
  return `manager ${manager}`
}

const MONTHS_FROM = 26
const WEEKS_A_MONTH = 365.25 / 12 / 7

/** Months once there are enough of them; before that the week stands with the role. */
export function tenureWords(weeks: number | null): string | null {
  if (weeks === null || weeks < MONTHS_FROM) return null
  return `${Math.floor(weeks / WEEKS_A_MONTH)} months`
}

/** "3 views this week" */
export function looksWords(week: number): string {
  if (week === 0) return 'No views this week'
  return week === 1 ? '1 view this week' : `${week} views this week`
}

export const SURFACE_WORDS: Readonly<Record<Look['surface'], string>> = {
  'person-page': 'this page',
  drawer: 'the short view',
  grid: 'a grid of the team',
  export: 'an export',
  api: 'the API',
}

/** What the dots are held against, in a sentence or two. */
export function fingerprintWords({ proven, whyNone }: Profile): string {
  if (proven !== null)
    return `Band: the middle 80% of the quarters of ${proven.people} people of this role, those with the best attainment among ${proven.among} over up to eight quarters, luck taken out. Tick: the own usual.`
  return whyNone === 'no-difference'
    ? 'Band: the own past. What sets people of this role apart lies within chance, so nobody can be called proven.'
    : 'Band: the own past. A proven band needs four others of this role with four full quarters.'
}

/** One line of the fingerprint in words, for those who do not see the dot. */
export function rowWords({ usual, own, proven, column }: FingerprintRow, currency: string): string {
  const value = (number: number) => formatMetricValue(number, { ...column, currency })
  const parts = [
    usual === null ? null : `usually ${value(usual)}`,
    proven === null ? null : `proven ${value(proven.low)} to ${value(proven.high)}`,
    proven !== null || own === null ? null : `own band ${value(own.low)} to ${value(own.high)}`,
  ].filter((part) => part !== null)
  return parts.length === 0 ? 'too little to compare with' : parts.join(', ')
}
