import { expect, test } from 'vitest'
import { DEMO_PERSON, demoMonth, demoScenario } from './demo.ts'
import { generateRows, makeWorld } from './generate.ts'
import { TABLES, type TableName } from './tables.ts'

const WHERE = { zone: 'Etc/UTC', currency: 'EUR' }

function rowsOf(today: string, table: TableName): Record<string, string>[] {
  const world = makeWorld(demoScenario(today, WHERE), { until: Date.parse(`${today}T12:00:00Z`) })
  let text = ''
  for (const batch of generateRows(world)) if (batch.table === table) text += batch.text
  const lines = text.trimEnd().split('\r\n')
  return lines.map((line) => {
    const cells = line.split(',')
    return Object.fromEntries(TABLES[table].map((name, index) => [name, cells[index] ?? '']))
  })
}

test.each(['2026-01-05', '2026-02-28', '2026-06-12', '2026-09-30', '2026-12-24'])(
  'whoever tries it on %s can see what happened to Bo',
  (today) => {
    const focus = demoMonth(today)
    expect(focus <= today).toBe(true)
    const until = today.startsWith(focus) ? today.slice(8) : '31'
    const met = new Map<string, number>()
    for (const row of rowsOf(today, 'calendar')) {
      const date = row['Activity date']!
      if (row['Owner'] !== DEMO_PERSON.id || row['Outcome'] !== 'initial' || date.slice(8, 10) > until) continue
      met.set(date.slice(0, 7), (met.get(date.slice(0, 7)) ?? 0) + 1)
    }
    const before = [...met].filter(([month]) => month < focus).toSorted(([a], [b]) => (a < b ? 1 : -1))
    const usual = before
      .slice(0, 6)
      .map(([, count]) => count)
      .toSorted((a, b) => a - b)
    // below what nine of ten earlier months had by then
    expect(met.get(focus) ?? 0).toBeLessThan((usual[0]! + usual[1]!) / 2)
  },
)

test('nine months lie behind the first day it is tried, with one hire on the ramp and real names of places', () => {
  const scenario = demoScenario('2026-11-22', WHERE)
  expect(scenario.start).toBe('2026-02-01')
  expect(scenario.offices.map(({ name }) => name)).toEqual(['Head office', 'London'])
  expect(demoScenario('2026-11-22', { zone: 'America/New_York', currency: 'USD' }).offices[0]!.name).toBe('New York')
  const { persons, teams } = makeWorld(scenario).staff
  expect(persons).toHaveLength(12)
  expect(persons.filter(({ hired }) => hired > 0)).toHaveLength(1)
  expect(persons.filter(({ coach, spells }) => coach && spells[0]!.discipline === 'lead')).toHaveLength(1)
  expect(teams.map(({ name }) => name)).toEqual(['Sales', 'Harbour', 'Summit'])
  expect(persons.find(({ id }) => id === DEMO_PERSON.id)).toMatchObject({ name: DEMO_PERSON.name })
})
