import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { instantText } from '#domain/instant.ts'
import { newId } from '#platform/ids.ts'
import { testDatabase } from '../../test/support/database.ts'
import { bulkTransaction } from './bulk.ts'
import { insertRows } from './insert.ts'

const { db } = await testDatabase()

const text = fc.string({ unit: 'grapheme', maxLength: 80 }).filter((value) => !/[\0\ud800-\udfff]/.test(value))
const instant = fc.oneof(
  fc.constantFrom(-Infinity, Infinity, 0, -1, Date.UTC(1969, 11, 31, 23, 59, 59, 999)),
  fc.integer({ min: Date.UTC(1, 0), max: Date.UTC(9999, 11) }),
)
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null })

const changes = fc.array(
  fc.record({
    id: fc.uuid(),
    kind: text,
    entity_id: fc.uuid(),
    patch: fc.dictionary(text, fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null), fc.array(text))),
    valid_at: instant.map(instantText),
    valid_date: maybe(fc.constantFrom('2024-02-29', '1999-12-31', '2000-01-01', '0001-01-01')),
    known_at: instant.map(instantText),
    recorded_at: instant.map(instantText),
    reconstructed: fc.boolean(),
    import_id: maybe(fc.uuid()),
    source: text,
  }),
  { minLength: 1, maxLength: 30 },
)

it('copies what plain inserting writes', async () => {
  await fc.assert(
    fc.asyncProperty(changes, fc.boolean(), async (some, repeated) => {
      const rows = repeated ? some.flatMap((row) => [row, { ...row, id: newId() }]) : some
      const [plain, copied] = [newId(), newId()]
      await insertRows(db, 'change', stamped(plain, rows))
      await bulkTransaction(db, (tx) => insertRows(tx, 'change', stamped(copied, rows)))
      expect(await read(copied)).toEqual(await read(plain))
    }),
    { numRuns: 40 },
  )
})

const stamped = (orgId: string, rows: readonly object[]) => rows.map((row) => ({ org_id: orgId, ...row }))

async function read(orgId: string): Promise<unknown[]> {
  const rows = await db.selectFrom('change').selectAll().where('org_id', '=', orgId).orderBy('id').execute()
  return rows.map(({ org_id: _, ...row }) => row)
}

const wide = (orgId: string, id: number, cell: string) => ({
  org_id: orgId,
  import_id: orgId,
  id,
  severity: 'note',
  file: 'deals.csv',
  row: id,
  reason: cell,
  group: 'g',
  cells: [cell],
})

it('copies whole numbers beyond 32 bits and rows larger than what is sent at once', async () => {
  const orgId = newId()
  const cell = 'ä€𝄞x'.repeat(50_000)
  const rows = [wide(orgId, 2 ** 40 + 7, cell), wide(orgId, 1, ''), wide(orgId, -5, 'x'.repeat(70_000))]
  await bulkTransaction(db, (tx) => insertRows(tx, 'import_problem', rows))
  const held = await db.selectFrom('import_problem').selectAll().where('org_id', '=', orgId).orderBy('id').execute()
  expect(held.map(({ id, reason, cells }) => [id, reason, cells])).toEqual([
    [-5, 'x'.repeat(70_000), ['x'.repeat(70_000)]],
    [1, '', ['']],
    [2 ** 40 + 7, cell, [cell]],
  ])
})

it('reads what it is still sending, and keeps nothing of a transaction that fails', async () => {
  const orgId = newId()
  const rows = Array.from({ length: 3_000 }, (_, id) => wide(orgId, id, `row ${id}`))
  const work = bulkTransaction(db, async (tx) => {
    await insertRows(tx, 'import_problem', rows)
    expect(await count(orgId, tx)).toBe(3_000)
    await insertRows(tx, 'import_problem', [wide(orgId, 7, 'again')])
    await insertRows(tx, 'import_problem', [wide(orgId, 3_001, 'after')])
  })
  await expect(work).rejects.toThrow(/duplicate key/)
  expect(await count(orgId, db)).toBe(0)
  const refused = bulkTransaction(db, async (tx) => {
    await insertRows(tx, 'import_problem', [...rows, { ...wide(orgId, 4_000, ''), org_id: 'none' }])
  })
  await expect(refused).rejects.toThrow('none is no id')
  const almost = newId().replace(/^./, 'g')
  await expect(
    bulkTransaction(db, (tx) => insertRows(tx, 'import_problem', [{ ...wide(orgId, 1, ''), import_id: almost }])),
  ).rejects.toThrow(`${almost} is no id`)
  expect(await count(orgId, db)).toBe(0)
})

async function count(orgId: string, from: typeof db): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from import_problem where org_id = ${orgId}
  `.execute(from)
  return rows[0]!.n
}
