import { sql } from 'kysely'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { expect, it } from 'vitest'
import { markActivities } from '#db/activity-days.ts'
import { insertRows } from '#db/insert.ts'
import { appendChanges } from '#db/ledger.ts'
import { instantText } from '#domain/instant.ts'
import { CATALOG } from '#metrics/catalog/index.ts'
import { dayColumns } from '#metrics/days.ts'
import { type MetricFigure, runMetrics } from '#metrics/run.ts'
import { newId } from '#platform/ids.ts'
import { rollActivities } from '#services/activity-days/roll.ts'
import { redoImport } from '#services/imports/redo.ts'
import { undoImport } from '#services/imports/undo.ts'
import { figuresQuery } from '#services/bookings/figures.ts'
import { refold } from '#services/ledger/refold.ts'
import { repointActivities } from '#services/merge/activities.ts'
import { windowOf } from '#services/metrics/query.ts'
import { resolveView } from '#services/org/view.ts'
import { testDatabase } from '../support/database.ts'
import { importing } from '../support/imports.ts'
import type { PlainSales } from './plain-sales.ts'
import { type Random, randomSales } from './random-sales.ts'

const { db } = await testDatabase()
const { bring, ctxOf, file, newOrg } = await importing(db)

/** Those that sums of days answer; the rest read facts either way. */
const SERVED = CATALOG.filter(({ terms }) => terms.every((term) => dayColumns(term) !== null))

const NOW = Date.parse('2024-04-10T12:00:00Z')
const DAY = 86_400_000
const PARTS = ['company', 'manager', 'office', 'role'] as const
const ZONES = ['Europe/Berlin', 'Asia/Tokyo', 'America/New_York', 'Pacific/Kiritimati'] as const
/** an organisation that has nothing: what is put there is out of the way */
const ASIDE = newId()

const place = ({ metric, window, subject }: MetricFigure) => `${metric.id} ${window} ${subject}`

const rounded = (value: number | null) => (value === null ? null : Math.round(value * 1e9) / 1e9)

const RANGES = [
  { from: '2024-02-20', to: '2024-03-10' },
  { from: '2024-03-10', to: '2024-04-02' },
  { from: '2024-02-29', to: '2024-02-29' },
  { from: '2024-01-01', to: '2024-04-02' },
]

async function figuresOf(orgId: string, by: string, asOf: string, ranges = RANGES) {
  const view = await resolveView(db, orgId, NOW, { asOf })
  const windows = ranges.map((range) => windowOf(view, `${range.from}..${range.to}`, range))
  const figures = await runMetrics(db, { query: figuresQuery(view), metrics: SERVED, windows, filters: [], by })
  return new Map(
    figures
      .toSorted((a, b) => (place(a) < place(b) ? -1 : 1))
      // hours are added in another order
      .map((figure) => [
        place(figure),
        { ...figure, metric: figure.metric.id, numerator: rounded(figure.numerator), value: rounded(figure.value) },
      ]),
  )
}

/** The same question while nothing is added up: the sums are put aside and come back. */
async function fromFacts(orgId: string, by: string, asOf: string, ranges = RANGES) {
  await sql`update activity_rolled set org_id = ${ASIDE} where org_id = ${orgId}`.execute(db)
  try {
    return await figuresOf(orgId, by, asOf, ranges)
  } finally {
    await sql`update activity_rolled set org_id = ${orgId} where org_id = ${ASIDE}`.execute(db)
  }
}

