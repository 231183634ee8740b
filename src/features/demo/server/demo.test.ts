import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { readKind } from '#db/spans.ts'
import { DEMO_PERSON } from '#domain/generator/demo.ts'
import { LATEST } from '#domain/span/box.ts'
import { realNow } from '#platform/clock/now.ts'
import type { Ctx } from '#services/context.ts'
import { reportDeals } from '#services/deals/report.ts'
import { deleteDemo, DEMO_TABLES } from '#services/demo/delete-demo.ts'
import { hasData, readDemo } from '#services/demo/state.ts'
import { createImport } from '#services/imports/staging.ts'
import { ensureOrg } from '#services/org/ensure-org.ts'
import { readSettings } from '#services/org/settings.ts'
import { testDatabase } from '../../../../test/support/database.ts'
import { playDemo, startDemo } from './play.ts'
import { findPerson } from './queries.ts'

const { db } = await testDatabase()
const NOW = Date.parse('2026-11-18T10:30:00Z')
const NOWHERE = { valid: LATEST, known: LATEST, recorded: LATEST }

async function newOrg(slug: string): Promise<Ctx> {
  const orgId = await ensureOrg(db, { slug, name: slug, zone: 'Europe/Berlin', currency: null }, realNow())
  return { db, orgId, actor: { type: 'cli' }, recordedAt: realNow() }
}

const count = async (table: (typeof DEMO_TABLES)[number] | 'change' | 'span', orgId: string) =>
  Number(
    (
      await db
        .selectFrom(table)
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .where('org_id', '=', orgId)
        .executeTakeFirstOrThrow()
    ).n,
  )

test('the demo comes, lives on hour by hour, and leaves nothing behind', async () => {
  const ctx = await newOrg('demo')
  const before = { change: await count('change', ctx.orgId), span: await count('span', ctx.orgId) }
  await startDemo(ctx, NOW)

  const people = await readKind(db, ctx.orgId, 'person', NOWHERE)
  expect(people).toHaveLength(12)
  const teams = await readKind(db, ctx.orgId, 'team', NOWHERE)
  expect(new Set(teams.map(({ state }) => state.office)).size).toBe(2)
  const [coach, ...others] = await db
    .selectFrom('membership_span')
    .select('person_id')
    .distinct()
    .where('org_id', '=', ctx.orgId)
    .where('discipline', '=', 'player-coach')
    .execute()
  expect(coach).toBeDefined()
  expect(others).toEqual([])
  expect(await findPerson(ctx, DEMO_PERSON.id)).toMatchObject({ name: DEMO_PERSON.name })

  const won = await reportDeals(ctx, { status: 'won', by: 'month', asOf: '2026-11-18' })
  expect(won.length).toBeGreaterThanOrEqual(9)
  const activities = await count('activity', ctx.orgId)
  expect(activities).toBeGreaterThan(3_000)
  await playDemo(ctx, NOW + 3 * 3_600_000)
  await playDemo(ctx, NOW + 3 * 3_600_000)
  await playDemo(ctx, NOW + 50 * 3_600_000)
  expect(await count('activity', ctx.orgId)).toBeGreaterThan(activities)
  expect((await readDemo(db, ctx.orgId))?.playedUntil).toBe(NOW + 50 * 3_600_000)
  // an hour that names people and accounts of before makes no second ones
  expect(await readKind(db, ctx.orgId, 'person', NOWHERE)).toHaveLength(12)
  const accounts = await readKind(db, ctx.orgId, 'account', NOWHERE)
  expect(accounts.filter(({ state }) => state.name === state.externalId)).toEqual([])

  const once = await newOrg('at-once')
  await startDemo(once, NOW)
  // the first day of the two companies is the same, so what was played on is what comes at once
  await playDemo(once, NOW + 50 * 3_600_000)
  for (const status of ['open', 'won', 'lost'] as const) {
    expect(await reportDeals(ctx, { status, by: 'owner' }), status).toEqual(
      (await reportDeals(once, { status, by: 'owner' })).map((group) => ({ ...group, key: expect.anything() })),
    )
  }

  await expect(createImport(ctx, { label: 'own' })).rejects.toMatchObject({ code: 'precondition' })
  await expect(startDemo(ctx, NOW)).rejects.toMatchObject({ code: 'conflict' })
  await deleteDemo(ctx)
  for (const table of DEMO_TABLES) expect(await count(table, ctx.orgId), table).toBe(0)
  // the one setting that says that the currency is open again
  expect((await count('change', ctx.orgId)) - before.change).toBeLessThanOrEqual(2)
  expect(await count('span', ctx.orgId)).toBe(before.span)
  expect((await readSettings(db, ctx.orgId)).currencyAssumed).toBe(true)
  expect(await hasData(db, ctx.orgId)).toBe(false)
  await createImport(ctx, { label: 'own' })
  expect(await hasData(db, once.orgId)).toBe(true)
}, 180_000)

test('every table of an organisation is emptied with the demo or kept on purpose', async () => {
  const kept = [
    'org',
    'change',
    'span',
    'member',
    'one_time_link',
    'live_event',
    'wallboard',
    'wall_screen',
    'pairing_code',
    'saved_view',
    'mail_account',
    'preference',
    'repeatable_call',
    'analysis_session',
  ]
  const { rows } = await sql<{ name: string }>`
    select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'org_id'
  `.execute(db)
  const unnamed = rows.filter(({ name }) => !kept.includes(name) && !DEMO_TABLES.some((table) => table === name))
  expect(unnamed.map(({ name }) => name)).toEqual([])
})

test('the demo refuses to stand beside data', async () => {
  const ctx = await newOrg('own-data')
  await db
    .insertInto('subject')
    .values({ org_id: ctx.orgId, id: '0198a000-0000-7000-8000-000000000001', kind: 'person', name: 'Ana' })
    .execute()
  await expect(startDemo(ctx, NOW)).rejects.toMatchObject({ code: 'conflict' })
  await expect(deleteDemo(ctx)).rejects.toMatchObject({ code: 'not-found' })
})
