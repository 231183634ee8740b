import { SURE } from '#domain/fingerprint/contrast.ts'
import { formatPercent } from '#ui/format/number.ts'
import { formatDate } from '#ui/format/time.ts'
import type { ContrastReport, ContrastRow } from '../contract.ts'

/** Who is compared with whom, over which days. */
export function groupsWords({ group, from, to }: ContrastReport): string {
  const days = `${formatDate(from)} to ${formatDate(to)}`
  if (group.proven !== null)
    return `The ${group.proven} with the best attainment, luck taken out, against the ${group.others} others of this role, by the mean of each one's full quarters from ${days}. Nobody is named.`
  return group.reason === 'no-difference'
    ? `What sets the ${group.people} people of this role apart over ${days} lies within chance, so nobody can be called proven.`
    : `A contrast needs three proven and five others of one role with four full quarters; this role has ${group.people} people with so many from ${days}.`
}

/** How many of the differences are more than noise, and how many would seem so without any. */
export function certainWords(rows: readonly ContrastRow[]): string {
  const judged = rows.filter(({ contrast }) => contrast !== null)
  const sure = judged.filter(({ contrast }) => (contrast!.sure ?? 0) >= SURE).length
  const byChance = Math.round(judged.length * (1 - SURE) * 2 * 10) / 10
  if (sure === 0) return 'No difference here is more certain than nine in ten.'
  return sure === 1
    ? `One difference is more certain than nine in ten; by chance alone about ${byChance} of ${judged.length} would seem so.`
    : `${sure} differences are more certain than nine in ten; by chance alone about ${byChance} of ${judged.length} would seem so.`
}

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
