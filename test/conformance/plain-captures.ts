import { addDays, weekdayOf } from '#domain/calendar/local-date.ts'
import { insertRows } from '#db/insert.ts'
import type { Db } from '#db/client.ts'
import { instantText } from '#domain/instant.ts'
import { newId } from '#platform/ids.ts'
import { type Added, dayOf, localDay, type PlainQuestion, teamAt } from './plain-time.ts'

type PlainSales = PlainQuestion['sales']
type PlainActivity = PlainSales['activities'][number]

interface Held {
  readonly activity: PlainActivity
  readonly person: string
  readonly thread: string | null
}

const held = new WeakMap<PlainSales, Held[]>()

/** Mailboxes and calendars of some persons beside what the company has from its CRM. */
export async function addCaptures(db: Db, sales: PlainSales, random: (below: number) => number): Promise<void> {
  const all: Held[] = []
  const people = sales.memberships.map(({ person }) => person).filter((one, at, list) => list.indexOf(one) === at)
  const one = <T>(list: readonly T[]): T => list[random(list.length)]!
  const begin = Date.UTC(2024, 0, 15)
  const moment = () => begin + random(75 * 24 * 4) * 900_000
  const activity = (more: Partial<PlainActivity>): PlainActivity => ({
    id: newId(),
    type: 'email',
    at: moment(),
    person: one(people),
    deal: null,
    account: one(sales.accounts).id,
    contact: null,
    direction: 'outbound',
    seconds: null,
    held: true,
    connected: null,
    topic: null,
    ours: [],
    theirs: [],
    ...more,
  })
  for (let n = 0; n < 40; n += 1) {
    const first = activity({ direction: random(5) === 0 ? 'inbound' : 'outbound' })
    const thread = `thread-${n}`
    all.push({ activity: first, person: first.person!, thread })
    for (let more = random(3); more > 0; more -= 1) {
      const at = first.at + random(9 * 24 * 4) * 900_000
      const answer = activity({ at, person: first.person, direction: random(3) === 0 ? 'outbound' : 'inbound' })
      all.push({ activity: answer, person: one(people), thread })
    }
  }
  for (let n = 0; n < 80; n += 1) {
    const busy = random(2) === 0
    const entry = activity({
      type: busy ? 'busy' : 'meeting',
      direction: null,
      // whole days, and none at all, are among them
      seconds: one([0, 1800, 3600, 5400, 7200, 50_000]),
      held: random(8) > 0,
      ...(busy && { account: null }),
    })
    for (const person of new Set([entry.person!, one(people)])) all.push({ activity: entry, person, thread: null })
  }
  await insert(db, sales, all)
  held.set(sales, all)
  const known = new Set<string>()
  for (const { activity: added } of all) {
    if (known.has(added.id)) continue
    known.add(added.id)
    ;(sales.activities as PlainActivity[]).push(added)
  }
}

async function insert(db: Db, { orgId }: PlainSales, all: readonly Held[]): Promise<void> {
  const always = instantText(Date.UTC(2024, 0, 1))
  const rows = new Map(
    all.map(({ activity: a }) => [
      a.id,
      {
        org_id: orgId,
        id: a.id,
        recorded_from: always,
        recorded_to: 'infinity',
        known_at: always,
        type: a.type,
        at: instantText(a.at),
        at_date: null,
        seconds: a.seconds,
        direction: a.direction,
        held: a.held,
        connected: null,
        person_id: a.person,
        deal_id: null,
        account_id: a.account,
        contact_id: null,
        lead_id: null,
        source: a.type === 'email' ? 'mailbox' : 'calendar',
        external_id: a.id,
        row_hash: '',
        import_id: null,
        topic: null,
      },
    ]),
  )
  await insertRows(db, 'activity', [...rows.values()])
  await insertRows(
    db,
    'capture',
    all.map(({ activity: a, person, thread }) => ({
      org_id: orgId,
      activity_id: a.id,
      import_id: newId(),
      person_id: person,
      recorded_from: always,
      recorded_to: 'infinity',
      thread,
    })),
  )
}

interface Office {
  readonly zone: string
  readonly isWorkday: (day: string) => boolean
}

/** Where and by which calendar somebody worked at a moment. */
function officeAt(sales: PlainSales, person: string | null, at: number): Office {
  const team = sales.teams.find(({ id }) => id === teamAt(sales, person, at))
  const { weekend, holidays } = team?.calendar ?? sales.calendar
  return {
    zone: team?.zone ?? 'Europe/Berlin',
    isWorkday: (day) => !weekend.includes(weekdayOf(day)) && !holidays.includes(day),
  }
}

/** Conversations that we began, by the fifth working day after their first mail. */
export function replies({ sales, asOf }: PlainQuestion): (Added & { answered: boolean; hours: number })[] {
  const mails = (held.get(sales) ?? []).filter(({ thread, activity }) => thread !== null && activity.at <= asOf)
  return [...Map.groupBy(mails, ({ thread }) => thread)].flatMap(([, thread]) => {
    const sorted = thread.map(({ activity }) => activity).toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
    const first = sorted[0]!
    if (first.direction !== 'outbound') return []
    const reply = sorted.find(({ at, direction }) => direction === 'inbound' && at > first.at)
    const office = officeAt(sales, first.person, first.at)
    const { zone, isWorkday } = office
    let day = localDay(first.at, zone)
    for (let left = 5; left > 0;) {
      day = addDays(day, 1)
      if (isWorkday(day)) left -= 1
    }
    const answered = reply !== undefined && localDay(reply.at, zone) <= day
    const added = { person: first.person, credited: first.at, day }
    return [{ ...added, answered, hours: reply === undefined ? 0 : workingHours(first.at, reply.at, office) }]
  })
}

/** Counted minute by minute: nine to five on working days. */
function workingHours(from: number, to: number, { zone, isWorkday }: Office): number {
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, hour: '2-digit', hourCycle: 'h23' })
  const step = 300_000
  let counted = 0
  for (let at = from; at < to; at += step) {
    const hour = Number(clock.format(at))
    if (hour >= 9 && hour < 17 && isWorkday(localDay(at, zone))) counted += step
  }
  return counted / 3_600_000
}

/** Entries of people's own calendars with the hours that they add, counted minute by minute. */
export function calendarHours(question: PlainQuestion): (Added & { hours: number; customers: number })[] {
  const { sales, asOf } = question
  const entries = (held.get(sales) ?? []).filter(
    ({ thread, activity: a }) =>
      thread === null && a.held && (a.seconds ?? 0) > 0 && a.seconds! <= 43_200 && a.at + a.seconds! * 1000 <= asOf,
  )
  return [...Map.groupBy(entries, ({ person }) => person)].flatMap(([person, own]) => {
    const taken = new Set<number>()
    const met = new Set<number>()
    const step = 900_000
    return own
      .map(({ activity }) => activity)
      .toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
      .map((a) => {
        let [hours, customers] = [0, 0]
        for (let at = a.at; at < a.at + a.seconds! * 1000; at += step) {
          if (!taken.has(at)) hours += 0.25
          taken.add(at)
          if (a.type !== 'meeting') continue
          if (!met.has(at)) customers += 0.25
          met.add(at)
        }
        return { person, credited: a.at, day: dayOf(sales, person, a.at), hours, customers }
      })
  })
}
