import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { newId } from '#platform/ids.ts'
import type { Ctx } from '#services/context.ts'
import { testDatabase } from '../../../test/support/database.ts'
import { instantText } from '../../domain/instant.ts'
import { LATEST } from '../../domain/span/box.ts'
import { readKind } from '../../db/spans.ts'
import { readDocument } from '../../domain/world/read-document.ts'
import { applyDocument } from './apply-document.ts'
import { showDocument } from './show-document.ts'

const { db } = await testDatabase()
const FIRST = Date.parse('2017-06-15T10:00:00Z')
const NOW = { valid: LATEST, known: LATEST, recorded: LATEST }

const acme = {
  org: { slug: 'acme', name: 'Acme', zone: 'Europe/Berlin', currency: 'EUR', fiscalStartMonth: 4 },
  calendars: [
    {
      name: 'Germany',
      weekend: ['saturday', 'sunday'],
      holidays: [{ date: '2017-05-01', name: 'Labour Day' }],
      default: true,
    },
  ],
  leave: [{ person: 'ana@example.org', from: '2017-04-10', to: '2017-04-14' }],
  teams: [
    { name: 'Sales' },
    {
      name: 'North',
      externalId: 't-north',
      parent: 'Sales',
      manager: 'Mia Moor',
      zone: 'America/New_York',
      weekStart: 'sunday',
      calendar: 'Germany',
    },
    { name: 'Northern', externalId: 't-north', from: '2017-04-01' },
    { name: 'South', parent: 'Sales', from: '2017-02-01' },
  ],
  people: [
    { name: 'Ana Arp', email: 'ana@example.org', externalId: 'u1' },
    { name: 'Ana Arp', email: 'ana.other@example.org' },
    { name: 'Mia Moor' },
    { name: 'Robot', notPerson: true },
    { name: 'Robot', active: false, from: '2017-03-01' },
  ],
  memberships: [
    { person: 'Mia Moor', team: 'Sales', discipline: 'manager' },
    {
      person: 'u1',
      team: 't-north',
      discipline: 'ae',
      segment: 'smb',
      manager: 'Mia Moor',
      from: '2017-01-01',
      to: '2017-02-28',
    },
    { person: 'u1', team: 'South', office: 'Munich', from: '2017-03-01', to: '2017-03-31' },
    { person: 'u1', team: 'South', office: null, segment: 'enterprise', from: '2017-05-01' },
  ],
  goals: [
    { scope: 'company', period: '2017-Q1', amount: '1000000.50' },
    { scope: { team: 'North' }, period: '2017-Q1', amount: 300000, source: 'shared' },
    { scope: { team: 'North' }, period: '2017-Q1', amount: 250000, from: '2017-02-01' },
    { scope: { person: 'u1' }, period: '2017-03', amount: 10000, currency: 'JPY', source: 'commit' },
    { scope: { office: 'Munich' }, period: '2017', metric: 'deals-won', amount: 12 },
  ],
  submissions: [
    {
      externalId: 'f-1',
      person: 'u1',
      period: '2017-03',
      commit: '8000.50',
      bestCase: 9500,
      from: '2017-03-06T08:30:00Z',
    },
    { externalId: 'f-1', person: 'u1', period: '2017-03', commit: 8500, from: '2017-03-07T08:30:00Z' },
    { person: 'u1', period: '2017-04', bestCase: 7000, currency: 'USD', from: '2017-04-03T07:00:00Z' },
  ],
  pipelines: [
    {
      name: 'Sales',
      stages: [
        { name: 'Lead', kind: 'open', probability: 0.1 },
        { name: 'Offer', kind: 'open', probability: 0.5 },
        { name: 'Offer', probability: 0.6, from: '2017-02-01' },
        { name: 'Won', kind: 'won' },
        { name: 'Lost', kind: 'lost' },
      ],
    },
    { name: 'Sales', lostAmountsZeroed: true, from: '2017-03-01' },
  ],
  rates: [
    { currency: 'USD', kind: 'plan', date: '2017-01-01', rate: 0.9 },
    { currency: 'USD', kind: 'daily', date: '2017-01-02', rate: '0.95210' },
  ],
  settings: [{ preset: 'enterprise' }, { switches: { namedBars: 'on' }, from: '2017-02-01' }],
}

