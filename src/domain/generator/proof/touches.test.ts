import { expect, test } from 'vitest'
import { isWorking } from '../world.ts'
import { mean, near, observe, variance } from './observe.ts'

const { world, works, rows } = observe(
  {
    people: 40,
    months: 9,
    roles: { sdr: 0.4, csm: 0 },
    activity: {
      mails: { ae: 20, sdr: 60 },
      calls: { ae: 8, sdr: 40 },
      deal: { ownMails: 1.2, buyerMails: 0.8, meetings: 0.3, calls: 0.3, pull: 0.5 },
    },
    quality: { lateLogging: 0.2 },
    creation: { sdrShare: 0.5 },
  },
  ['mailbox', 'activities', 'calendar', 'leads'],
)
const { activity, quality } = world.scenario
const { mailbox = [], activities = [], calendar = [] } = rows

test('prospecting mails and calls have the mean and over-dispersion of their rates, by person and week', () => {
  for (const [what, list, phi] of [
    ['mails', mailbox, activity.dispersion.mails],
    ['calls', activities, activity.dispersion.calls],
  ] as const) {
    const found = new Map<string, number>()
    for (const row of list) {
      if (row['Deal ID'] !== '' || row['Direction'] !== 'outbound') continue
      const day = world.axis.dayOf(row['Activity date']!.slice(0, 10))
      const key = `${row['Owner']} ${Math.floor(day / 7)}`
      found.set(key, (found.get(key) ?? 0) + 1)
    }
    const cells = works.flatMap(({ person, weeks }) =>
      weeks
        // the last days may be logged after the end
        .filter((week) => week[what].sum > 4 && week.no < Math.floor(world.axis.days / 7) - 2)
        .map((week) => ({ expected: week[what].sum, found: found.get(`${person.id} ${week.no}`) ?? 0 })),
    )
    const expected = cells.reduce((sum, cell) => sum + cell.expected, 0)
    expect(
      near(
        cells.reduce((sum, cell) => sum + cell.found, 0),
        expected,
        phi * expected,
      ),
    ).toBe(true)
    const pearson = cells.map((cell) => (cell.found - cell.expected) ** 2 / cell.expected)
    expect(near(mean(pearson), phi, variance(pearson) / pearson.length)).toBe(true)
  }
})

test('what the buyer does rises with interest, what we do does not', () => {
  const deals = works.flatMap((work) => work.deals)
  const inbound = count(mailbox.filter((row) => row['Direction'] === 'inbound'))
  const outbound = count(mailbox.filter((row) => row['Direction'] === 'outbound'))
  let ofKeen = 0
  let ofCool = 0
  for (const high of [true, false]) {
    const own = deals.filter(({ latent }) => latent.interest > 0 === high)
    const buyer = own.reduce((sum, { id }) => sum + (inbound.get(id) ?? 0), 0)
    const ours = own.reduce((sum, { id }) => sum + (outbound.get(id) ?? 0), 0)
    if (high) ofKeen = buyer / ours
    else ofCool = buyer / ours
  }
  // e^(0.5 z) averaged over the halves of a normal with the weekly swing of 0.5 beside it: about 2.2 times
  expect(ofKeen / ofCool).toBeGreaterThan(1.8)
  expect(ofKeen / ofCool).toBeLessThan(2.7)
})

test('calls are connected, meetings cancelled and rows logged late as often as stated', () => {
  const share = (list: readonly unknown[], part: readonly unknown[], stated: number) =>
    near(part.length, stated * list.length, stated * (1 - stated) * list.length)
  expect(
    share(
      activities,
      activities.filter((row) => row['Outcome'] === 'connected'),
      activity.connected,
    ),
  ).toBe(true)
  const later = calendar.filter((row) => row['Outcome'] !== 'initial')
  expect(
    share(
      later,
      later.filter((row) => row['Status'] === 'cancelled'),
      activity.cancelled,
    ),
  ).toBe(true)
  const settled = calendar.filter((row) => world.axis.dayOf(row['Activity date']!.slice(0, 10)) < world.axis.days - 8)
  const late = settled.filter((row) => row['Created']!.slice(0, 10) > row['Activity date']!.slice(0, 10))
  expect(share(settled, late, quality.lateLogging)).toBe(true)
})

test('half of the first meetings were made by an SDR, whose lead they were', () => {
  const first = calendar.filter((row) => row['Outcome'] === 'initial')
  const made = first.filter((row) => row['Organiser'] !== row['Owner'])
  expect(near(made.length, first.length / 2, first.length / 4)).toBe(true)
  const converted = new Set(rows['leads']!.filter((row) => row['Converted'] === 'true').map((row) => row['Account ID']))
  expect(made.every((row) => converted.has(row['Account ID']))).toBe(true)
})

