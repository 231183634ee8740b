import { addDays, weekdayOf } from '#domain/calendar/local-date.ts'
import { activities, contactTouches, meetings, touches } from './plain-activities.ts'
import { creations, outcomes } from './plain-deals.ts'
import { type Added, type PlainQuestion, teamAt } from './plain-time.ts'
import type { PlainCalendar } from './plain-sales.ts'

/** One row for each part that there is, 1 above the line for the own one. */
function mixOf(rows: readonly Added[], own: (row: Added, index: number) => string | null, parts: Iterable<string>) {
  return [...parts].flatMap((part) =>
    rows.map((row, index) => ({ ...row, part, num: own(row, index) === part ? 1 : 0, den: 1 })),
  )
}

export function meetingMix(question: PlainQuestion) {
  const initial = new Set(meetings(question).flatMap((one) => (one.initial ? [one.activity.id] : [])))
  const held = activities(question).filter(({ activity }) => activity.type === 'meeting' && activity.held)
  const kinds = held.map(({ activity, touch }) => {
    if (!touch) return 'internal'
    if (activity.topic === 'presentation') return 'demo'
    return initial.has(activity.id) ? 'initial' : 'follow-up'
  })
  return mixOf(held, (_, index) => kinds[index]!, ['internal', 'demo', 'initial', 'follow-up'])
}

export function createdMix(question: PlainQuestion, of: 'segment' | 'source') {
  const rows = creations(question)
  const own = rows.map(({ now }) => now.deal[of])
  return mixOf(rows, (_, index) => own[index]!, new Set(own.filter((part) => part !== null)))
}

export function underThreaded(question: PlainQuestion) {
  const within = ({ day }: Added) => day >= question.from && day <= question.to
  const reached = contactTouches(question).filter(within)
  return touches(question)
    .filter(within)
    .filter(({ account }) => {
      const contacts = new Set(reached.filter((one) => one.account === account).map(({ contact }) => contact))
      return account !== null && contacts.size < 3
    })
    .map((touch) => ({ ...touch, key: touch.account }))
}

/** The day on which the last five selling days of a period begin. */
function lastFive({ weekend, holidays }: PlainCalendar, until: string): string {
  let day = until
  for (let left = 5; ; day = addDays(day, -1)) {
    if (!weekend.includes(weekdayOf(day)) && !holidays.includes(day)) left -= 1
    if (left === 0) return day
  }
}

export function lastWeek(question: PlainQuestion) {
  const { sales, until } = question
  return outcomes(question)
    .filter(({ won }) => won)
    .map((one) => {
      const team = sales.teams.find(({ id }) => id === teamAt(sales, one.person, one.credited))
      const late = one.day >= lastFive(team?.calendar ?? sales.calendar, until)
      return { ...one, num: late ? (one.amount ?? 0) : 0, den: one.amount ?? 0 }
    })
}

export function forecasts(question: PlainQuestion) {
  const { sales, asOf, asOfDay, startOf } = question
  return sales.forecasts
    .filter(({ at, period }) => period.to <= asOfDay && at <= Math.min(asOf, startOf(addDays(period.to, 1)) - 1))
    .map(({ person, period, commit }) => {
      const booked = outcomes(question)
        .filter((one) => one.won && one.person === person && one.day >= period.from && one.day <= period.to)
        .reduce((sum, { amount }) => sum + (amount ?? 0), 0)
      const credited = startOf(addDays(period.to, 1)) - 1
      return { person, credited, day: period.to, miss: commit - booked, booked }
    })
}