/** Many more activities than a random company has, so that every day of everyone has some. */
async function addActivities({ orgId, people, deals, contactAccounts }: PlainSales, random: Random): Promise<void> {
  const pick = <T>(from: readonly T[]): T => from[random(from.length)]!
  const contacts = [...contactAccounts.keys()]
  const rows = Array.from({ length: 1200 }, (_, number) => {
    const day = Date.UTC(2024, 1, 15) + random(50) * DAY
    const dated = random(6) === 0
    return {
      org_id: orgId,
      id: newId(),
      recorded_from: '2024-01-01T00:00:00Z',
      recorded_to: 'infinity',
      known_at: '2024-01-01T00:00:00Z',
      type: pick(['call', 'email', 'meeting', 'task']),
      at: instantText(dated ? day : day + random(24 * 60) * 60_000),
      at_date: dated ? new Date(day).toISOString().slice(0, 10) : null,
      seconds: pick([null, 30, 1801, 50_000, 90_000]),
      direction: pick([null, 'inbound', 'outbound']),
      held: random(5) > 0,
      connected: pick([null, true, false]),
      topic: pick([null, 'presentation']),
      person_id: pick([...people, ...people, null]),
      deal_id: random(2) === 0 ? pick(deals).id : null,
      contact_id: random(2) === 0 ? pick(contacts) : null,
      source: 'more',
      external_id: String(number),
      row_hash: '',
    }
  })
  await insertRows(db, 'activity', rows)
  const reached = rows.filter(() => random(4) === 0)
  await insertRows(
    db,
    'activity_participant',
    reached.map(({ id }) => ({ org_id: orgId, activity_id: id, subject_id: pick(contacts), side: 'theirs' })),
  )
  await markActivities(db, orgId, sql`true`)
  await sql`analyze`.execute(db)
}

/** What happens to a company after its activities are there, each as the product writes it. */
function writesOf({ orgId, people, teams }: PlainSales, random: Random): (() => Promise<void>)[] {
  const pick = <T>(from: readonly T[]): T => from[random(from.length)]!
  let later = NOW
  const tell = async (
    kind: 'team' | 'membership' | 'setting',
    id: string,
    valid: string,
    patch: Readonly<Record<string, unknown>>,
  ) => {
    const validAt = valid === '-infinity' ? -Infinity : Date.parse(valid)
    const change = { id: newId(), kind, entityId: id, patch, validAt, knownAt: validAt, source: 'test' }
    await appendChanges(db, orgId, (later += 1000), [change])
    await refold(db, orgId, kind, [id])
  }
  const pin = async (at: string | null) => {
    await sql`update org set pinned_at = ${at}, pinned_known = ${at !== null} where org_id = ${orgId}`.execute(db)
  }
  const correct = async () => {
    const { rows } = await sql<{ id: string }>`
      select a.id from activity a where a.org_id = ${orgId} and a.recorded_to = 'infinity' order by a.id`.execute(db)
    const { id } = pick(rows)
    const said = instantText((later += 1000))
    const next = {
      recorded_from: said,
      recorded_to: 'infinity',
      at: instantText(Date.UTC(2024, 1, 15) + random(50 * 24 * 60) * 60_000),
      at_date: null,
      seconds: pick([null, 60, 3600, 100_000]),
      person_id: pick([...people, null]),
      type: pick(['call', 'email', 'meeting']),
      held: random(4) > 0,
    }
    await db.transaction().execute(async (tx) => {
      await sql`update activity set recorded_to = ${said}
        where org_id = ${orgId} and id = ${id} and recorded_to = 'infinity'`.execute(tx)
      await sql`insert into activity
        select (json_populate_record(a, ${JSON.stringify(next)}::json)).* from activity a
        where a.org_id = ${orgId} and a.id = ${id} and a.recorded_to = ${said}`.execute(tx)
      await markActivities(tx, orgId, sql`a.id = ${id}`)
    })
  }
  return [
    correct,
    correct,
    () =>
      db
        .transaction()
        .execute((tx) => repointActivities(tx, orgId, 'person', pick(people), pick(people), (later += 1000))),
    () => tell('team', pick(teams).id, pick(['-infinity', '2024-03-05T11:00:00Z']), { zone: pick(ZONES) }),
    () => tell('setting', orgId, '-infinity', { zone: pick(ZONES) }),
    () => pin(pick([null, '2024-03-10T12:00:00Z'])),
    () => tell('team', teams[1]!.id, '2024-03-12T15:00:00Z', { parentId: pick([null, teams[0]!.id]) }),
    () =>
      tell('membership', pick(people), pick(['2024-02-25T23:00:00Z', '2024-03-15T00:00:00Z']), {
        teamId: pick(teams).id,
      }),
  ]
}

