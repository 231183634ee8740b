import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ratesOf } from '#domain/generator/catalogue.ts'
import type { Deal } from '#domain/generator/deal.ts'
import { dealAt } from '#domain/generator/deal-rows.ts'
import { generateRows, makeWorld } from '#domain/generator/generate.ts'
import type { ImportPlan } from '#domain/import/record.ts'
import { documentSchema } from '#domain/world/document.ts'
import { resolveScenario } from '#domain/generator/scenario.ts'
import { spellAt } from '#domain/generator/persons.ts'
import { realNow } from '#platform/clock/now.ts'
import type { Ctx } from '#services/context.ts'
import { writeCompany } from '#services/demo/write-files.ts'
import { reportDeals } from '#services/deals/report.ts'
import { createImport } from '#services/imports/staging.ts'
import { ensureOrg } from '#services/org/ensure-org.ts'
import { showDocument } from '#services/world/show-document.ts'
import { planImport, stageFiles, writeImport, type SyncResult } from '#sources/sync.ts'
import { testDatabase } from '../support/database.ts'

const { db } = await testDatabase()
const folder = mkdtempSync(join(tmpdir(), 'leadout-golden-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const ZONE = 'Europe/Berlin'
const scenario = resolveScenario({
  people: 16,
  months: 9,
  warmUpMonths: 4,
  seed: 20_260,
  start: '2025-03-01',
  teamSize: 4,
  attrition: 0.04,
  quality: { deletions: 0.05, duplicates: 0.05, lateEntry: 0.15 },
  activity: { mails: { ae: 2, sdr: 3 }, calls: { ae: 1, sdr: 2 } },
  events: [{ kind: 'reorganisation', from: '2025-08-04', moves: [{ person: 'u8', team: 't1' }] }],
})
const world = makeWorld(scenario)
const allRates = ratesOf(scenario, world.axis)
/** every deal in the files: one entered twice is there twice */
const deals: { deal: Deal; id: string }[] = []
let ctx: Ctx
let plan: ImportPlan
let result: SyncResult

beforeAll(async () => {
  const ran = new Map<string, Deal>()
  for (const { table, text } of generateRows(world, { deal: (deal) => ran.set(deal.id, deal) })) {
    if (table !== 'truth-deals') continue
    for (const line of text.trimEnd().split('\n')) {
      const { id, duplicateOf } = JSON.parse(line) as { id: string; duplicateOf?: string }
      deals.push({ id, deal: ran.get(duplicateOf ?? id)! })
    }
  }
  await writeCompany(world, folder)
  const orgId = await ensureOrg(db, { slug: 'golden', name: 'Golden', zone: ZONE, currency: 'EUR' }, realNow())
  ctx = { db, orgId, actor: { type: 'cli' }, recordedAt: realNow() }
  const importId = await createImport(ctx, { label: 'generated' })
  await stageFiles(ctx, importId, [folder], () => {})
  plan = await planImport(ctx, importId)
  result = await writeImport(ctx, importId, { dryRun: false, onProgress: () => {} })
})

test('every file is imported without a question, a rejected row or an empty cell', () => {
  expect(plan.questions).toEqual([])
  expect(plan.files.filter(({ object }) => object === null)).toEqual([])
  expect(result.written).toBe(true)
  expect(Object.values(result.objects).filter(({ rejected, cellProblems }) => rejected + cellProblems > 0)).toEqual([])
})

test('won, lost and open by owner, team and month are those of the generated world on any day, to the cent', async () => {
  const days = [20, 61, 95, 130, 171, 200, 240, world.axis.days - 1]
  let compared = 0
  for (const day of days) {
    const asOf = world.axis.date(day)
    for (const status of ['won', 'lost', 'open'] as const) {
      for (const by of ['owner', 'team', 'month'] as const) {
        const expected = addUp(day, status, by)
        for (const knownAt of [undefined, asOf]) {
          const groups = await reportDeals(ctx, { status, by, asOf, knownAt })
          const found = Object.fromEntries(groups.map(({ label, count, amount }) => [label, { count, amount }]))
          expect(found, `${status} by ${by} on ${asOf}, known ${knownAt ?? 'now'}`).toEqual(expected)
          compared += groups.length
        }
      }
    }
  }
  expect(compared).toBeGreaterThan(400)
})

test('people, memberships, calendars, leave, goals and rates are those of the files', async () => {
  const document = documentSchema.parse(await showDocument(ctx, {}))
  const { persons, teams } = world.staff
  expect(new Set(document.people.map(({ externalId }) => externalId))).toEqual(new Set(persons.map(({ id }) => id)))
  expect(document.memberships).toHaveLength(persons.reduce((sum, { spells }) => sum + spells.length, 0))
  const moved = document.memberships.filter(
    ({ person }) => person === world.staff.byNo.get(8)!.email || person === 'u8',
  )
  expect(moved.at(-1)).toMatchObject({ from: '2025-08-04' })
  expect(document.leave).toHaveLength(persons.reduce((sum, { leave }) => sum + leave.length, 0))
  expect(document.rates).toHaveLength(allRates.length)
  expect(document.teams.filter(({ calendar }) => calendar != null)).toHaveLength(teams.length)
  expect(document.goals.length).toBeGreaterThan(9 * teams.length - 9)
})

/** A plain loop over what really happened: no query, no fold, no rounding but the rate's. */
function addUp(day: number, status: 'won' | 'lost' | 'open', by: 'owner' | 'team' | 'month') {
  const at = Date.parse(`${world.axis.date(day + 1)}T00:00:00Z`) - offset(day + 1)
  const sums = new Map<string, { count: number; minor: number }>()
  for (const { deal } of deals) {
    if (deal.createdAt >= at) continue
    const now = dealAt(deal, at - 1)
    if (now.deleted || now.status !== status) continue
    const final = dealAt(deal, Infinity)
    const move = deal.steps.findLast((step) => step.field === 'Stage' && step.at < at)!
    const owner = world.staff.byNo.get(now.owner)!
    const moment = status === 'open' ? day : dayOf(move.at, owner.no)
    const team = spellAt(owner, moment)?.team
    const zone = world.offices[world.staff.teams.find(({ no }) => no === team)!.office]!.office.zone
    const date = status === 'open' ? now.closeDate : status === 'won' ? final.closeDate : localDate(move.at, zone)
    const key =
      by === 'owner'
        ? owner.name
        : by === 'month'
          ? date.slice(0, 7)
          : world.staff.teams.find(({ no }) => no === team)!.name
    const before = sums.get(key) ?? { count: 0, minor: 0 }
    sums.set(key, {
      count: before.count + 1,
      minor: before.minor + converted(now.amount, deal.currency, status === 'won' ? date : null, day),
    })
  }
  return Object.fromEntries(
    [...sums].map(([key, { count, minor }]) => [key, { count, amount: Math.round(minor) / 100 }]),
  )
}

function dayOf(at: number, person: number): number {
  const spell = world.staff.byNo.get(person)!.spells[0]!
  const { zone } = world.offices[world.staff.teams.find(({ no }) => no === spell.team)!.office]!.office
  return world.axis.dayOf(localDate(at, zone))
}

function localDate(at: number, zone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(at)
}

/** What Berlin's clock is ahead of UTC at the midnight that begins a day. */
function offset(day: number): number {
  const utc = Date.parse(`${world.axis.date(day)}T00:00:00Z`)
  for (const hours of [1, 2]) {
    const at = utc - hours * 3_600_000
    const shown = new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE, dateStyle: 'short', timeStyle: 'short' }).format(
      at,
    )
    if (shown === `${world.axis.date(day)} 00:00`) return hours * 3_600_000
  }
  throw new Error('no midnight')
}

/** Wins at the newest weekly rate of their day, everything else at the plan's; half a cent goes up. */
function converted(minor: number, currency: string, wonOn: string | null, day: number): number {
  if (currency === 'EUR') return minor
  const on = wonOn ?? world.axis.date(day)
  const rates = allRates.filter((rate) => rate.currency === currency && rate.date <= on)
  const { rate } = rates.findLast(({ kind }) => kind === (wonOn === null ? 'plan' : 'daily'))!
  const [whole, digits] = rate.split('.') as [string, string]
  const scale = 10n ** BigInt(digits.length)
  return Number((BigInt(minor) * BigInt(whole + digits) * 2n + scale) / (2n * scale))
}
