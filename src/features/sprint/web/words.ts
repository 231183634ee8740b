import { formatMoney } from '#ui/format/money.ts'
import { formatCount, formatPercent } from '#ui/format/number.ts'
import { formatPeriod } from '#ui/format/period.ts'
import { formatDate } from '#ui/format/time.ts'
import type { BurnDown } from '../contract.ts'

/** What the sprint page says, in sentences. */
export interface SprintWords {
  readonly headline: string
  readonly sentence: string
  /** what the chart shows, for its caption and for those who do not see it */
  readonly chart: string
  /** beside the last point of the line */
  readonly left: string
  /** beside the end of the dashed line */
  readonly lands: string
}

/** Headline, sentence and chart labels of a burn-down; amounts are compact. */
export function sprintWords(figures: BurnDown, locale?: string): SprintWords {
  const say = speaker(figures, locale)
  return {
    headline: say.headline(),
    sentence: say.sentence(),
    chart: `${say.against()}${say.goalChange()}`,
    left: say.left(),
    lands: say.lands(),
  }
}

function speaker(figures: BurnDown, locale: string | undefined) {
  const { goal, landsAt, recentPerDay, neededPerDay, sellingDaysLeft } = figures
  const money = (minor: number) => formatMoney(minor, figures.currency, { style: 'compact', locale })
  const percent = (share: number) => formatPercent(share, locale)
  const date = (day: string) => formatDate(day, { locale })
  const period = formatPeriod(figures.period, locale)
  const left = figures.remaining ?? 0
  const reached = left === 0
  const closed = sellingDaysLeft === 0

  function rate(): string | null {
    if (recentPerDay === null) return null
    const days = landsAt?.days ?? FOUR_WEEKS
    const span = days >= FOUR_WEEKS ? '4 weeks' : sellingDayCount(days, locale)
    return `last ${span} ${money(recentPerDay)} a day`
  }

  return {
    headline(): string {
      if (goal === null) return `${money(figures.booked)} booked in ${period}`
      if (reached) return `Goal reached: ${money(figures.booked)} of ${money(goal.minor)}`
      if (!closed) return `${money(left)} left, ${sellingDayCount(sellingDaysLeft, locale)}`
      const share = figures.bookedShare === null ? '' : `, ${percent(figures.bookedShare)}`
      return `${period} closed at ${money(figures.booked)} of ${money(goal.minor)}${share}`
    },
    sentence(): string {
      if (goal === null) return `No goal is set for ${period}.`
      if (closed) return reached ? '' : `${money(left)} short of the goal.`
      const need = reached || neededPerDay === null ? null : `You need ${money(neededPerDay)} a day`
      const pace = [need, rate()].filter((part) => part !== null).join('; ')
      const landing =
        landsAt === null ? null : `At that rate it lands at ${money(landsAt.minor)}${ofGoal(landsAt.share)}`
      return [pace, landing]
        .filter((part) => part !== null && part !== '')
        .map((part) => `${capital(part)}.`)
        .join(' ')
    },
    against(): string {
      const last = figures.days.findLast((day) => day.remaining !== null)
      if (!last || last.remaining === null || last.ideal === null) return 'Nothing to compare yet.'
      const gap = Math.round(last.remaining - last.ideal)
      const place =
        gap === 0 ? 'On the pace line' : `${money(Math.abs(gap))} ${gap > 0 ? 'behind' : 'ahead of'} the pace line`
      return `${place} on ${date(last.date)}.`
    },
    goalChange(): string {
      const change = figures.goalChanges.at(-1)
      if (!change) return ''
      const { from, to } = change
      const words = from === null ? `set to ${money(to)}` : `changed from ${money(from)} to ${money(to)}`
      return ` The goal was ${words} on ${date(change.date)}.`
    },
    left(): string {
      if (goal === null) return ''
      if (reached) return 'goal reached'
      return closed ? `${money(left)} short` : `${money(left)} left`
    },
    lands(): string {
      if (landsAt === null) return ''
      return landsAt.share === null ? `lands at ${money(landsAt.minor)}` : `lands ${percent(landsAt.share)}`
    },
  }

  function ofGoal(share: number | null): string {
    return share === null ? '' : `, ${percent(share)} of goal`
  }
}

/** Selling days behind the mean of metrics.md Pace and lands-at. */
const FOUR_WEEKS = 20

function sellingDayCount(days: number, locale: string | undefined): string {
  return days === 1 ? '1 selling day' : `${formatCount(days, locale)} selling days`
}

function capital(text: string | null): string {
  return text === null ? '' : `${text.charAt(0).toUpperCase()}${text.slice(1)}`
}
