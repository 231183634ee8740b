import { hash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { exp, ln, logistic, normalCdf, power } from './arithmetic.ts'
import { counts, gamma, normal, poisson } from './draw.ts'
import { generateRows, GENERATOR_VERSION, makeWorld } from './generate.ts'
import { resolveScenario } from './scenario.ts'
import { stream } from './streams.ts'
import { csvLine, isTable, major, stamp, TABLES } from './tables.ts'
import { eventsOf, personsOf, truthOf, truthSchema } from './truth.ts'

function bytes(scenario: Readonly<Record<string, unknown>>): string {
  const world = makeWorld(resolveScenario(scenario))
  const texts = new Map<string, string>()
  for (const { table, text } of generateRows(world)) texts.set(table, (texts.get(table) ?? '') + text)
  return hash(
    'sha256',
    JSON.stringify([truthOf(world), [...personsOf(world)], [...texts], eventsOf(world)]),
    'hex',
  ).slice(0, 16)
}

const SMALL = { people: 9, months: 4, warmUpMonths: 3, seed: 11, preset: 'scrum' } as const

test('the same seed gives the same bytes, another one others', () => {
  const first = bytes(SMALL)
  expect(bytes(SMALL)).toBe(first)
  expect(bytes({ ...SMALL, seed: 12 })).not.toBe(first)
  // a change of what is written needs a new GENERATOR_VERSION beside the new digest
  expect({ version: GENERATOR_VERSION, first }).toEqual({ version: 3, first: 'f63e7357a62910c5' })
})

test('the truth obeys its schema, and every row has the cells of its table', () => {
  const world = makeWorld(
    resolveScenario({ ...SMALL, events: [{ kind: 'silent-source', of: 'mails', subject: 't1', from: 30 }] }),
  )
  const deals: unknown[] = []
  const copies: unknown[] = []
  for (const { table, text, rows } of generateRows(world)) {
    const lines = text.split(isTable(table) ? '\r\n' : '\n').slice(0, -1)
    expect(lines).toHaveLength(rows)
    if (!isTable(table))
      (table === 'truth-deals' ? deals : copies).push(...lines.map((line) => JSON.parse(line) as unknown))
    else for (const line of lines) expect(cellsOf(line), line).toHaveLength(TABLES[table].length)
  }
  const truth = truthSchema.parse({
    ...truthOf(world),
    persons: [...personsOf(world)],
    deals,
    duplicateAccounts: copies,
    events: eventsOf(world),
  })
  expect(truth.events).toMatchObject([
    { kind: 'silent-source', subject: { kind: 'team', id: 't1' }, from: '2025-01-31' },
  ])
  expect(deals.length).toBeGreaterThan(10)
})

test('what was recorded up to an instant and what came after make up the whole', () => {
  const rows = (cut: { since?: number; until?: number }) => {
    const tables = new Map<string, string[]>()
    for (const { table, text } of generateRows(makeWorld(resolveScenario(SMALL), cut))) {
      if (isTable(table)) tables.set(table, [...(tables.get(table) ?? []), ...text.split('\r\n').slice(0, -1)])
    }
    return tables
  }
  const noon = Date.parse('2025-03-04T11:30:00Z')
  const [whole, before, after] = [rows({}), rows({ until: noon }), rows({ since: noon })]
  for (const [table, lines] of whole) {
    const parts = [...(before.get(table) ?? []), ...(after.get(table) ?? [])]
    expect(lines.filter((line) => !parts.includes(line))).toEqual([])
    // a deal, lead or account of before stands again where something came of it
    if (!['deals', 'field-history', 'line-items', 'leads', 'accounts', 'campaign-members'].includes(table)) {
      expect(parts, table).toHaveLength(lines.length)
    }
  }
  const known = before.get('field-history')!.map((line) => line.split(',')[1]!)
  expect(known.every((at) => at < '2025-03-04T11:30:00Z')).toBe(true)
})

test('scenarios are checked, and options win over files and files over presets', () => {
  expect(resolveScenario({ people: 5, outcome: { winRate: 0.4 } }, { people: 6 })).toMatchObject({
    people: 6,
    outcome: { winRate: 0.4, never: 0.06 },
  })
  expect(resolveScenario({ preset: 'enterprise' }).goals.period).toBe('quarter')
  expect(() => resolveScenario({ people: 0 })).toThrow('people')
  expect(() => resolveScenario({ peple: 3 })).toThrow('peple')
  expect(() => resolveScenario({ preset: 'huge' })).toThrow('preset')
  expect(() => resolveScenario({ events: [{ kind: 'earthquake' }] })).toThrow('kind')
})

test('exponential, logarithm and normal distribution agree with those of the engine', () => {
  fc.assert(
    fc.property(fc.double({ min: -600, max: 600, noNaN: true }), (x) => {
      const wanted = Math.exp(x)
      return Math.abs(exp(x) - wanted) <= 1e-12 * wanted
    }),
  )
  fc.assert(
    fc.property(
      fc.double({ min: 1e-12, max: 1e12, noNaN: true }),
      (x) => Math.abs(ln(x) - Math.log(x)) <= 1e-12 * Math.max(1, Math.abs(Math.log(x))),
    ),
  )
  expect(power(2, 10)).toBeCloseTo(1024, 8)
  expect(logistic(0)).toBe(0.5)
  for (const [z, p] of [
    [0, 0.5],
    [1, 0.841344746068543],
    [-1.959963984540054, 0.025],
    [4, 0.999968328758167],
  ] as const) {
    expect(normalCdf(z)).toBeCloseTo(p, 12)
  }
})

test('draws have their moments', () => {
  const draw = stream(5, 'moments')
  const many = <T extends number>(make: () => T) => Array.from({ length: 60_000 }, make)
  const moments = (list: readonly number[]) => {
    const mean = list.reduce((sum, x) => sum + x, 0) / list.length
    return { mean, variance: list.reduce((sum, x) => sum + (x - mean) ** 2, 0) / list.length }
  }
  for (const [make, mean, variance] of [
    [() => normal(draw), 0, 1],
    [() => gamma(draw, 0.7, 2), 1.4, 2.8],
    [() => gamma(draw, 9, 0.5), 4.5, 2.25],
    [() => poisson(draw, 3.5), 3.5, 3.5],
    [() => poisson(draw, 75), 75, 75],
    [() => counts(draw, 15, 1.5), 15, 22.5],
    [() => counts(draw, 0.4, 2.5), 0.4, 1],
  ] as const) {
    const found = moments(many(make))
    expect(Math.abs(found.mean - mean)).toBeLessThan(4.5 * Math.sqrt(variance / 60_000))
    expect(found.variance / variance).toBeGreaterThan(0.94)
    expect(found.variance / variance).toBeLessThan(1.06)
  }
})

test('streams of different names, entities and seeds do not meet', () => {
  const seen = new Set<string>()
  for (let seed = 0; seed < 10; seed += 1) {
    for (const concern of ['size', 'seize', 'timing']) {
      for (let entity = 0; entity < 100; entity += 1) {
        const draw = stream(seed, concern, entity, entity % 7)
        seen.add(`${draw.uniform()} ${draw.uniform()}`)
      }
    }
  }
  expect(seen.size).toBe(3_000)
})

test('cells are written as RFC 4180 says, instants and money as everybody reads them', () => {
  expect(csvLine(['a', 'b, c', 'd "e"', null, 5, true])).toBe('a,"b, c","d ""e""",,5,true\r\n')
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 4e9 }),
      (seconds) => stamp(seconds * 1000) === `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`,
    ),
  )
  expect([major(0), major(5), major(1234), major(100_000)]).toEqual(['0.00', '0.05', '12.34', '1000.00'])
})

function cellsOf(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"(?:[^"]|"")*"|[^,]*)/g)].map(([cell]) => cell)
}