function ctxOf(orgId: string | null, recordedAt: number) {
  return { db, orgId, actor: { type: 'cli' }, recordedAt } as const
}

async function apply(orgId: string | null, document: unknown, recordedAt = FIRST) {
  return applyDocument(ctxOf(orgId, recordedAt), readDocument(document))
}

async function made(slug = newId()): Promise<Ctx> {
  const { orgId } = await apply(null, { ...acme, org: { ...acme.org, slug } })
  return { ...ctxOf(orgId, FIRST + 1000), orgId }
}

async function countChanges(orgId: string): Promise<number> {
  const row = await db
    .selectFrom('change')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('org_id', '=', orgId)
    .executeTakeFirstOrThrow()
  return row.count
}

test('what is shown, applied again, writes nothing; applied to an empty place it shows the same', async () => {
  const ctx = await made('round-trip')
  const before = await countChanges(ctx.orgId)
  const shown = await showDocument(ctx, {})
  expect((await apply(ctx.orgId, { ...acme, org: { ...acme.org, slug: 'round-trip' } }, FIRST + 2000)).changes).toEqual(
    {},
  )
  expect(await apply(ctx.orgId, JSON.parse(JSON.stringify(shown)), FIRST + 3000)).toMatchObject({
    changes: {},
    subjects: 0,
    created: false,
  })
  expect(await countChanges(ctx.orgId)).toBe(before)

  const copy = await apply(
    null,
    { ...shown, org: [{ ...shown.org[0], slug: 'copy' }, ...shown.org.slice(1)] },
    FIRST + 4000,
  )
  const again = await showDocument({ ...ctx, orgId: copy.orgId }, {})
  expect({ ...again, org: [] }).toEqual({ ...shown, org: [] })
})

test('the document says dates, references and money as they were written', async () => {
  const ctx = await made()
  const shown = await showDocument(ctx, {})
  expect(shown.memberships.filter((entry) => 'person' in entry && entry.person === 'u1')).toEqual([
    { person: 'u1', discipline: 'ae', segment: 'smb', team: 't-north', manager: 'Mia Moor', from: '2017-01-01' },
    {
      person: 'u1',
      discipline: 'ae',
      segment: 'smb',
      team: 'South',
      office: 'Munich',
      manager: 'Mia Moor',
      from: '2017-03-01',
      to: '2017-03-31',
    },
    {
      person: 'u1',
      discipline: 'ae',
      segment: 'enterprise',
      team: 'South',
      office: null,
      manager: 'Mia Moor',
      from: '2017-05-01',
    },
  ])
  expect(shown.goals).toContainEqual({
    scope: 'company',
    metric: 'bookings',
    period: '2017-Q1',
    amount: '1000000.50',
    currency: 'EUR',
    source: 'quota',
  })
  expect(shown.goals).toContainEqual({
    scope: { person: 'u1' },
    metric: 'bookings',
    period: '2017-03',
    amount: '10000',
    currency: 'JPY',
    source: 'commit',
  })
  expect(shown.submissions).toEqual([
    {
      externalId: 'f-1',
      person: 'u1',
      period: '2017-03',
      commit: '8000.50',
      bestCase: '9500.00',
      currency: 'EUR',
      from: '2017-03-06T08:30:00.000Z',
    },
    {
      externalId: 'f-1',
      person: 'u1',
      period: '2017-03',
      commit: '8500.00',
      bestCase: '9500.00',
      currency: 'EUR',
      from: '2017-03-07T08:30:00.000Z',
    },
    { person: 'u1', period: '2017-04', bestCase: '7000.00', currency: 'USD', from: '2017-04-03T07:00:00.000Z' },
  ])
  expect((await showDocument(ctx, { asOf: '2017-03-06' })).submissions).toMatchObject([{ commit: '8000.50' }])
  expect(shown.calendars).toEqual([{ ...acme.calendars[0] }])
  expect(shown.rates).toContainEqual({ currency: 'USD', kind: 'daily', date: '2017-01-02', rate: '0.95210' })
  const winter = await showDocument(ctx, { asOf: '2017-02-15' })
  expect(winter.teams.map((team) => 'name' in team && team.name)).toEqual(['Sales', 'North', 'South'])
  expect(winter.goals).toContainEqual({
    scope: { team: 't-north' },
    metric: 'bookings',
    period: '2017-Q1',
    amount: '250000.00',
    currency: 'EUR',
    source: 'shared',
    from: '2017-02-01',
  })
})

