import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { realNow } from '#platform/clock/now.ts'
import type { Ctx } from '#services/context.ts'
import { planImport, stageFiles, writeImport } from '#sources/sync.ts'
import { at } from '#db/at.ts'
import { appendChanges } from '#db/ledger.ts'
import { readKind } from '#db/spans.ts'
import { instantText } from '#domain/instant.ts'
import { LATEST } from '#domain/span/box.ts'
import { newId } from '#platform/ids.ts'
import { testDatabase } from '../../../test/support/database.ts'
import { readSourceRecords } from '../../db/source-records.ts'
import { createDeal } from '../deals/edit-deal.ts'
import { listDealRows, reportDeals } from '../deals/report.ts'
import { saveDecisions } from '../imports/import-state.ts'
import { createImport } from '../imports/staging.ts'
import { refoldAll } from '../ledger/refold.ts'
import { ensureOrg } from '../org/ensure-org.ts'
import { mergeEntities } from './merge.ts'
import { splitEntities } from './split.ts'

const { db } = await testDatabase()
const folder = await mkdtemp(join(tmpdir(), 'leadout-merge-'))
afterAll(() => rm(folder, { recursive: true, force: true }))

const deals = `Id,Name,OwnerId,AccountId,StageName,Amount,CloseDate,CreatedDate,LastModifiedDate
006a,Alpha,005a,001a,Closed Won,100.00,2026-02-10,2026-01-05T09:00:00.000Z,2026-02-10T09:00:00.000Z
006b,Beta,005b,001b,Closed Won,20.00,2026-02-11,2026-01-06T09:00:00.000Z,2026-02-11T09:00:00.000Z
006c,Gamma,005b,001a,Prospecting,3.00,2026-03-31,2026-01-07T09:00:00.000Z,2026-01-07T09:00:00.000Z
`
const files: Record<string, string> = {
  'Opportunity.csv': deals,
  'User.csv': 'Id,Name,Email,IsActive\n005a,Ana Berg,ana@example.org,true\n005b,A. Berg,aberg@example.org,true\n',
  'Account.csv': 'Id,Name,Industry,BillingCountry\n001a,Acme,Retail,Germany\n001b,Acme Inc,Retail,Germany\n',
  'Task.csv':
    'Id,OwnerId,WhatId,Subject,Type,ActivityDate,Status,CreatedDate\n00Ta,005b,006b,Call,Call,2026-02-01,Completed,2026-02-01T09:00:00.000Z\n',
}

let orgs = 0
async function world(): Promise<Ctx> {
  orgs += 1
  const orgId = await ensureOrg(
    db,
    { slug: `org-${orgs}`, name: 'Org', zone: 'Europe/Berlin', currency: 'EUR' },
    realNow(),
  )
  await bring(orgId, files, '2026-03-01T00:00:00Z')
  return ctxOf(orgId)
}

const ctxOf = (orgId: string): Ctx => ({ db, orgId, actor: { type: 'cli' }, recordedAt: realNow() })

async function bring(orgId: string, contents: Record<string, string>, takenAt: string): Promise<void> {
  const paths = await Promise.all(
    Object.entries(contents).map(async ([name, text]) => {
      const path = join(folder, name)
      await writeFile(path, text)
      return path
    }),
  )
  const ctx = ctxOf(orgId)
  const importId = await createImport(ctx, { label: 'test', complete: false })
  await saveDecisions(db, orgId, importId, { answers: {}, takenAt: Date.parse(takenAt) })
  await stageFiles(ctx, importId, paths, () => {})
  await planImport(ctx, importId)
  const { written, questions } = await writeImport(ctx, importId, { dryRun: false, onProgress: () => {} })
  expect({ written, questions }).toEqual({ written: true, questions: [] })
}

async function idOf(ctx: Ctx, kind: string, externalId: string): Promise<string> {
  return (await readSourceRecords(db, ctx.orgId, 'salesforce', kind, [externalId])).get(externalId)!.entityId
}

async function won(
  ctx: Ctx,
  by: 'owner' | 'account',
  view: { asOf?: string; knownAt?: string } = {},
): Promise<unknown[]> {
  return (await reportDeals({ ...ctx, recordedAt: realNow() }, { status: 'won', by, ...view })).map(
    ({ key, count, amount }) => [key, count, amount],
  )
}

async function activityOwner(ctx: Ctx): Promise<(string | null)[]> {
  const rows = await db
    .selectFrom('activity')
    .select(['person_id', 'recorded_to'])
    .where('org_id', '=', ctx.orgId)
    .execute()
  return rows.filter((row) => row.recorded_to === Infinity).map((row) => row.person_id)
}

