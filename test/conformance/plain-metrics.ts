import { addDays } from '#domain/calendar/local-date.ts'
import { calendarHours, replies } from './plain-captures.ts'
import {
  activities,
  attendances,
  attention,
  calls,
  contactTouches,
  meetings,
  quietAccounts,
  touches,
} from './plain-activities.ts'
import {
  advances,
  closeMoves,
  cohort,
  creations,
  discounts,
  fromStages,
  isCountable,
  lastVisits,
  opens,
  outcomes,
} from './plain-deals.ts'
import { createdMix, forecasts, lastWeek, meetingMix, underThreaded } from './plain-mixes.ts'
import { type Added, DAY, type PlainQuestion } from './plain-time.ts'

/** a meeting of more than 12 hours has none */
const hoursOf = (seconds: number | null) => ((seconds ?? 0) <= 43_200 ? (seconds ?? 0) / 3600 : 0)
const win = (won: boolean) => (won ? 1 : 0)

/** Every metric again, by loops over plain lists; an instant's metrics ignore the day. */
export const PLAIN: Readonly<Record<string, (question: PlainQuestion) => readonly Added[]>> = {
  bookings: (q) =>
    outcomes(q)
      .filter(({ won }) => won)
      .map((o) => ({ ...o, num: o.amount ?? 0 })),
  'deals-won': (q) =>
    outcomes(q)
      .filter(({ won }) => won)
      .map((o) => ({ ...o, num: 1 })),
  'deals-lost': (q) =>
    outcomes(q)
      .filter(({ won }) => !won)
      .map((o) => ({ ...o, num: 1 })),
  'new-business-share': (q) =>
    outcomes(q)
      .filter(({ won }) => won)
      .map((o) => ({ ...o, num: o.isNew ? (o.amount ?? 0) : 0, den: o.amount ?? 0 })),
  'win-rate': (q) =>
    outcomes(q)
      .filter(({ countable }) => countable)
      .map((o) => ({ ...o, num: win(o.won), den: 1 })),
  'win-rate-new': (q) =>
    outcomes(q)
      .filter((o) => o.countable && o.isNew)
      .map((o) => ({ ...o, num: win(o.won), den: 1 })),
  'win-rate-existing': (q) =>
    outcomes(q)
      .filter((o) => o.countable && !o.isNew)
      .map((o) => ({ ...o, num: win(o.won), den: 1 })),
  'average-deal-size': (q) =>
    outcomes(q)
      .filter((o) => o.countable && o.won)
      .map((o) => ({ ...o, num: o.amount ?? 0, den: o.amount === null ? 0 : 1 })),
  'win-rate-sourced': (q) =>
    outcomes(q, 'creator')
      .filter(({ countable }) => countable)
      .map((o) => ({ ...o, num: win(o.won), den: 1 })),
  'average-size-sourced': (q) =>
    outcomes(q, 'creator')
      .filter((o) => o.countable && o.won)
      .map((o) => ({ ...o, num: o.amount ?? 0, den: o.amount === null ? 0 : 1 })),
  'win-rate-from-stage': (q) =>
    outcomes(q)
      .filter(({ countable }) => countable)
      .flatMap((o) =>
        q.sales.stages
          .filter((stage) => stage.kind === 'open' && stage.order <= o.standing.reached)
          .map((stage) => ({ ...o, stage: stage.id, num: win(o.won), den: 1 })),
      ),
  'deals-created': (q) => creations(q).map((c) => ({ ...c, num: 1 })),
  'pipeline-created': (q) => creations(q).map((c) => ({ ...c, num: c.amount ?? 0 })),
  'pipeline-sourced': (q) => creations(q, 'creator').map((c) => ({ ...c, num: c.amount ?? 0 })),
  'win-rate-of-created': (q) =>
    creations(q)
      .filter((c) => isCountable(c.now))
      .map((c) => ({ ...c, num: win(c.now.status === 'won'), den: 1 })),
  'open-deals': (q) => opens(q).map((o) => ({ ...o, num: 1 })),
  'open-pipeline': (q) => opens(q).map((o) => ({ ...o, num: o.now.amount ?? 0 })),
  'open-deal-age': (q) => opens(q).map((o) => ({ ...o, val: (q.end - o.now.deal.createdAt) / DAY })),
  'stage-age': (q) => opens(q).map((o) => ({ ...o, val: (q.end - o.now.stageSince) / DAY })),
  'untouched-deals': (q) =>
    attention(q)
      .filter(({ untouched }) => untouched)
      .map((o) => ({ ...o, num: 1 })),
  'untouched-amount': (q) =>
    attention(q)
      .filter(({ untouched }) => untouched)
      .map((o) => ({ ...o, num: o.now.amount ?? 0 })),
  'single-threaded-deals': (q) =>
    attention(q)
      .filter(({ contacts }) => contacts < 2)
      .map((o) => ({ ...o, num: 1 })),
  'meetings-held': (q) => meetings(q).map((m) => ({ ...m, num: 1 })),
  'first-meetings': (q) =>
    meetings(q)
      .filter(({ initial }) => initial)
      .map((m) => ({ ...m, num: 1 })),
  'follow-up-meetings': (q) =>
    meetings(q)
      .filter(({ initial }) => !initial)
      .map((m) => ({ ...m, num: 1 })),
  presentations: (q) =>
    meetings(q)
      .filter(({ activity }) => activity.topic === 'presentation')
      .map((m) => ({ ...m, num: 1 })),
  'meeting-hours': (q) => meetings(q).map((m) => ({ ...m, num: hoursOf(m.activity.seconds) })),
  'follow-up-ratio': (q) => meetings(q).map((m) => ({ ...m, num: m.initial ? 0 : 1, den: m.initial ? 1 : 0 })),
  'meeting-hold-rate': (q) =>
    activities(q)
      .filter(({ activity }) => activity.type === 'meeting')
      .map((a) => ({ ...a, num: a.activity.held ? 1 : 0, den: 1 })),
  'emails-sent': (q) =>
    activities(q)
      .filter(({ activity, touch }) => touch && activity.type === 'email' && activity.direction !== 'inbound')
      .map((a) => ({ ...a, num: 1 })),
  'prospecting-emails': (q) =>
    touches(q)
      .filter(
        ({ activity, prospecting }) => activity.type === 'email' && activity.direction !== 'inbound' && prospecting,
      )
      .map((a) => ({ ...a, num: 1 })),
  'calls-made': (q) => calls(q).map((a) => ({ ...a, num: 1 })),
  connects: (q) =>
    calls(q)
      .filter(({ activity }) => activity.connected === true)
      .map((a) => ({ ...a, num: 1 })),
  'connect-rate': (q) => calls(q).map((a) => ({ ...a, num: a.activity.connected === true ? 1 : 0, den: 1 })),
  'talk-time': (q) => calls(q).map((a) => ({ ...a, num: (a.activity.seconds ?? 0) / 3600 })),
  'deals-advanced': (q) => advances(q).map((a) => ({ ...a, num: 1 })),
  'proposals-sent': (q) => [
    ...advances(q)
      .filter(({ proposal }) => proposal)
      .map((a) => ({ ...a, num: 1 })),
    ...activities(q)
      .filter(({ activity }) => activity.topic === 'proposal' && activity.held)
      .map((a) => ({ ...a, num: 1 })),
  ],
  'accounts-touched': (q) => touches(q).map((t) => ({ ...t, key: t.account })),
  'contacts-touched': (q) => contactTouches(q).map((t) => ({ ...t, key: t.contact })),
  'deals-touched': (q) => touches(q).map((t) => ({ ...t, key: t.activity.deal })),
  'new-accounts-touched': (q) =>
    touches(q)
      .filter(({ accountGap }) => accountGap === null || accountGap > 180)
      .map((t) => ({ ...t, key: t.account })),
  'new-contacts-touched': (q) =>
    contactTouches(q)
      .filter(({ contactGap }) => contactGap === null || contactGap > 180)
      .map((t) => ({ ...t, key: t.contact })),
  'prospecting-accounts-touched': (q) =>
    touches(q)
      .filter(({ prospecting }) => prospecting)
      .map((t) => ({ ...t, key: t.account })),
  'contacts-per-account': (q) => [
    ...contactTouches(q).flatMap((t) => (t.account === null ? [] : [{ ...t, key: t.contact }])),
    ...touches(q).map((t) => ({ ...t, below: t.account })),
  ],
  'contacts-per-deal': (q) => [
    ...contactTouches(q).flatMap((t) => (t.activity.deal === null ? [] : [{ ...t, key: t.contact }])),
    ...touches(q).map((t) => ({ ...t, below: t.activity.deal })),
  ],
  'touches-per-account': (q) =>
    touches(q)
      .filter(({ account }) => account !== null)
      .map((t) => ({ ...t, num: 1, below: t.account })),
  'hours-per-account': (q) =>
    meetings(q)
      .filter(({ account }) => account !== null)
      .map((m) => ({ ...m, num: hoursOf(m.activity.seconds), below: m.account })),
  'activities-per-account': (q) =>
    touches(q)
      .filter(({ account }) => account !== null)
      .map((t) => ({ ...t, num: 1, below: t.account })),
  'activities-per-contact': (q) => contactTouches(q).map((t) => ({ ...t, key: t.activity.id, below: t.contact })),
  'days-between-touches': (q) => {
    const open = new Set(opens(q).map(({ now }) => now.deal.id))
    return touches(q).flatMap((t) =>
      t.dealGap !== null && open.has(t.activity.deal ?? '') ? [{ ...t, val: t.dealGap }] : [],
    )
  },
  'weighted-pipeline': (q) =>
    opens(q)
      .filter((o) => o.now.close !== null && o.now.close <= addDays(q.to, 90))
      .map((o) => ({ ...o, num: Math.round(((o.now.amount ?? 0) * o.now.stage.order) / 10) })),
  'no-next-meeting': (q) =>
    attention(q)
      .filter(({ coming, probability }) => probability >= 0.5 && !coming)
      .map((o) => ({ ...o, num: 1 })),
  'account-to-meeting-rate': (q) => {
    const first = new Set(meetings(q).flatMap(({ initial, activity }) => (initial ? [activity.id] : [])))
    return touches(q)
      .filter(({ account }) => account !== null)
      .map((t) => ({ ...t, key: first.has(t.activity.id) ? t.account : null, below: t.account }))
  },
  'first-meeting-win-rate': (q) =>
    meetings(q)
      .filter(({ initial }) => initial)
      .map((m) => {
        const bought = outcomes(q).some(
          (o) => o.won && o.standing.deal.account === m.account && o.standing.since >= m.activity.at,
        )
        return { ...m, key: bought ? m.account : null, below: m.account }
      }),
  'bookings-per-meeting': (q) =>
    outcomes(q).map((o) => ({
      ...o,
      num: o.won && o.isNew ? (o.amount ?? 0) : 0,
      den: meetings(q).filter(({ activity }) => activity.deal === o.standing.deal.id).length,
    })),
  'meetings-per-won-deal': (q) =>
    outcomes(q)
      .filter((o) => o.won)
      .map((o) => {
        const { deal, since } = o.standing
        const during = meetings(q).filter(
          ({ activity }) => activity.deal === deal.id && activity.at >= deal.createdAt && activity.at <= since,
        )
        return { ...o, num: during.length, den: 1 }
      }),
  'pipeline-conversion': (q) => cohort(q),
  'pipeline-coverage': (q) => [
    ...opens(q)
      .filter((o) => o.now.close !== null && o.now.close <= q.until)
      .map((o) => ({ ...o, day: q.to, num: o.now.amount ?? 0 })),
    ...outcomes(q)
      .filter(({ won }) => won)
      .map((o) => ({ ...o, den: -(o.amount ?? 0) })),
  ],
  'forecast-accuracy': (q) => forecasts(q).map((f) => ({ ...f, num: Math.abs(f.miss), den: f.booked })),
  'forecast-bias': (q) => forecasts(q).map((f) => ({ ...f, num: f.miss, den: f.booked })),
  'last-week-share': (q) => lastWeek(q),
  'meeting-mix': (q) => meetingMix(q),
  'deals-created-mix': (q) => createdMix(q, 'segment'),
  'deals-created-mix-by-source': (q) => createdMix(q, 'source'),
  'under-threaded-accounts': (q) => underThreaded(q),
  'renewals-due': (q) => [
    ...opens(q)
      .filter(({ now }) => now.deal.type === 'Renewal' && (now.close ?? '9') <= q.until)
      .map((o) => ({ ...o, day: q.to, num: 1 })),
    ...outcomes(q)
      .filter((o) => o.standing.deal.type === 'Renewal')
      .map((o) => ({ ...o, num: 1 })),
  ],
  'renewal-rate': (q) =>
    outcomes(q)
      .filter((o) => o.standing.deal.type === 'Renewal')
      .map((o) => ({ ...o, num: win(o.won), den: 1 })),
  'churned-amount': (q) =>
    outcomes(q)
      .filter((o) => !o.won && o.standing.deal.type === 'Renewal')
      .map((o) => ({ ...o, num: o.amount ?? 0 })),
  'expansion-bookings': (q) =>
    outcomes(q)
      .filter((o) => o.won && !o.isNew && o.standing.deal.type !== 'Renewal')
      .map((o) => ({ ...o, num: o.amount ?? 0 })),
  'sales-cycle': (q) =>
    outcomes(q)
      .filter((o) => o.won && o.countable)
      .map((o) => ({ ...o, val: o.daysFrom(o.standing.deal.createdAt) })),
  'win-rate-by-amount': (q) =>
    outcomes(q)
      .filter(({ countable }) => countable)
      .map((o) => ({ ...o, num: o.won ? (o.amount ?? 0) : 0, den: o.amount ?? 0 })),
  'discount-rate': (q) => discounts(q),
  'time-from-stage-to-won': (q) => fromStages(q),
  'pushed-deals': (q) =>
    closeMoves(q)
      .filter(({ from, stands }) => from >= q.from && from <= q.until && (stands ?? '') > q.until)
      .filter(({ to }) => to < q.from || to > q.until)
      .map((move) => ({ ...move, day: q.to, key: move.deal })),
  'times-pushed': (q) =>
    closeMoves(q)
      .filter(({ from, to }) => from >= q.from && from <= q.until && to > q.until)
      .map((move) => ({ ...move, day: q.to, num: 1 })),
  'accounts-untouched': (q) => quietAccounts(q).map((one) => ({ ...one, num: 1 })),
  'meetings-attended': (q) => attendances(q).map((one) => ({ ...one, key: one.activity.id })),
  'reply-rate': (q) => replies(q).map((one) => ({ ...one, num: one.answered ? 1 : 0, den: 1 })),
  'reply-time': (q) => replies(q).flatMap((one) => (one.answered ? [{ ...one, val: one.hours }] : [])),
  'customer-hours-share': (q) => calendarHours(q).map((one) => ({ ...one, num: one.customers, den: one.hours })),
  'span-of-control': (q) =>
    q.sales.people.flatMap((person) => {
      const manager = q.sales.memberships.findLast((one) => one.person === person && one.from <= q.end)?.manager ?? null
      return manager === null ? [] : [{ person: manager, credited: q.end, day: q.to, num: 1, below: manager }]
    }),
  'weighted-pipeline-historical': (q) =>
    opens(q)
      .filter((o) => o.now.close !== null && o.now.close <= addDays(q.to, 90))
      .map((o) => ({ ...o, num: Math.round(((o.now.amount ?? 0) * o.now.stage.order) / 10) })),
  'stage-conversion': (q) => lastVisits(q).map((v) => ({ ...v, num: v.forward ? 1 : 0, den: 1 })),
  'stage-conversion-to-won': (q) => lastVisits(q).map((v) => ({ ...v, num: v.toWon ? 1 : 0, den: 1 })),
  'time-in-stage': (q) => lastVisits(q).map((v) => ({ ...v, val: v.days })),
}