it('sums of days answer what people do, by where they belonged', () => {
  expect(SERVED.map(({ id }) => id).toSorted()).toEqual([
    'calls-made',
    'connect-rate',
    'connects',
    'contacts-per-deal',
    'contacts-touched',
    'deals-touched',
    'emails-sent',
    'meeting-hold-rate',
    'meeting-hours',
    'meetings-held',
    'presentations',
    'talk-time',
  ])
})

it.each([11, 12, 13])(
  'figures are the same with sums of days and without, whatever is written, seed %i',
  async (seed) => {
    const generator = xoroshiro128plus(seed)
    const random = (below: number) => Math.abs(generator.next()) % below
    const pick = <T>(from: readonly T[]): T => from[random(from.length)]!
    const sales = await randomSales(db, random)
    await addActivities(sales, random)
    const { orgId } = sales
    await rollActivities(db, orgId, NOW)
    const { rows } = await sql<{ touches: number }>`
    select sum(touches)::int as touches from activity_day where org_id = ${orgId}`.execute(db)
    expect(rows[0]!.touches).toBeGreaterThan(300)
    const writes = writesOf(sales, random)
    for (let round = 0; round < 7; round += 1) {
      for (let count = random(2); count >= 0; count -= 1) await pick(writes)()
      const asOf = pick(['2024-04-02', '2024-03-20'])
      const parts = [pick(PARTS), pick(['person', 'team'])]
      const facts = []
      for (const by of parts) facts.push(await fromFacts(orgId, by, asOf))
      for (const state of ['behind', 'up to date']) {
        for (const [index, by] of parts.entries())
          expect(await figuresOf(orgId, by, asOf), `round ${round} by ${by} as of ${asOf}, ${state}`).toEqual(
            facts[index],
          )
        await rollActivities(db, orgId, NOW)
      }
    }
  },
)

it('imports that bring, correct, move and take away activities, undoing and doing again leave no sum behind', async () => {
  const orgId = await newOrg()
  const now = Date.parse('2026-03-20T12:00:00Z')
  const deals = `Deal ID,Deal Name,Owner,Account,Stage,Amount,Close Date,Created Date
1,Alpha,Ana Berg,Acme,Negotiation,100.00,2026-03-31,2026-01-05
2,Beta,Bo Hansen,Bright,Negotiation,200.00,2026-04-30,2026-01-06
`
  const header = 'Activity ID,Activity Type,Subject,Owner,Deal ID,Date,Deleted'
  const tasks = (...rows: string[]) => file('t.csv', [header, ...rows, ''].join('\n'))
  const ranges = [{ from: '2026-01-01', to: '2026-03-10' }]
  const told: string[] = []
  const same = async () => {
    for (const by of ['company', 'person']) {
      const facts = await fromFacts(orgId, by, '2026-03-15', ranges)
      expect(await figuresOf(orgId, by, '2026-03-15', ranges)).toEqual(facts)
      await rollActivities(db, orgId, now)
      expect(await figuresOf(orgId, by, '2026-03-15', ranges)).toEqual(facts)
      if (by === 'person') told.push(JSON.stringify([...facts.values()]))
    }
  }
  const calls = [
    'a1,Call,One,Ana Berg,1,2026-02-10,',
    'a2,Call,Two,Ana Berg,2,2026-02-11,',
    'a3,Call,Three,Bo Hansen,2,2026-02-12,',
  ]
  await bring(orgId, [await file('a.csv', deals), await tasks(...calls)])
  await same()
  const moved = await bring(
    orgId,
    [
      await tasks(
        'a1,Call,One,Bo Hansen,1,2026-02-10,',
        'a2,Call,Two,Ana Berg,2,2026-01-20,',
        'a3,Call,Three,Bo Hansen,2,2026-02-12,true',
      ),
    ],
    { takenAt: '2026-03-02T12:00:00Z' },
  )
  expect(moved.written).toBe(true)
  await same()
  const ctx = ctxOf(orgId)
  await undoImport(ctx, { importId: moved.importId })
  await same()
  await redoImport(ctxOf(orgId), moved.importId)
  await same()
  expect(told[1]).not.toBe(told[0])
  expect(told[2]).not.toBe(told[1])
  expect(told[3]).toBe(told[1])
})
