import { expect, test } from 'vitest'
import { fieldSpec, OBJECTS } from '#domain/import/objects.ts'
import { VENDORS } from './index.ts'
import { compactName, fields, names } from './vendor.ts'

const tables = VENDORS.flatMap(({ id, tables: list }) => list.map((table) => ({ id, table })))

test('every field a table names is one of its object', () => {
  const unknown = tables.flatMap(({ id, table }) => {
    const { object } = table
    if (object === null) return []
    const used = [...Object.keys(table.fields), ...table.needs.flat(), ...Object.keys(table.constants ?? {})]
    return used
      .filter((field) => fieldSpec(object, field) === undefined)
      .map((field) => `${id} ${table.label}: ${field}`)
  })
  expect(unknown).toEqual([])
})

test('what a table needs it can find', () => {
  for (const { table } of tables)
    for (const field of table.needs.flat())
      expect(Object.keys(table.fields), `${table.label} ${field}`).toContain(field)
})

test('no table gives one name to two fields', () => {
  const twice = tables.flatMap(({ id, table }) => {
    const seen = new Map<string, string>()
    return Object.entries(table.fields).flatMap(([field, list]) =>
      [...new Set(list.map(compactName))].flatMap((name) => {
        const other = seen.get(name)
        seen.set(name, field)
        return other === undefined ? [] : [`${id} ${table.label}: ${name} is ${other} and ${field}`]
      }),
    )
  })
  // a list writes `Opportunity`, `Closed` or `Status` for several things: their cells decide
  expect(twice.filter((text) => !text.startsWith('file ') && !/^hubspot (Tasks|Meetings)/.test(text))).toEqual([])
})

test('every object is known to some table', () => {
  const known = new Set(tables.map(({ table }) => table.object))
  expect(Object.keys(OBJECTS).filter((object) => !known.has(object as keyof typeof OBJECTS))).toEqual([])
})

test('names as text', () => {
  expect(names(' a b | c\n   | d ')).toEqual(['a b', 'c', 'd'])
  expect(fields('\n  id: Id | Key\n    | No\n  at: When\n')).toEqual({ id: ['Id', 'Key', 'No'], at: ['When'] })
})

test('spellings of one name', () => {
  for (const name of ['Close Date', 'close_date', 'CloseDate', 'CloseDate__c', 'property_closedate', ' *CLOSE-DATE '])
    expect(compactName(name)).toBe('closedate')
  expect(compactName('Währung')).toBe(compactName('Waehrung'))
  expect(compactName('Straße')).toBe(compactName('Strasse'))
})