test('a membership changes at the midnight of its team and ends with its last day', async () => {
  const ctx = await made()
  const spans = await db
    .selectFrom('membership_span')
    .select(['valid_from', 'valid_to', 'office'])
    .where('org_id', '=', ctx.orgId)
    .where('segment', 'is not', null)
    .where('known_to', '=', sql<number>`'infinity'`)
    .orderBy('valid_from')
    .execute()
  expect(spans).toEqual([
    { valid_from: Date.parse('2017-01-01T05:00:00Z'), valid_to: Date.parse('2017-02-28T23:00:00Z'), office: null },
    { valid_from: Date.parse('2017-02-28T23:00:00Z'), valid_to: Date.parse('2017-03-31T22:00:00Z'), office: 'Munich' },
    { valid_from: Date.parse('2017-04-30T22:00:00Z'), valid_to: Infinity, office: null },
  ])
})

test('no name and no address reaches the ledger', async () => {
  const ctx = await made()
  const rows = await db.selectFrom('change').select('patch').where('org_id', '=', ctx.orgId).execute()
  const text = JSON.stringify(rows)
  for (const personal of ['Ana', 'Mia', 'Moor', 'Robot', 'example.org']) expect(text).not.toContain(personal)
})

test('an edit asks since when; a correction is known only now', async () => {
  const ctx = await made()
  const quota = (more: object) => ({ goals: [{ scope: 'company', period: '2017-Q1', amount: 900000, ...more }] })
  await expect(apply(ctx.orgId, quota({}))).rejects.toThrow(
    /goals\[0\]\.minor 90000000 differs from 100000050, which is held; say since when/,
  )
  const later = FIRST + 86_400_000
  await apply(ctx.orgId, quota({ correction: true }), later)
  const amounts = async (input: object) =>
    (await showDocument({ ...ctx, recordedAt: later + 1 }, input)).goals.flatMap((goal) =>
      'scope' in goal && goal.scope === 'company' && 'amount' in goal ? [goal.amount] : [],
    )
  expect(await amounts({ asOf: '2017-01-31' })).toEqual(['900000.00'])
  expect(await amounts({ asOf: '2017-01-31', knownAt: '2017-06-15' })).toEqual(['1000000.50'])
  expect((await apply(ctx.orgId, quota({ correction: true }), later + 2)).changes).toEqual({})
})

test('a correction also holds where a dated edit had said otherwise', async () => {
  const ctx = await made()
  await apply(
    ctx.orgId,
    { goals: [{ scope: { team: 't-north' }, period: '2017-Q1', amount: 1, correction: true }] },
    FIRST + 5000,
  )
  for (const asOf of ['2017-01-15', '2017-02-15']) {
    const { goals } = await showDocument({ ...ctx, recordedAt: FIRST + 6000 }, { asOf })
    expect(goals).toContainEqual(expect.objectContaining({ scope: { team: 't-north' }, amount: '1.00' }))
  }
})

test('the first description of a thing was known when it held', async () => {
  const ctx = await made()
  await db
    .updateTable('org')
    .set({ first_import_at: instantText(FIRST) })
    .where('org_id', '=', ctx.orgId)
    .execute()
  const { goals, memberships } = await showDocument(ctx, { asOf: '2017-02-15', knownAt: '2017-02-15' })
  expect(goals).toContainEqual(expect.objectContaining({ scope: { team: 't-north' }, amount: '250000.00' }))
  expect(memberships).toContainEqual(expect.objectContaining({ person: 'u1', team: 't-north' }))
})