test('figures credit the survivor, as known then keeps both, and a split takes it back', async () => {
  const ctx = await world()
  const [from, into] = [await idOf(ctx, 'person', '005b'), await idOf(ctx, 'person', '005a')]
  const apart = [
    ['005a', 1, 100],
    ['005b', 1, 20],
  ]
  expect(await won(ctx, 'owner')).toEqual(apart)

  const { mergeId } = await mergeEntities(ctx, { kind: 'person', from, into })
  expect(await won(ctx, 'owner')).toEqual([['005a', 2, 120]])
  expect(await won(ctx, 'owner', { asOf: '2026-02-15' })).toEqual([['005a', 2, 120]])
  expect(await won(ctx, 'owner', { asOf: '2026-03-05', knownAt: '2026-03-05' })).toEqual(apart)
  expect(await activityOwner(ctx)).toEqual([into])
  await refoldAll(db, ctx.orgId, 'deal')
  expect(await won(ctx, 'owner')).toEqual([['005a', 2, 120]])

  await splitEntities({ ...ctx, recordedAt: realNow() }, { mergeId })
  expect(await won(ctx, 'owner')).toEqual(apart)
  expect(await activityOwner(ctx)).toEqual([from])
  await expect(splitEntities(ctx, { mergeId })).rejects.toMatchObject({ code: 'not-found' })
})

test('a re-import updates the survivor: unchanged rows write nothing, new ones are credited to it', async () => {
  const ctx = await world()
  await mergeEntities(ctx, {
    kind: 'person',
    from: await idOf(ctx, 'person', '005b'),
    into: await idOf(ctx, 'person', '005a'),
  })
  await mergeEntities(ctx, {
    kind: 'account',
    from: await idOf(ctx, 'account', '001b'),
    into: await idOf(ctx, 'account', '001a'),
  })
  const count = async () =>
    (await db.selectFrom('change').select('id').where('org_id', '=', ctx.orgId).execute()).length
  const before = await count()
  await bring(ctx.orgId, files, '2026-03-10T00:00:00Z')
  expect(await count()).toBe(before)
  const more = `${deals.replace('Beta,005b,001b,Closed Won,20.00', 'Beta,005b,001b,Closed Won,25.00').replace('2026-02-11T09', '2026-03-11T09')}006d,Delta,005b,001b,Closed Won,7.00,2026-03-12,2026-03-01T09:00:00.000Z,2026-03-12T09:00:00.000Z\n`
  await bring(ctx.orgId, { 'Opportunity.csv': more }, '2026-03-20T00:00:00Z')
  expect(await won(ctx, 'owner')).toEqual([['005a', 3, 132]])
  expect(await won(ctx, 'account')).toEqual([['001a', 3, 132]])
})

test('a merged deal counts once and comes back by a split', async () => {
  const ctx = await world()
  const { mergeId } = await mergeEntities(ctx, {
    kind: 'deal',
    from: await idOf(ctx, 'deal', '006b'),
    into: await idOf(ctx, 'deal', '006a'),
  })
  expect(await won(ctx, 'owner')).toEqual([['005a', 1, 100]])
  await splitEntities({ ...ctx, recordedAt: realNow() }, { mergeId })
  expect(await won(ctx, 'owner')).toEqual([
    ['005a', 1, 100],
    ['005b', 1, 20],
  ])
})

test('nothing is merged with itself, twice, or split below a later merge', async () => {
  const ctx = await world()
  const [a, b] = [await idOf(ctx, 'account', '001a'), await idOf(ctx, 'account', '001b')]
  await expect(mergeEntities(ctx, { kind: 'account', from: a, into: a })).rejects.toMatchObject({ code: 'invalid' })
  await expect(mergeEntities(ctx, { kind: 'account', from: a, into: ctx.orgId })).rejects.toMatchObject({
    code: 'not-found',
  })
  await mergeEntities(ctx, { kind: 'account', from: a, into: b })
  await expect(mergeEntities(ctx, { kind: 'account', from: a, into: b })).rejects.toMatchObject({ code: 'conflict' })
})

