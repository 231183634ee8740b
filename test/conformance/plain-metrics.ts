import { addDays } from '#domain/calendar/local-date.ts'
import type { PlainActivity, PlainDeal, PlainSales, PlainStage } from './random-sales.ts'

/** What one thing adds to a metric, found by plain loops: nothing here is shared with the engine. */
export interface Added {
  readonly person: string | null
  /** the moment that decides the team */
  readonly credited: number
  readonly day: string
  readonly num?: number
  readonly den?: number
  readonly val?: number
  readonly key?: string | null
  readonly below?: string | null
  readonly stage?: string | null
}

const DAY = 86_400_000
const ZONE = 'Europe/Berlin'

const formats = new Map<string, Intl.DateTimeFormat>()
export function localDay(at: number, zone: string): string {
  let format = formats.get(zone)
  if (!format) formats.set(zone, (format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone })))
  return format.format(at)
}

export function teamAt(sales: PlainSales, person: string | null, at: number): string | null {
  return (
    sales.memberships
      .filter((one) => one.person === person && one.from <= at)
      .toSorted((a, b) => a.from - b.from)
      .at(-1)?.team ?? null
  )
}

function dayOf(sales: PlainSales, person: string | null, at: number): string {
  const team = sales.teams.find(({ id }) => id === teamAt(sales, person, at))
  return localDay(at, team?.zone ?? ZONE)
}

interface Standing {
  readonly deal: PlainDeal
  readonly status: PlainStage['kind']
  readonly since: number
  readonly stage: PlainStage
  readonly owner: string
  readonly ownerAtOutcome: string
  readonly ownerSince: number
  readonly stageSince: number
  readonly amount: number | null
  readonly shown: number | null
  readonly close: string | null
  readonly accepted: boolean
  readonly reached: number
  readonly runs: readonly { readonly stage: PlainStage; readonly from: number; readonly owner: string }[]
}

/** A deal as its events up to an instant leave it; null before its creation. */
function standing(deal: PlainDeal, at: number): Standing | null {
  const events = deal.events.filter((event) => event.at <= at)
  if (events.length === 0) return null
  let stage = events[0]!.stage!
  let owner = events[0]!.owner!
  let amount: number | null = null
  let close: string | null = null
  let since = deal.createdAt
  let ownerSince = deal.createdAt
  let stageSince = deal.createdAt
  let ownerAtOutcome = owner
  let lastPositive: number | null = null
  const runs: { stage: PlainStage; from: number; owner: string }[] = []
  for (const event of events) {
    const before = stage
    if (event.owner !== undefined && event.owner !== owner) {
      owner = event.owner
      ownerSince = event.at
    }
    if (event.stage !== undefined) stage = event.stage
    if (event.amount !== undefined) amount = event.amount
    if (event.close !== undefined) close = event.close
    const entered = runs.length === 0 || before.kind !== stage.kind
    if (entered) {
      since = event.at
      ownerAtOutcome = owner
    }
    if (before.id !== stage.id) stageSince = event.at
    if (amount !== null && amount > 0 && (stage.kind !== 'lost' || entered)) lastPositive = amount
    if (runs.length === 0 || before.id !== stage.id) runs.push({ stage, from: event.at, owner })
  }
  const open = runs.filter((run) => run.stage.kind === 'open').map((run) => run.stage.order)
  return {
    deal,
    status: stage.kind,
    since,
    stage,
    owner,
    ownerAtOutcome,
    ownerSince,
    stageSince,
    amount,
    shown: stage.kind === 'lost' ? lastPositive : amount,
    close,
    accepted: open.some((order) => order >= 2),
    reached: Math.max(0, ...open),
    runs,
  }
}

export interface PlainQuestion {
  readonly sales: PlainSales
  readonly asOf: number
  readonly asOfDay: string
  readonly from: string
  readonly to: string
  /** the last instant of the window, and the last before it */
  readonly end: number
  readonly start: number
}