test('the accepted stage and the default calendar are one each: the new one replaces the old', async () => {
  const ctx = await made()
  await apply(
    ctx.orgId,
    {
      calendars: [{ name: 'Austria', default: true, from: '2017-05-01' }],
      pipelines: [{ name: 'Sales', stages: [{ name: 'Offer', accepted: true, correction: true }] }],
    },
    FIRST + 5000,
  )
  const stages = await readKind(db, ctx.orgId, 'stage', NOW)
  expect(stages.filter(({ state }) => state.accepted).map(({ state }) => state.name)).toEqual(['Offer'])
  const calendars = await readKind(db, ctx.orgId, 'calendar', NOW)
  expect(calendars.filter(({ state }) => state.default).map(({ state }) => state.name)).toEqual(['Austria'])
})

test('a new calendar that always was the default leaves no other one that ever was', async () => {
  const ctx = await made()
  await apply(ctx.orgId, { calendars: [{ name: 'Tyrol', default: true }] }, FIRST + 5000)
  for (const valid of [FIRST - 365 * 86_400_000, LATEST]) {
    const then = await readKind(db, ctx.orgId, 'calendar', { ...NOW, valid })
    expect(then.filter(({ state }) => state.default).map(({ state }) => state.name)).toEqual(['Tyrol'])
  }
})

test('the example of the guide can be applied', async () => {
  const guide = await readFile(join(import.meta.dirname, '../../../docs/guides/document.md'), 'utf8')
  const example = JSON.parse(/```json\n([^]*?)```/.exec(guide)![1]!) as object
  expect(
    await apply(null, { ...example, org: { slug: 'guide', name: 'Guide', zone: 'Europe/Berlin', currency: 'EUR' } }),
  ).toMatchObject({ created: true })
})

const refused: [string, object, RegExp][] = [
  [
    'a circle of teams',
    { teams: [{ name: 'Sales', parent: 'South', from: '2017-06-01' }] },
    /teams stand in a circle from 2017-06-01: .*below/,
  ],
  [
    'a circle of managers',
    { memberships: [{ person: 'Mia Moor', manager: 'u1', from: '2017-02-01' }] },
    /memberships report in a circle.*reports to/,
  ],
  [
    'two memberships at once',
    {
      memberships: [
        { person: 'Robot', from: '2017-01-01', to: '2017-03-01' },
        { person: 'Robot', from: '2017-03-01' },
      ],
    },
    /memberships\[1\] "2017-03-01" overlaps memberships\[0\]/,
  ],
  [
    'a name of two people',
    { memberships: [{ person: 'Ana Arp' }] },
    /memberships\[0\]\.person "Ana Arp" names more than one person; use the externalId or the email/,
  ],
  [
    'a name of nobody',
    { goals: [{ scope: { person: 'Nobody' }, period: '2017', amount: 1 }] },
    /goals\[0\]\.scope\.person "Nobody" names no person; add it to people/,
  ],
  [
    'too many decimals',
    { goals: [{ scope: 'company', period: '2018', amount: '1.005' }] },
    /goals\[0\]\.amount "1.005" has more decimals than EUR has/,
  ],
  [
    'another rate for the same day',
    { rates: [{ currency: 'USD', kind: 'plan', date: '2017-01-01', rate: 2 }] },
    /rates\[0\]\.rate "2" differs from "0.9"/,
  ],
  [
    'an unknown switch',
    { settings: { switches: { namedBar: 'on' } } },
    /settings\.switches has no field `namedBar`; it may have headStartDays/,
  ],
  [
    'a stage without kind',
    { pipelines: [{ name: 'Sales', stages: [{ name: 'Demo' }] }] },
    /is a new stage; say whether its kind is open, won or lost/,
  ],
]

test.each(refused)('%s is refused, and nothing is written', async (_, document, message) => {
  const ctx = await made()
  const before = await countChanges(ctx.orgId)
  await expect(apply(ctx.orgId, { teams: [{ name: 'West' }], ...document }, FIRST + 9000)).rejects.toThrow(message)
  expect(await countChanges(ctx.orgId)).toBe(before)
})