test('nobody works on holidays, weekends or leave, and nothing lies after the export', () => {
  const end = new Date(world.offices[0]!.instant(world.axis.days, 0)).toISOString()
  const free = new Set(world.offices[0]!.holidays.map(({ date }) => date))
  const wrong = [...mailbox, ...activities, ...calendar].filter((row) => {
    const date = row['Activity date']!.slice(0, 10)
    const person = world.staff.byNo.get(Number(row['Owner']!.slice(1)))!
    const day = world.axis.dayOf(date)
    const away = person.leave.some(({ from, to }) => day >= from && day <= to)
    return away || free.has(date) || world.axis.weekday(day) > 5 || row['Created']! > end
  })
  expect(wrong).toEqual([])
})

test('deals of every kind and customers are worked on by whoever holds them, until they are closed or deleted', () => {
  const long = observe(
    {
      people: 30,
      months: 8,
      warmUpMonths: 14,
      attrition: 0.05,
      customers: { renewal: 0.9, expansion: 0.7 },
      quality: { deletions: 0.2 },
      activity: {
        deal: { ownMails: 1.5, buyerMails: 0, meetings: 0.5, calls: 0, pull: 0 },
        customer: { mails: 0.6, meetings: 0 },
      },
    },
    ['mailbox', 'calendar', 'account-history'],
  )
  const { world: company, rows: files } = long
  const busy = (id: string, day: number) => isWorking(company, company.staff.byNo.get(Number(id.slice(1)))!, day)
  const all = long.works.flatMap((work) => work.deals)
  expect(new Set(all.map(({ type }) => type)).size).toBe(3)
  const expected = { new: 0, existing: 0, renewal: 0 }
  for (const deal of all) {
    const end = Math.min(deal.outcome?.day ?? Infinity, deal.deletedOn ?? Infinity, company.axis.days)
    for (let day = deal.createdDay + 1; day < end; day += 1) {
      // a week belongs to who holds the deal when it begins
      const begins = day - ((day - deal.createdDay - 1) % 7)
      const { person } = deal.owners.findLast(({ from }) => from <= begins) ?? deal.owners[0]!
      if (begins > -7 && day >= 0 && busy(person.id, day)) expected[deal.type] += 1.5 / 5
    }
  }
  const typeOf = new Map(all.map(({ id, type }) => [id, type]))
  const mails = files['mailbox']!.filter((row) => row['Deal ID'] !== '')
  for (const type of ['new', 'existing', 'renewal'] as const) {
    const found = mails.filter((row) => typeOf.get(row['Deal ID']!) === type).length
    expect(expected[type]).toBeGreaterThan(100)
    expect(near(found, expected[type], expected[type]), type).toBe(true)
  }
  const deletions = new Map(all.flatMap(({ id, deletedOn }) => (deletedOn === null ? [] : [[id, deletedOn] as const])))
  expect(deletions.size).toBeGreaterThan(30)
  const dateOf = (row: Record<string, string>) => company.axis.dayOf(row['Activity date']!.slice(0, 10))
  const touched = [...mails, ...files['calendar']!]
  expect(touched.filter((row) => dateOf(row) >= (deletions.get(row['Deal ID']!) ?? Infinity))).toEqual([])

  let served = 0
  const histories = Map.groupBy(files['account-history']!, (row) => row['Account ID']!)
  for (const history of histories.values()) {
    const entries = history.map((row) => ({ row, day: company.axis.dayOf(row['Changed at']!.slice(0, 10)) }))
    const since = entries.find(({ row }) => row['New value'] === 'Customer')?.day
    if (since === undefined) continue
    const until = entries.find(({ row }) => row['New value'] === 'Former customer')?.day ?? company.axis.days
    for (let day = Math.max(since, 0); day < until; day += 1) {
      const owner = entries.findLast((entry) => entry.row['Field'] === 'Owner' && entry.day <= day)!.row['New value']!
      if (busy(owner, day)) served += 0.6 / 5
    }
  }
  const found = files['mailbox']!.filter((row) => row['Thread ID']!.includes('s')).length
  expect(served).toBeGreaterThan(1000)
  expect(near(found, served, served)).toBe(true)
})

function count(list: readonly Record<string, string>[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const row of list) counts.set(row['Deal ID']!, (counts.get(row['Deal ID']!) ?? 0) + 1)
  return counts
}
