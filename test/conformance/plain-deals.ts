import { daysBetween } from '#domain/calendar/local-date.ts'
import type { Added, PlainQuestion } from './plain-time.ts'
import { DAY, dayOf, localDay, teamAt } from './plain-time.ts'
import type { PlainDeal, PlainStage } from './plain-sales.ts'

const ZONE = 'Europe/Berlin'

export interface Standing {
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
export function standing(deal: PlainDeal, at: number): Standing | null {
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

export interface Outcome extends Added {
  readonly standing: Standing
  readonly won: boolean
  readonly countable: boolean
  readonly amount: number | null
  readonly isNew: boolean
  /** from a moment to the outcome: exact, or whole days where the outcome is dated by another day than its move */
  readonly daysFrom: (at: number) => number
}

/** Accepted, and with an amount that is not 0 or less; a lost deal by its last amount above 0. */
export function isCountable({ accepted, amount, status, shown }: Standing): boolean {
  const lostWithAmount = status === 'lost' && shown !== null && shown > 0
  return accepted && (amount === null || amount > 0 || lostWithAmount)
}

export function outcomes({ sales, asOf, asOfDay }: PlainQuestion, credit: 'owner' | 'creator' = 'owner'): Outcome[] {
  const all = sales.deals.flatMap((deal) => standing(deal, asOf) ?? []).filter(({ status }) => status !== 'open')
  const finalClose = (deal: PlainDeal) => deal.events.findLast((event) => event.close !== undefined)?.close ?? null
  return all.map((now): Outcome => {
    const person = credit === 'owner' ? now.ownerAtOutcome : now.deal.creator
    const credited = credit === 'owner' ? now.since : now.deal.createdAt
    const team = sales.teams.find(({ id }) => id === teamAt(sales, person, credited))
    const moved = localDay(now.since, team?.zone ?? ZONE)
    const close = finalClose(now.deal)
    const day = now.status === 'won' && close !== null && close <= asOfDay ? close : moved
    const earlier = all.some(
      (other) => other.status === 'won' && other.deal.account === now.deal.account && other.since < now.since,
    )
    const { type, account } = now.deal
    const isNew = type === null ? account === null || !earlier : type === 'New Business'
    return {
      standing: now,
      won: now.status === 'won',
      countable: isCountable(now),
      daysFrom: (at) => (day === moved ? (now.since - at) / DAY : daysBetween(localDay(at, team?.zone ?? ZONE), day)),
      amount: now.shown,
      isNew,
      person,
      credited,
      day,
    }
  })
}

/** Deals won that have items at list price and an amount above 0. */
export function discounts(question: PlainQuestion) {
  return outcomes(question).flatMap((one) => {
    const mine = question.sales.lines.filter(({ deal }) => deal === one.standing.deal.id)
    const listed = mine.reduce((sum, { quantity, listPrice }) => sum + quantity * listPrice, 0)
    return one.won && listed > 0 && (one.amount ?? 0) > 0 ? [{ ...one, num: listed - one.amount!, den: listed }] : []
  })
}

/** Days from first reaching a stage, or a later open one, to the win. */
export function fromStages(question: PlainQuestion) {
  return outcomes(question)
    .filter(({ won, countable }) => won && countable)
    .flatMap((one) =>
      question.sales.stages.flatMap((stage) => {
        const { runs } = one.standing
        const first = runs.find((run) => run.stage.kind === 'open' && run.stage.order >= stage.order)
        return stage.kind === 'open' && first !== undefined
          ? [{ ...one, stage: stage.id, val: one.daysFrom(first.from) }]
          : []
      }),
    )
}

/** Moves of a close date, with the one that stands now. */
export function closeMoves({ sales, asOf }: PlainQuestion) {
  return sales.deals.flatMap((deal) => {
    const stands = standing(deal, asOf)?.close ?? null
    let close = deal.events[0]!.close ?? null
    let owner = deal.events[0]!.owner!
    return deal.events.slice(1).flatMap((event) => {
      const before = close
      if (event.at > asOf) return []
      owner = event.owner ?? owner
      if (event.close !== undefined) close = event.close
      if (before === null || close === null || before === close) return []
      const day = dayOf(sales, owner, event.at)
      return [{ deal: deal.id, person: owner, credited: event.at, day, from: before, to: close, stands }]
    })
  })
}

export function creations({ sales, asOf }: PlainQuestion, credit: 'owner' | 'creator' = 'owner') {
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

export function opens({ sales, end, to }: PlainQuestion) {
  return sales.deals.flatMap((deal) => {
    const now = standing(deal, end)
    return now?.status === 'open' ? [{ now, person: now.owner, credited: end, day: to }] : []
  })
}

/** Stays in open stages that ended by the as-of instant. */
export function visits({ sales, asOf }: PlainQuestion) {
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

export function lastVisits(question: PlainQuestion) {
  const within = visits(question).filter(({ day }) => day >= question.from && day <= question.to)
  return within.filter(
    (one) =>
      !within.some((other) => other.deal === one.deal && other.stage === one.stage && other.credited > one.credited),
  )
}

export function advances({ sales, asOf }: PlainQuestion) {
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

/** Deals open just before the window, and those created in it, with their amounts of then. */
export function cohort(question: PlainQuestion) {
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
  return [...before, ...born.filter(({ credited, day }) => credited > start && day <= to)].map((one) => ({
    ...one,
    num: won.has(one.id) ? (one.amount ?? 0) : 0,
    den: one.amount ?? 0,
  }))
}