test('a survivor without an own membership, goal and login takes them over, and gives them back', async () => {
  const ctx = await world()
  const [from, into] = [await idOf(ctx, 'person', '005b'), await idOf(ctx, 'person', '005a')]
  const said = async (kind: 'membership' | 'goal', id: string, patch: Record<string, unknown>, at: string) => {
    const instant = Date.parse(at)
    await appendChanges(db, ctx.orgId, realNow(), [
      { id: newId(), kind, entityId: id, patch, validAt: instant, knownAt: instant, source: 'test' },
    ])
    await refoldAll(db, ctx.orgId, kind)
  }
  const [north, south] = [newId(), newId()]
  await said('membership', from, { employed: true, teamId: north, segment: 'smb' }, '2026-01-01T00:00:00Z')
  await said('membership', into, { employed: true, teamId: south }, '2026-02-01T00:00:00Z')
  const goal = { scopeKind: 'person', metric: 'bookings', minor: 100, currency: 'EUR', source: 'quota' }
  const [shared, alone] = [newId(), newId()]
  await said('goal', shared, { ...goal, scopeId: from, period: '2026-01' }, '2026-01-01T00:00:00Z')
  await said('goal', alone, { ...goal, scopeId: from, period: '2026-02' }, '2026-01-01T00:00:00Z')
  await said('goal', newId(), { ...goal, scopeId: into, period: '2026-01' }, '2026-01-01T00:00:00Z')
  const userId = newId()
  await db
    .insertInto('member')
    .values({
      org_id: ctx.orgId,
      user_id: userId,
      level: 'rep',
      person_id: from,
      active: true,
      created_at: instantText(realNow()),
    })
    .execute()

  const memberships = async () =>
    (
      await db
        .selectFrom('membership_span')
        .select(['person_id', 'team_id', 'segment', 'valid_from'])
        .where('org_id', '=', ctx.orgId)
        .where('team_id', 'in', [north, south])
        .where('known_to', '=', at(Infinity))
        .where('recorded_to', '=', at(Infinity))
        .orderBy('valid_from')
        .execute()
    ).map((row) => [row.person_id, row.team_id, row.segment, new Date(row.valid_from).toISOString().slice(0, 10)])
  const goals = async () =>
    (await readKind(db, ctx.orgId, 'goal', { valid: LATEST, known: LATEST, recorded: LATEST }))
      .map(({ state }) => `${state.scopeId} ${state.period}`)
      .toSorted()
  const login = async () =>
    (
      await db
        .selectFrom('member')
        .select('person_id')
        .where('user_id', '=', userId)
        .where('org_id', '=', ctx.orgId)
        .executeTakeFirst()
    )?.person_id
  const importId = await createImport(ctx, { label: 'calendar of one' })
  await db
    .updateTable('import')
    .set({ person_id: from })
    .where('org_id', '=', ctx.orgId)
    .where('id', '=', importId)
    .execute()
  const captured = { org_id: ctx.orgId, activity_id: newId(), import_id: importId, thread: 'talk' }
  await db
    .insertInto('capture')
    .values({ ...captured, person_id: from, recorded_from: instantText(realNow() - 1000) })
    .execute()
  const uploads = async () => {
    const { person_id } = await db
      .selectFrom('import')
      .select('person_id')
      .where('org_id', '=', ctx.orgId)
      .where('id', '=', importId)
      .executeTakeFirstOrThrow()
    const rows = await db
      .selectFrom('capture')
      .select(['person_id', 'thread', 'recorded_to'])
      .where('org_id', '=', ctx.orgId)
      .execute()
    const standing = rows.filter((row) => row.recorded_to === Infinity)
    return [person_id, ...standing.map((row) => [row.person_id, row.thread])]
  }
  const before = { memberships: await memberships(), goals: await goals() }

  const { mergeId } = await mergeEntities({ ...ctx, recordedAt: realNow() }, { kind: 'person', from, into })
  expect(await memberships()).toEqual([
    [into, north, 'smb', '2026-01-01'],
    [into, south, null, '2026-02-01'],
  ])
  expect(await goals()).toEqual([`${into} 2026-01`, `${into} 2026-02`])
  expect(await login()).toBe(into)
  expect(await uploads()).toEqual([into, [into, 'talk']])

  await splitEntities({ ...ctx, recordedAt: realNow() }, { mergeId })
  expect({ memberships: await memberships(), goals: await goals() }).toEqual(before)
  expect(await login()).toBe(from)
  expect(await uploads()).toEqual([from, [from, 'talk']])
})

test('a survivor made by hand is known by the source id of the one that went', async () => {
  const ctx = await world()
  const { dealId } = await createDeal(ctx, { name: 'By hand' })
  const from = await idOf(ctx, 'deal', '006c')
  await mergeEntities({ ...ctx, recordedAt: realNow() }, { kind: 'deal', from, into: dealId })
  const listed = await listDealRows({ ...ctx, recordedAt: realNow() }, { status: 'all' })
  expect(listed.filter(({ id }) => id === dealId || id === from)).toMatchObject([{ id: dealId, externalId: '006c' }])
})

test('a rep merges accounts, not people', async () => {
  const ctx: Ctx = { ...(await world()), actor: { type: 'user', userId: newId(), level: 'rep', personId: null } }
  const [a, b] = [await idOf(ctx, 'account', '001a'), await idOf(ctx, 'account', '001b')]
  await expect(mergeEntities(ctx, { kind: 'account', from: a, into: b })).resolves.toHaveProperty('mergeId')
  const [c, d] = [await idOf(ctx, 'person', '005a'), await idOf(ctx, 'person', '005b')]
  await expect(mergeEntities(ctx, { kind: 'person', from: c, into: d })).rejects.toMatchObject({ code: 'forbidden' })
})
