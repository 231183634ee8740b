import { formatPercent } from '#ui/format/number.ts'
import type { Ramp, RoleRow } from '../contract.ts'

export interface CurvePoint {
  readonly week: number
  readonly share: number
}

/** "Full after 22 weeks." */
export function fullWords(points: readonly CurvePoint[]): string {
  const full = points.find(({ share }) => share === 1)?.week ?? 0
  if (full === 0) return 'Full from the first day.'
  return full === 1 ? 'Full after 1 week.' : `Full after ${full} weeks.`
}

/** What is in force, and where it comes from. */
export function heldWords({ held }: Ramp): string {
  if (held === null) return 'Nothing is in force: goals and comparisons take everybody as full from the first day.'
  const from = held.fittedFrom === null ? 'Typed in' : `Fitted from ${held.fittedFrom} people who began`
  const whose = held.ofDiscipline ? ', of the discipline whatever the segment' : ''
  return `${from}${whose}. ${fullWords(held.points)}`
}

/** What the own cohorts say, in a sentence or two. */
export function fitWords({ fit, why }: Ramp): string {
  if (fit === null) {
    return why === 'not-countable'
      ? 'This metric is not counted week by week, or less of it is better: its curve can only be typed in.'
      : 'Too few people to fit a curve: it takes four who began on record and three in full swing. Type one in.'
  }
  const { starters, ramped } = fit
  return `${fullWords(fit.points)} Fitted from ${starters} who began on record and ${ramped} in full swing, those who left included.`
}

/** Kaplan and Meier in a sentence. */
export function timeWords({ weeks, low, high, there, watched }: NonNullable<Ramp['fit']>['time']): string {
  const got = `${there} of ${watched} who began got there`
  if (weeks === null) return `Fewer than half have come into the band of those in full swing; ${got}.`
  const between = high === null ? `at least ${low ?? weeks}` : `${low ?? weeks} to ${high}`
  return `Half were in the band of those in full swing after ${weeks} weeks, with 90% certainty ${between}; ${got}.`
}

/** A week of the chart under the pointer. */
export function weekWords(ramp: Ramp, held: number | null, week: number): string {
  const fitted = ramp.fit?.weeks[week]
  const parts = [
    `Week ${week + 1}`,
    fitted === undefined
      ? null
      : `fitted ${formatPercent(fitted.share)} (${formatPercent(fitted.low)} to ${formatPercent(fitted.high)}), ${fitted.people} people seen`,
    held === null ? null : `in force ${formatPercent(held)}`,
  ]
  return parts.filter((part) => part !== null).join('<br>')
}

export function roleOption({ discipline, segment, people }: RoleRow, words: (role: string) => string): string {
  const role = words([discipline, segment].filter((part) => part !== null).join(' · '))
  return people === 1 ? `${role}, 1 person` : `${role}, ${people} people`
}
