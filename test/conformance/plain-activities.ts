import { addDays } from '#domain/calendar/local-date.ts'
import { opens, standing } from './plain-deals.ts'
import { type Added, DAY, dayOf, type PlainQuestion } from './plain-time.ts'
import type { PlainActivity } from './plain-sales.ts'

export interface Done extends Added {
  readonly activity: PlainActivity
  readonly account: string | null
  readonly touch: boolean
}

/** Whom an activity reached: the contact that it is linked to and all who took part. */
const peopleOf = ({ contact, theirs }: PlainActivity) => new Set([...theirs, ...(contact === null ? [] : [contact])])

const isOver = ({ type, at, seconds }: PlainActivity, asOf: number) =>
  type !== 'meeting' || at + (seconds ?? 0) * 1000 <= asOf

export function activities({ sales, asOf }: PlainQuestion): Done[] {
  return sales.activities
    .filter(({ at }) => at <= asOf)
    .map((planned) => {
      const activity = { ...planned, held: planned.held && isOver(planned, asOf) }
      const deal = sales.deals.find(({ id }) => id === activity.deal)
      const now = deal === undefined ? null : standing(deal, asOf)
      const then = deal === undefined ? null : standing(deal, activity.at)
      const person = activity.person ?? then?.owner ?? now?.owner ?? null
      return {
        activity,
        account:
          activity.account ??
          (now === null ? null : deal!.account) ??
          sales.contactAccounts.get(activity.contact ?? '') ??
          null,
        touch:
          ['call', 'email', 'meeting'].includes(activity.type) &&
          activity.held &&
          (activity.deal !== null || activity.account !== null || activity.contact !== null),
        person,
        credited: activity.at,
        day: dayOf(sales, person, activity.at),
      }
    })
    .toSorted((a, b) => a.activity.at - b.activity.at || (a.activity.id < b.activity.id ? -1 : 1))
}

export function meetings(question: PlainQuestion) {
  const held = activities(question).filter(({ activity, touch }) => touch && activity.type === 'meeting')
  return held.map((one, index) => {
    const before = held.slice(0, index).findLast((other) => other.account === one.account)
    const initial = one.account !== null && (before === undefined || isFresh(question, one, before.activity.at))
    return { ...one, initial }
  })
}

/** Whether the account's last open deal closed between two meetings, and none was open at the second. */
export function isFresh({ sales }: PlainQuestion, { account, activity }: Done, metBefore: number): boolean {
  const there = sales.deals
    .filter((deal) => deal.account === account)
    .flatMap((deal) => standing(deal, activity.at) ?? [])
  if (there.some(({ status }) => status === 'open')) return false
  const closed = there.map(({ since }) => since)
  return closed.length > 0 && metBefore < Math.max(...closed)
}

export function touches(question: PlainQuestion) {
  const all = activities(question).filter(({ touch }) => touch)
  const gap = (one: Done, index: number, same: (other: Done) => boolean) => {
    const before = all.slice(0, index).findLast(same)
    return before === undefined ? null : (one.activity.at - before.activity.at) / DAY
  }
  return all.map((one, index) => ({
    ...one,
    accountGap: one.account === null ? null : gap(one, index, (other) => other.account === one.account),
    dealGap: one.activity.deal === null ? null : gap(one, index, (other) => other.activity.deal === one.activity.deal),
    prospecting: !question.sales.deals.some((deal) => {
      const then = deal.account === one.account && one.account !== null ? standing(deal, one.activity.at) : null
      return then?.status === 'open' && then.owner === one.person
    }),
  }))
}

/** Touches once for each contact. */
export function contactTouches(question: PlainQuestion) {
  const all = touches(question)
  return all.flatMap((one, index) =>
    [...peopleOf(one.activity)].map((contact) => {
      const before = all.slice(0, index).findLast((other) => peopleOf(other.activity).has(contact))
      const gap = before === undefined ? null : (one.activity.at - before.activity.at) / DAY
      return { ...one, contact, contactGap: gap }
    }),
  )
}

export function attendances(question: PlainQuestion) {
  return meetings(question).flatMap((meeting) =>
    [...new Set([meeting.person, ...meeting.activity.ours])].map((person) => ({
      ...meeting,
      person,
      day: dayOf(question.sales, person, meeting.activity.at),
    })),
  )
}

export function attention(question: PlainQuestion) {
  const { end, to, startOf } = question
  const done = activities(question).filter(({ activity, touch }) => touch && activity.at <= end)
  const everyone = activities({ ...question, asOf: Infinity })
  return opens(question).map((one) => {
    const { id } = one.now.deal
    const people = new Set(
      done.filter(({ activity }) => activity.deal === id).flatMap(({ activity }) => [...peopleOf(activity)]),
    )
    const mine = done.filter(
      ({ activity }) => activity.deal === id || [...peopleOf(activity)].some((contact) => people.has(contact)),
    )
    const last = Math.max(-Infinity, ...mine.map(({ activity }) => activity.at))
    const coming = everyone.some(
      ({ activity }) => activity.type === 'meeting' && activity.held && activity.deal === id && activity.at > end,
    )
    const limit = startOf(addDays(to, -29))
    return {
      ...one,
      coming,
      contacts: people.size,
      untouched: one.now.ownerSince < limit && last < limit && !coming,
      probability: one.now.stage.order / 10,
    }
  })
}

/** Accounts that nobody of ours touched in 30 days and that have no meeting to come. */
export function quietAccounts(question: PlainQuestion) {
  const { sales, end, to, startOf } = question
  const done = activities(question).filter(({ activity, touch }) => touch && activity.at <= end)
  return sales.accounts
    .filter(({ id }) => {
      const last = Math.max(
        -Infinity,
        ...done.filter(({ account }) => account === id).map(({ activity }) => activity.at),
      )
      const coming = sales.activities.some(
        (one) =>
          one.type === 'meeting' &&
          one.held &&
          one.at > end &&
          (one.account ?? sales.contactAccounts.get(one.contact ?? '')) === id,
      )
      return last < startOf(addDays(to, -29)) && !coming
    })
    .map(({ owner }) => ({ person: owner, credited: end, day: to }))
}

export function calls(question: PlainQuestion) {
  return activities(question).filter(
    ({ activity }) => activity.type === 'call' && activity.held && activity.direction !== 'inbound',
  )
}
