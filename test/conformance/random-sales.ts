import type { Db } from '#db/client.ts'
import { insertRows } from '#db/insert.ts'
import { instantText } from '#domain/instant.ts'
import { newId } from '#platform/ids.ts'
import { type Fact, makeSales } from '../support/sales.ts'
import type {
  PlainActivity,
  PlainDeal,
  PlainEvent,
  PlainForecast,
  PlainGoal,
  PlainLine,
  PlainSales,
  PlainStage,
  PlainTeam,
} from './plain-sales.ts'

export type Random = (below: number) => number

const DAY = 86_400_000
/** over a leap day and both changes of the clock */
const FROM = Date.UTC(2024, 1, 15)
const DAYS = 60
export const GOAL_PERIOD = '2024-04'
const PERIODS: readonly PlainForecast['period'][] = [
  { id: '2024-02', from: '2024-02-01', to: '2024-02-29' },
  { id: '2024-03', from: '2024-03-01', to: '2024-03-31' },
  { id: '2024-W11', from: '2024-03-11', to: '2024-03-17' },
  { id: '2024-Q1', from: '2024-01-01', to: '2024-03-31' },
  { id: '2024-Q2', from: '2024-04-01', to: '2024-06-30' },
]

/** Writes a random company into a database and gives it back as plain lists. */
export async function randomSales(db: Db, random: Random): Promise<PlainSales> {
  const sales = await makeSales(db, { zone: 'Europe/Berlin' })
  const pick = <T>(from: readonly T[]): T => from[random(from.length)]!
  const maybe = <T>(share: number, value: () => T): T | null => (random(100) < share ? value() : null)
  const moment = () => FROM + random(DAYS * 24 * 60) * 60_000

  const calendars = [
    { id: newId(), weekend: [6, 7], holidays: ['2024-03-29', '2024-04-01'], default: true },
    { id: newId(), weekend: [5, 6], holidays: [], default: false },
  ] as const
  await sales.tell(
    calendars.map(({ id, ...state }): Fact => ({ kind: 'calendar', id, valid: '-infinity', patch: named(state) })),
  )
  const top = {
    id: await sales.team('Top', { zone: 'Europe/Berlin' }),
    parent: null,
    zone: 'Europe/Berlin',
    calendar: calendars[0],
  }
  const teams: PlainTeam[] = [top]
  for (const [name, zone, calendar] of [
    ['East', 'Asia/Tokyo', calendars[1]],
    ['West', 'America/New_York', calendars[0]],
  ] as const) {
    const calendarId = calendar === calendars[0] ? null : calendar.id
    const id = await sales.team(name, { zone, parentId: top.id, calendarId })
    teams.push({ id, parent: top.id, zone, calendar })
  }

  const people: string[] = []
  const memberships: PlainSales['memberships'][number][] = []
  for (const name of ['ann', 'bob', 'cem', 'dee']) {
    const team = pick(teams).id
    const manager = maybe(70, () => people[0] ?? null)
    const person = await sales.person(name, team, { managerId: manager })
    people.push(person)
    memberships.push({ person, team, manager, from: -Infinity })
  }
  const moves = people.flatMap(
    (person) =>
      maybe(60, () => {
        const manager = maybe(70, () => pick(people.filter((other) => other !== person)))
        return { person, team: pick(teams).id, manager, from: FROM + random(DAYS) * DAY }
      }) ?? [],
  )
  memberships.push(...moves)

  const pipelineId = newId()
  const stages: PlainStage[] = [
    { id: newId(), name: 'New', kind: 'open', order: 1 },
    { id: newId(), name: 'Proposal', kind: 'open', order: 2 },
    { id: newId(), name: 'Verbal', kind: 'open', order: 3 },
    { id: newId(), name: 'Won', kind: 'won', order: 4 },
    { id: newId(), name: 'Lost', kind: 'lost', order: 5 },
  ]
  const accounts = [newId(), newId(), newId(), newId()]
  const owners = accounts.map((id) => ({ id, owner: maybe(75, () => pick(people)) }))
  const contacts = [newId(), newId(), newId(), newId()]
  const contactAccounts = new Map(contacts.map((contact) => [contact, pick(accounts)]))

  const deals = Array.from({ length: 30 }, (_, index): PlainDeal => {
    const createdAt = moment()
    const creator = pick(people)
    const amounts = () => pick([null, 0, 1_000, 25_000, 99_999])
    const closes = () => pick([null, '2024-03-05', '2024-03-20', '2024-04-01', '2024-05-01'])
    const first: PlainEvent = {
      at: createdAt,
      stage: pick(stages.slice(0, 2)),
      owner: pick(people),
      amount: amounts(),
      close: closes(),
    }
    const later = Array.from({ length: random(6) }, () => createdAt + 60_000 + random(15 * 24 * 60) * 60_000)
    const events = later
      .toSorted((a, b) => a - b)
      .filter((at, i, all) => all.indexOf(at) === i)
      .map((at): PlainEvent => {
        switch (random(4)) {
          case 0:
            return { at, owner: pick(people) }
          case 1:
            return { at, amount: amounts() }
          case 2:
            return { at, close: closes() }
          default:
            return { at, stage: pick(stages) }
        }
      })
    const decided = maybe(60, () => ({
      at: createdAt + 15 * DAY + 120_000 + random(10 * 24 * 60) * 60_000,
      stage: pick(stages.slice(3)),
    }))
    return {
      id: newId(),
      externalId: `D${index}`,
      createdAt,
      creator,
      account: maybe(80, () => pick(accounts)),
      type: pick([null, 'New Business', 'Existing Business', 'Renewal']),
      segment: maybe(80, () => pick(['SMB', 'Enterprise'])),
      source: maybe(80, () => pick(['Web', 'Event'])),
      events: [first, ...events, ...(decided === null ? [] : [decided])],
    }
  })

  const lines = deals.flatMap(({ id }) =>
    Array.from({ length: random(3) }, (): PlainLine => ({
      deal: id,
      quantity: 1 + random(4),
      listPrice: pick([1_000, 10_000, 33_333]),
    })),
  )

  const goals = [...people.slice(1).map((id) => ['person', id] as const), ['team', teams[1]!.id] as const].map(
    ([kind, id]): PlainGoal => ({ kind, id, minor: pick([500, 40_000, 150_000]) }),
  )

  const forecasts = Array.from({ length: 25 }, (): PlainForecast => ({
    person: pick(people),
    at: moment(),
    period: pick(PERIODS),
    commit: pick([0, 25_000, 150_000]),
  }))

  const activities = Array.from({ length: 120 }, (): PlainActivity => {
    const type = pick(['call', 'email', 'meeting', 'meeting', 'task', 'note'])
    return {
      id: newId(),
      at: moment(),
      type,
      topic: type === 'meeting' ? maybe(30, () => 'presentation') : maybe(10, () => 'proposal'),
      direction: pick([null, 'inbound', 'outbound']),
      seconds: maybe(80, () => pick([30, 60, 1800, 50_000])),
      held: random(100) < 85,
      connected: type === 'call' ? random(2) === 0 : null,
      person: maybe(85, () => pick(people)),
      deal: maybe(50, () => pick(deals).id),
      account: maybe(50, () => pick(accounts)),
      contact: maybe(50, () => pick(contacts)),
      theirs: contacts.filter(() => random(100) < 15),
      ours: type === 'meeting' ? people.filter(() => random(100) < 30) : [],
    }
  })

  await sales.tell([
    ...moves.map((move): Fact => ({
      kind: 'membership',
      id: move.person,
      valid: iso(move.from),
      patch: { teamId: move.team, managerId: move.manager },
    })),
    {
      kind: 'pipeline',
      id: pipelineId,
      valid: '-infinity',
      patch: { name: 'Deals', order: 1, countsAsBookings: true, amountMeans: 'one-off', lostAmountsZeroed: false },
    },
    ...stages.map((stage): Fact => ({
      kind: 'stage',
      id: stage.id,
      valid: '-infinity',
      patch: {
        pipelineId,
        name: stage.name,
        order: stage.order,
        kind: stage.kind,
        probability: stage.order / 10,
        accepted: stage.order === 2,
      },
    })),
    ...owners.map(({ id, owner }): Fact => ({
      kind: 'account',
      id,
      valid: '-infinity',
      patch: { name: id, parentId: null, ownerId: owner },
    })),
    ...contacts.map((id): Fact => ({
      kind: 'contact',
      id,
      valid: '-infinity',
      patch: { accountId: contactAccounts.get(id) ?? null },
    })),
  ])
  await sales.tell(
    deals.flatMap((deal) =>
      deal.events.map((event, index): Fact => {
        const { at, stage, owner, amount, close } = event
        return {
          kind: 'deal',
          id: deal.id,
          valid: iso(at),
          patch: {
            ...(index === 0 && {
              created: true,
              externalId: deal.externalId,
              creatorId: deal.creator,
              accountId: deal.account,
              type: deal.type,
              segment: deal.segment,
              source: deal.source,
              pipelineId,
              currency: 'EUR',
            }),
            ...(stage !== undefined && { stageId: stage.id }),
            ...(owner !== undefined && { ownerId: owner }),
            ...(amount !== undefined && { amount }),
            ...(close !== undefined && { closeDate: close }),
          },
        }
      }),
    ),
  )
  await sales.tell(
    lines.map(({ deal, quantity, listPrice }): Fact => ({
      kind: 'lineItem',
      id: newId(),
      valid: '-infinity',
      patch: { dealId: deal, quantity, listPrice },
    })),
  )
  await sales.tell(
    goals.map(({ kind, id, minor }): Fact => ({
      kind: 'goal',
      id: newId(),
      valid: '-infinity',
      patch: {
        scopeKind: kind,
        scopeId: id,
        metric: 'bookings',
        period: GOAL_PERIOD,
        minor,
        currency: 'EUR',
        source: 'quota',
      },
    })),
  )
  await sales.tell(
    forecasts.map(({ person, at, period, commit }): Fact => ({
      kind: 'submission',
      id: newId(),
      valid: iso(at),
      patch: { personId: person, period: period.id, commit, bestCase: null, currency: 'EUR', externalId: null },
    })),
  )
  await insertRows(
    db,
    'subject',
    contacts.map((id) => ({
      org_id: sales.orgId,
      id,
      kind: 'contact',
      name: null,
      email: null,
      phone: null,
      title: null,
    })),
  )
  await insertRows(
    db,
    'activity_participant',
    activities.flatMap(({ id, theirs, ours }) => [
      ...theirs.map((subject) => ({ org_id: sales.orgId, activity_id: id, subject_id: subject, side: 'theirs' })),
      ...ours.map((subject) => ({ org_id: sales.orgId, activity_id: id, subject_id: subject, side: 'ours' })),
    ]),
  )
  await insertRows(
    db,
    'activity',
    activities.map((one) => ({
      org_id: sales.orgId,
      id: one.id,
      recorded_from: iso(FROM),
      recorded_to: 'infinity',
      known_at: iso(one.at),
      type: one.type,
      topic: one.topic,
      at: iso(one.at),
      at_date: null,
      seconds: one.seconds,
      direction: one.direction,
      held: one.held,
      connected: one.connected,
      person_id: one.person,
      deal_id: one.deal,
      account_id: one.account,
      contact_id: one.contact,
      lead_id: null,
      source: 'test',
      external_id: one.id,
      row_hash: one.id,
      import_id: null,
    })),
  )
  const plain = {
    people,
    teams,
    memberships,
    stages,
    deals,
    lines,
    goals,
    forecasts,
    calendar: calendars[0],
    activities,
    accounts: owners,
    contactAccounts,
  }
  return { orgId: sales.orgId, ...plain }
}

function named(calendar: {
  readonly weekend: readonly number[]
  readonly holidays: readonly string[]
  readonly default: boolean
}) {
  const holidays = calendar.holidays.map((date) => ({ date, name: date }))
  return { name: 'Calendar', weekend: calendar.weekend, holidays, default: calendar.default }
}

function iso(at: number): string {
  return instantText(at)
}
