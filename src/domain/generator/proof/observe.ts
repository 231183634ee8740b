import { generateRows, makeWorld } from '../generate.ts'
import { resolveScenario } from '../scenario.ts'
import type { Deal } from '../deal.ts'
import type { Work } from '../seller.ts'
import { isTable, TABLES, type TableName } from '../tables.ts'
import type { World } from '../world.ts'

/** A company as it came out: what everybody did, and the rows of the tables that were asked for. */
export interface Observed {
  readonly world: World
  readonly works: readonly (Work & { readonly deals: readonly Deal[] })[]
  readonly rows: Readonly<Record<string, readonly Record<string, string>[]>>
}

/** Few mails and no noise of the data unless a test asks for them: what is looked at is drawn by streams of its own. */
const QUIET = {
  people: 120,
  months: 18,
  warmUpMonths: 0,
  seed: 4_711,
  start: '2024-01-01',
  preset: 'scrum',
  roles: { sdr: 0, csm: 0 },
  offices: [{ name: 'Berlin', zone: 'Europe/Berlin', country: 'DE', currency: 'EUR', share: 1 }],
  activity: {
    mails: { ae: 0, sdr: 0 },
    calls: { ae: 0, sdr: 0 },
    deal: { ownMails: 0, buyerMails: 0, meetings: 0, calls: 0, pull: 0.5 },
    customer: { mails: 0, meetings: 0 },
  },
  quality: { lateEntry: 0, deletions: 0, duplicates: 0, lateLogging: 0 },
  customers: { renewal: 0, expansion: 0 },
}

export function observe(scenario: Readonly<Record<string, unknown>> = {}, tables: readonly TableName[] = []): Observed {
  const world = makeWorld(resolveScenario(QUIET, scenario))
  const works: (Work & { readonly deals: readonly Deal[] })[] = []
  let deals: Deal[] = []
  const watch = {
    deal: (deal: Deal) => void deals.push(deal),
    person: (work: Work) => {
      works.push({ ...work, deals })
      deals = []
    },
  }
  const texts = new Map<TableName, string[]>()
  for (const { table, text } of generateRows(world, watch)) {
    if (!isTable(table) || !tables.includes(table)) continue
    if (!texts.has(table)) texts.set(table, [])
    texts.get(table)!.push(text)
  }
  const rows = Object.fromEntries([...texts].map(([table, pieces]) => [table, parse(table, pieces.join(''))]))
  return { world, works, rows }
}

/** Rows by header; the tables that tests read have no quoted cell. */
function parse(table: TableName, text: string): Record<string, string>[] {
  const header = TABLES[table]
  return text
    .trimEnd()
    .split('\r\n')
    .map((line) => {
      const cells = line.split(',')
      return Object.fromEntries(header.map((name, index) => [name, cells[index] ?? '']))
    })
}

/** Whether a count is as far from what was expected as chance allows: four and a half standard errors. */
export function near(found: number, expected: number, variance: number): boolean {
  return Math.abs(found - expected) <= 4.5 * Math.sqrt(variance)
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

export function variance(values: readonly number[]): number {
  const middle = mean(values)
  return values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1)
}
