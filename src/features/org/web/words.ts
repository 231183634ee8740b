import { formatCount } from '#ui/format/number.ts'
import { roleWords as inRoleWords } from '../../metric-words.tsx'
import type { OrgPerson } from '../contract.ts'

export function peopleWords(count: number): string {
  return count === 1 ? '1 person' : `${formatCount(count)} people`
}

/** "AE · SMB · senior"; what is not said is left out. */
export function roleWords(membership: OrgPerson['membership']): string {
  if (membership === null) return 'not employed'
  const { discipline, segment, level } = membership
  const role = [discipline, segment].filter((part) => part !== null).join(' · ')
  return [inRoleWords(role, null), level].filter((part) => part !== null && part !== '').join(' · ')
}

export function spanWords(count: number): string {
  return count === 1 ? '1 reports here' : `${formatCount(count)} report here`
}

/** ux.md: six to nine people are kept in one head. */
export function spanHint(count: number): string | undefined {
  if (count > 9) return 'More than nine: hard to know everyone well'
  return undefined
}

export function leaverWords(name: string, deals: number): string {
  if (deals === 0) return `${name} leaves`
  return deals === 1 ? `${name} leaves, 1 deal handed over` : `${name} leaves, ${formatCount(deals)} deals handed over`
}

/** "1 deal, €38k": what somebody still has open. */
export function bookWords(deals: number, sum: string): string {
  return deals === 1 ? `1 deal, ${sum}` : `${formatCount(deals)} deals, ${sum}`
}

export function sinceWords(person: string, team: string): string {
  return `Since when does ${person} belong to ${team}?`
}
