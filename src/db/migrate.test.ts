import { expect, test } from 'vitest'
import { newId } from '#platform/ids.ts'
import { silentLogger } from '#platform/log.ts'
import { testDatabase } from '../../test/support/database.ts'
import { migrate, newestVersion, schemaVersion } from './migrate.ts'
import { readMigrations } from './migrations.ts'

const { pool } = await testDatabase()
const known = await readMigrations()
const next = newestVersion(known) + 1

async function version(): Promise<number> {
  const client = await pool.connect()
  try {
    return await schemaVersion(client)
  } finally {
    client.release()
  }
}

test('processes that start together apply each migration once', async () => {
  const addition = {
    version: next,
    name: 'more',
    sql: 'create table more (org_id uuid primary key)',
    afterDistribution: 'alter table more add foreign key (org_id) references org',
  }
  const options = { pool, log: silentLogger, migrations: [...known, addition], backUp: async () => {} }
  const results = await Promise.all([migrate(options), migrate(options), migrate(options)])
  expect(results.flatMap((result) => result.applied)).toEqual([next])
  expect(await version()).toBe(next)
  await expect(pool.query('insert into more values ($1)', [newId()])).rejects.toMatchObject({ code: '23503' })
})

test('a database with rows is backed up before it changes, and a failed migration leaves nothing behind', async () => {
  await pool.query(`insert into org (org_id, slug, name, created_at) values ($1, 'acme', 'Acme', $2)`, [
    newId(),
    new Date(0),
  ])
  const calls: [number, number][] = []
  const broken = {
    version: next + 1,
    name: 'broken',
    sql: 'create table half (id uuid); select 1 / 0',
    afterDistribution: '',
  }
  const done = migrate({
    pool,
    log: silentLogger,
    migrations: [...known, broken],
    backUp: async (from, to) => void calls.push([from, to]),
  })
  await expect(done).rejects.toThrow('division by zero')
  expect(calls).toEqual([[next, next + 1]])
  expect((await pool.query(`select to_regclass('half') as half`)).rows).toEqual([{ half: null }])
  expect(await version()).toBe(next)
})

test('a database of a newer Leadout is refused', async () => {
  const done = migrate({ pool, log: silentLogger, migrations: known, backUp: async () => {} })
  await expect(done).rejects.toMatchObject({ code: 'precondition', details: { found: next, known: next - 1 } })
})
