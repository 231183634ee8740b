import { formatMoney } from '#ui/format/money.ts'
import { formatCount, formatPercent } from '#ui/format/number.ts'
import { formatPeriod } from '#ui/format/period.ts'
import type { BurnDown } from '../contract.ts'

/** The page in a headline and a sentence; the same sentence is the chart's text alternative. */
export interface SprintWords {
  readonly headline: string
  readonly sentence: string
  /** beside the last point of the line */
  readonly left: string
  /** beside the end of the dashed line */
  readonly lands: string
}

export function sprintWords(figures: BurnDown, locale?: string): SprintWords {
  const money = (minor: number) => formatMoney(minor, figures.currency, { style: 'compact', locale })
  const period = formatPeriod(figures.period, locale)
  const lands = figures.landsAt ? landsWords(figures, locale) : ''
  if (figures.goal === null) {
    return {
      headline: `${money(figures.booked)} booked in ${period}`,
      sentence: `No goal is set for ${period}.`,
      left: '',
      lands,
    }
  }
  const left = figures.remaining ?? 0
  const goal = money(figures.goal.minor)
  const share = figures.bookedShare === null ? '' : `, ${formatPercent(figures.bookedShare, locale)}`
  if (left === 0) {
    const headline = `Goal reached: ${money(figures.booked)} of ${goal}`
    return {
      headline,
      sentence: joined([rateWords(figures, locale), landingSentence(figures, locale)]),
      left: 'goal reached',
      lands,
    }
  }
  if (figures.sellingDaysLeft === 0) {
    return {
      headline: `${period} closed at ${money(figures.booked)} of ${goal}${share}`,
      sentence: `${money(left)} short of the goal.`,
      left: `${money(left)} short`,
      lands,
    }
  }
  return {
    headline: `${money(left)} left, ${dayCount(figures.sellingDaysLeft, locale)}`,
    sentence: joined([needWords(figures, locale), landingSentence(figures, locale)]),
    left: `${money(left)} left`,
    lands,
  }
}

function needWords(figures: BurnDown, locale: string | undefined): string {
  const rate = rateWords(figures, locale)
  if (figures.neededPerDay === null) return rate
  const need = formatMoney(figures.neededPerDay, figures.currency, { style: 'compact', locale })
  return rate === ''
    ? `You need ${need} a day.`
    : `You need ${need} a day; ${rate.charAt(0).toLowerCase()}${rate.slice(1)}`
}

function rateWords(figures: BurnDown, locale: string | undefined): string {
  if (figures.recentPerDay === null) return ''
  const rate = formatMoney(figures.recentPerDay, figures.currency, { style: 'compact', locale })
  const days = figures.landsAt?.days ?? 20
  return days >= 20 ? `Last 4 weeks ${rate} a day.` : `Last ${dayCount(days, locale)} ${rate} a day.`
}

function landingSentence(figures: BurnDown, locale: string | undefined): string {
  if (!figures.landsAt || figures.sellingDaysLeft === 0) return ''
  const lands = formatMoney(figures.landsAt.minor, figures.currency, { style: 'compact', locale })
  const share = figures.landsAt.share === null ? '' : `, ${formatPercent(figures.landsAt.share, locale)} of goal`
  return `At that rate it lands at ${lands}${share}.`
}

function landsWords(figures: BurnDown, locale: string | undefined): string {
  if (!figures.landsAt) return ''
  const { minor, share } = figures.landsAt
  return share === null
    ? `lands at ${formatMoney(minor, figures.currency, { style: 'compact', locale })}`
    : `lands ${formatPercent(share, locale)}`
}

function dayCount(days: number, locale: string | undefined): string {
  return new Intl.PluralRules('en').select(days) === 'one'
    ? '1 selling day'
    : `${formatCount(days, locale)} selling days`
}

function joined(sentences: readonly string[]): string {
  return sentences.filter((sentence) => sentence !== '').join(' ')
}
