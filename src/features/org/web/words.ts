import { formatCount } from '#ui/format/number.ts'
import type { OrgPerson } from '../contract.ts'

export function peopleWords(count: number): string {
  return count === 1 ? '1 person' : `${formatCount(count)} people`
}

/** "ae, smb, senior"; what is not said is left out. */
export function roleWords(membership: OrgPerson['membership']): string {
  if (membership === null) return 'not employed'
  const { discipline, segment, level } = membership
  return [discipline, segment, level].filter((part) => part !== null).join(' · ')
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
