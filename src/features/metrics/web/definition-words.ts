import type { MetricMeaning } from '../../metric-figure.ts'

export const KIND_WORDS: Readonly<Record<MetricMeaning['kind'], string>> = {
  sum: 'a sum',
  distinct: 'how many different ones',
  median: 'a median',
  proportion: 'a share, with its 90% interval',
  quotient: 'one sum over another',
}

export const VALENCE_WORDS: Readonly<Record<MetricMeaning['valence'], string>> = {
  up: 'more',
  down: 'less',
  neutral: 'neither more nor less',
}

const ROLE_WORDS: Readonly<Record<string, string>> = {
  ae: 'account executives',
  sdr: 'sales development',
  csm: 'customer success',
  manager: 'managers',
}

/** "account executives, managers" */
export function servedWords(roles: readonly string[], locale?: string): string {
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(roles.map((role) => ROLE_WORDS[role] ?? role))
}

/** "deals, stages of deals" */
export function listWords(parts: readonly string[], locale?: string): string {
  return new Intl.ListFormat(locale, { type: 'unit' }).format(parts)
}

/** The default window of a metric in words. */
export function windowWords(window: string): string {
  const days = /^(\d+)d$/.exec(window)
  if (days) return `the last ${days[1]} days`
  return window === 'now' ? 'one moment: the end of the period' : `by ${window}, to date`
}