interface Outcome extends Added {
  readonly standing: Standing
  readonly won: boolean
  readonly countable: boolean
  readonly amount: number | null
  readonly isNew: boolean
}

function outcomes({ sales, asOf, asOfDay }: PlainQuestion, credit: 'owner' | 'creator' = 'owner'): Outcome[] {
  const all = sales.deals.flatMap((deal) => standing(deal, asOf) ?? []).filter(({ status }) => status !== 'open')
  const finalClose = (deal: PlainDeal) => deal.events.findLast((event) => event.close !== undefined)?.close ?? null
  return all.map((now) => {
    const person = credit === 'owner' ? now.ownerAtOutcome : now.deal.creator
    const credited = credit === 'owner' ? now.since : now.deal.createdAt
    const team = sales.teams.find(({ id }) => id === teamAt(sales, person, credited))
    const moved = localDay(now.since, team?.zone ?? ZONE)
    const close = finalClose(now.deal)
    const day = now.status === 'won' && close !== null && close <= asOfDay ? close : moved
    const earlier = all.some(
      (other) => other.status === 'won' && other.deal.account === now.deal.account && other.since < now.since,
    )
    const isNew = now.deal.type === null ? now.deal.account === null || !earlier : now.deal.type === 'New Business'
    return {
      standing: now,
      won: now.status === 'won',
      countable: now.accepted && (now.shown === null || now.shown > 0),
      amount: now.shown,
      isNew,
      person,
      credited,
      day,
    }
  })
}

function creations({ sales, asOf }: PlainQuestion, credit: 'owner' | 'creator' = 'owner') {
  return sales.deals.flatMap((deal) => {
    const now = standing(deal, asOf)
    if (now === null) return []
    const person = credit === 'owner' ? deal.events[0]!.owner! : deal.creator
    const first = deal.events.find(
      (event) => event.amount != null && event.at < deal.createdAt + DAY && event.at <= asOf,
    )
    return [
      {
        now,
        person,
        credited: deal.createdAt,
        day: dayOf(sales, person, deal.createdAt),
        amount: first?.amount ?? null,
      },
    ]
  })
}

function opens({ sales, end, to }: PlainQuestion) {
  return sales.deals.flatMap((deal) => {
    const now = standing(deal, end)
    return now?.status === 'open' ? [{ now, person: now.owner, credited: end, day: to }] : []
  })
}

interface Done extends Added {
  readonly activity: PlainActivity
  readonly account: string | null
  readonly touch: boolean
}

