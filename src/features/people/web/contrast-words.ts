import { formatPercent } from '#ui/format/number.ts'
import { formatRange } from '#ui/format/time.ts'
import type { ContrastReport } from '../contract.ts'

/** Who is compared with whom, over which days. */
export function groupsWords({ group, from, to }: ContrastReport): string {
  const days = formatRange(from, to)
  if (group.proven !== null)
    return `Those with the best attainment, luck taken out, against the others of this role, by the mean of each one's full quarters in ${days}. Nobody is named.`
  return group.reason === 'no-difference'
    ? `What sets the people of this role apart in ${days} lies within chance, so nobody can be called proven.`
    : `A contrast needs three proven and five others of one role, each with four full quarters in ${days}.`
}

/** What stands in bold, and how often it would without any difference. */
export const CERTAIN_WORDS =
  'Bold: more certain than nine in ten. Of metrics without any difference one in five would be.'

/** "large": how far apart, in the words usual for Hedges' g */
export function effectWords(effect: number): string {
  const size = Math.abs(effect)
  if (size < 0.2) return 'hardly any'
  if (size < 0.5) return 'small'
  return size < 0.8 ? 'middling' : 'large'
}

const ALL_BUT = 0.99

/** Certainty never reads as 100 %. */
export function sureWords(sure: number): string {
  return sure > ALL_BUT ? `over ${formatPercent(ALL_BUT)}` : formatPercent(sure)
}