function activities({ sales, asOf }: PlainQuestion): Done[] {
  return sales.activities
    .filter(({ at }) => at <= asOf)
    .map((activity) => {
      const deal = sales.deals.find(({ id }) => id === activity.deal)
      const now = deal === undefined ? null : standing(deal, asOf)
      const person = activity.person ?? now?.owner ?? null
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

function meetings(question: PlainQuestion) {
  const held = activities(question).filter(({ activity, touch }) => touch && activity.type === 'meeting')
  return held.map((one, index) => {
    const before = held.slice(0, index).findLast((other) => other.account === one.account)
    const initial = one.account !== null && (before === undefined || isFresh(question, one, before.activity.at))
    return { ...one, initial }
  })
}

/** Whether the account's last open deal closed between two meetings, and none was open at the second. */
function isFresh({ sales }: PlainQuestion, { account, activity }: Done, metBefore: number): boolean {
  const there = sales.deals
    .filter((deal) => deal.account === account)
    .flatMap((deal) => standing(deal, activity.at) ?? [])
  if (there.some(({ status }) => status === 'open')) return false
  const closed = there.map(({ since }) => since)
  return closed.length > 0 && metBefore < Math.max(...closed)
}

function touches(question: PlainQuestion) {
  const all = activities(question).filter(({ touch }) => touch)
  const gap = (one: Done, index: number, same: (other: Done) => boolean) => {
    const before = all.slice(0, index).findLast(same)
    return before === undefined ? null : (one.activity.at - before.activity.at) / DAY
  }
  return all.map((one, index) => ({
    ...one,
    accountGap: one.account === null ? null : gap(one, index, (other) => other.account === one.account),
    contactGap: gap(one, index, (other) => other.activity.contact === one.activity.contact),
    dealGap: one.activity.deal === null ? null : gap(one, index, (other) => other.activity.deal === one.activity.deal),
    prospecting: !question.sales.deals.some((deal) => {
      const then = deal.account === one.account && one.account !== null ? standing(deal, one.activity.at) : null
      return then?.status === 'open' && then.owner === one.person
    }),
  }))
}

/** Stays in open stages that ended by the as-of instant. */
function visits({ sales, asOf }: PlainQuestion) {
  return sales.deals.flatMap((deal) => {
    const runs = standing(deal, asOf)?.runs ?? []
    return runs.slice(0, -1).flatMap((run, index) => {
      const next = runs[index + 1]!
      if (run.stage.kind !== 'open') return []
      const total = runs
        .slice(0, index + 1)
        .reduce((sum, other, i) => (other.stage.id === run.stage.id ? sum + runs[i + 1]!.from - other.from : sum), 0)
      return [
        {
          deal,
          stage: run.stage.id,
          person: next.owner,
          credited: next.from,
          day: dayOf(sales, next.owner, next.from),
          forward: next.stage.kind === 'won' || (next.stage.kind === 'open' && next.stage.order > run.stage.order),
          toWon: next.stage.kind === 'won',
          days: total / DAY,
        },
      ]
    })
  })
}

function lastVisits(question: PlainQuestion) {
  const within = visits(question).filter(({ day }) => day >= question.from && day <= question.to)
  return within.filter(
    (one) =>
      !within.some((other) => other.deal === one.deal && other.stage === one.stage && other.credited > one.credited),
  )
}

function advances({ sales, asOf }: PlainQuestion) {
  return sales.deals.flatMap((deal) => {
    const runs = standing(deal, asOf)?.runs ?? []
    let peak: number | null = null
    return runs.flatMap((run, index) => {
      const at = { person: run.owner, credited: run.from, day: dayOf(sales, run.owner, run.from) }
      if (run.stage.kind === 'won') return index > 0 ? [{ ...at, proposal: false }] : []
      if (run.stage.kind === 'lost') return []
      const before: number | null = peak
      peak = Math.max(peak ?? 0, run.stage.order)
      if (before === null) return []
      return Array.from({ length: Math.max(0, run.stage.order - before) }, (_, i) => ({
        ...at,
        proposal: before + i + 1 === 2,
      }))
    })
  })
}

function attention(question: PlainQuestion) {
  const { end } = question
  const done = activities(question).filter(({ activity, touch }) => touch && activity.at <= end)
  const everyone = activities({ ...question, asOf: Infinity })
  return opens(question).map((one) => {
    const { id } = one.now.deal
    const people = new Set(
      activities(question)
        .filter(({ activity, touch }) => touch && activity.deal === id)
        .flatMap(({ activity }) => activity.contact ?? []),
    )
    const mine = done.filter(
      ({ activity }) => activity.deal === id || (activity.contact !== null && people.has(activity.contact)),
    )
    const last = Math.max(-Infinity, ...mine.map(({ activity }) => activity.at))
    const coming = everyone.some(
      ({ activity }) =>
        activity.type === 'meeting' &&
        activity.held &&
        activity.deal === id &&
        activity.at > end &&
        activity.at <= question.asOf,
    )
    const contacts = new Set(
      done.filter(({ activity }) => activity.deal === id).flatMap(({ activity }) => activity.contact ?? []),
    ).size
    const limit = end - 30 * DAY
    return {
      ...one,
      coming,
      contacts,
      untouched: one.now.ownerSince < limit && last < limit && !coming,
      probability: one.now.stage.order / 10,
    }
  })
}

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
      .filter((c) => c.now.accepted && (c.amount === null || c.amount > 0))
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
  'meeting-hours': (q) =>
    meetings(q).map((m) => ({ ...m, num: (m.activity.seconds ?? 0) <= 43_200 ? (m.activity.seconds ?? 0) / 3600 : 0 })),
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
  'contacts-touched': (q) => touches(q).map((t) => ({ ...t, key: t.activity.contact })),
  'deals-touched': (q) => touches(q).map((t) => ({ ...t, key: t.activity.deal })),
  'new-accounts-touched': (q) =>
    touches(q)
      .filter(({ accountGap }) => accountGap === null || accountGap > 180)
      .map((t) => ({ ...t, key: t.account })),
  'new-contacts-touched': (q) =>
    touches(q)
      .filter(({ contactGap }) => contactGap === null || contactGap > 180)
      .map((t) => ({ ...t, key: t.activity.contact })),
  'prospecting-accounts-touched': (q) =>
    touches(q)
      .filter(({ prospecting }) => prospecting)
      .map((t) => ({ ...t, key: t.account })),
  'contacts-per-account': (q) =>
    touches(q)
      .filter(({ account }) => account !== null)
      .map((t) => ({ ...t, key: t.activity.contact, below: t.account })),
  'contacts-per-deal': (q) =>
    touches(q)
      .filter(({ activity }) => activity.deal !== null)
      .map((t) => ({ ...t, key: t.activity.contact, below: t.activity.deal })),
  'touches-per-account': (q) =>
    touches(q)
      .filter(({ account }) => account !== null)
      .map((t) => ({ ...t, num: 1, below: t.account })),
  'activities-per-account': (q) =>
    touches(q)
      .filter(({ account }) => account !== null)
      .map((t) => ({ ...t, num: 1, below: t.account })),
  'activities-per-contact': (q) =>
    touches(q)
      .filter(({ activity }) => activity.contact !== null)
      .map((t) => ({ ...t, num: 1, below: t.activity.contact })),
  'days-between-touches': (q) => {
    const open = new Set(opens(q).map(({ now }) => now.deal.id))
    return touches(q).flatMap((t) =>
      t.dealGap !== null && open.has(t.activity.deal ?? '') ? [{ ...t, val: t.dealGap }] : [],
    )
  },
  'pipeline-conversion': (q) => cohort(q),
  'weighted-pipeline-historical': (q) =>
    opens(q)
      .filter((o) => o.now.close !== null && o.now.close <= addDays(q.to, 90))
      .map((o) => ({ ...o, num: Math.round(((o.now.amount ?? 0) * o.now.stage.order) / 10) })),
  'stage-conversion': (q) => lastVisits(q).map((v) => ({ ...v, num: v.forward ? 1 : 0, den: 1 })),
  'stage-conversion-to-won': (q) => lastVisits(q).map((v) => ({ ...v, num: v.toWon ? 1 : 0, den: 1 })),
  'time-in-stage': (q) => lastVisits(q).map((v) => ({ ...v, val: v.days })),
}

/** Deals open just before the window, and those created in it, with their amounts of then. */
function cohort(question: PlainQuestion) {
  const { sales, from, to, start } = question
  const won = new Set(
    outcomes(question)
      .filter((o) => o.won && o.day >= from && o.day <= to)
      .map((o) => o.standing.deal.id),
  )
  const before = sales.deals.flatMap((deal) => {
    const then = standing(deal, start)
    return then?.status === 'open'
      ? [{ id: deal.id, person: then.owner, credited: start, day: from, amount: then.amount }]
      : []
  })
  const born = creations(question).map((c) => ({ ...c, id: c.now.deal.id }))
  return [...before, ...born.filter(({ day }) => day >= from && day <= to)].map((one) => ({
    ...one,
    num: won.has(one.id) ? (one.amount ?? 0) : 0,
    den: one.amount ?? 0,
  }))
}

function calls(question: PlainQuestion) {
  return activities(question).filter(
    ({ activity }) => activity.type === 'call' && activity.held && activity.direction !== 'inbound',
  )
}
