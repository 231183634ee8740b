import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#platform/ids.ts'
import { silentLogger } from '#platform/log.ts'
import { testDatabase } from '../../test/support/database.ts'
import { hasPostgres15, startPostgres15 } from '../../test/support/postgres15.ts'
import { writeBackup } from './backup.ts'
import { listTables } from './catalog.ts'
import { openPool } from './client.ts'
import { migrate, newestVersion } from './migrate.ts'
import { type Migration, readMigrations } from './migrations.ts'
import { restoreBackup } from './restore.ts'

const ORG = '01890000-0000-7000-8000-000000000001'
const NASTY = ['tab\tnewline\nreturn\rbackslash\\', '\\.', '\\N', '', 'Zoë 日本 🦊', 'quote \' " %s']

const folder = mkdtempSync(join(tmpdir(), 'backup-'))
const file = join(folder, 'all.backup')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const { pool } = await testDatabase({ wholeTables: true })

async function fill(target: pg.Pool): Promise<void> {
  await target.query('insert into org (org_id, slug, name, created_at) values ($1, $2, $3, $4)', [
    ORG,
    'acme',
    NASTY[0],
    new Date(1),
  ])
  for (const [index, text] of NASTY.entries()) {
    const id = `01890000-0000-7000-8000-${String(index).padStart(12, '0')}`
    await target.query('insert into subject (org_id, id, kind, name) values ($1, $2, $3, $4)', [
      ORG,
      id,
      'person',
      text,
    ])
    await target.query(
      `insert into span values ($1, 'account', $2, '-infinity', 'infinity', $3, 'infinity', $3, 'infinity', $4)`,
      [ORG, id, new Date(1_700_000_000_123), JSON.stringify({ text, nested: [null, 9_007_199_254_740_991] })],
    )
  }
  await target.query(
    `insert into import_chunk select $1, $1, 0, g, g, repeat(md5(g::text), 2000) from generate_series(1, 400) g`,
    [ORG],
  )
}

/** Every row of every table as PostgreSQL itself writes it, in an order that does not depend on storage. */
async function dump(target: pg.Pool): Promise<Record<string, unknown[]>> {
  const client = await target.connect()
  try {
    const all: Record<string, unknown[]> = {}
    for (const { name } of await listTables(client)) {
      const { rows } = await client.query<{ row: string }>(`select t::text as row from "${name}" t order by 1`)
      all[name] = rows.map(({ row }) => row)
    }
    return all
  } finally {
    client.release()
  }
}

async function schema(target: pg.Pool): Promise<unknown[]> {
  const { rows } = await target.query(
    `select table_name, column_name, data_type, is_nullable from information_schema.columns where table_schema = 'public' order by 1, 2`,
  )
  return rows
}

beforeAll(async () => {
  await fill(pool)
  await writeBackup({ pool, file })
})

test('what is restored equals what was backed up, values that COPY must escape included', async () => {
  const copy = await testDatabase()
  const { tables } = await restoreBackup({ pool: copy.pool, file, force: false })
  const restored = await dump(copy.pool)
  expect(restored).toEqual(await dump(pool))
  expect(restored['import_chunk']).toHaveLength(400)
  expect(tables.find((table) => table.name === 'subject')).toEqual({ name: 'subject', rows: NASTY.length })
  expect(await schema(copy.pool)).toEqual(await schema(pool))
})

test('the file is closed to others and nothing unfinished stays beside it', () => {
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(readdirSync(folder)).toEqual(['all.backup'])
})

test('a backup holds one moment although rows arrive meanwhile', async () => {
  const busy = await testDatabase()
  await fill(busy.pool)
  let writing = true
  const writer = (async () => {
    for (let n = 0; writing; n += 1) {
      await busy.pool.query(
        `with a as (insert into subject (org_id, id, kind) values ($1, $3, 'late'))
         insert into source_record (org_id, source, kind, external_id, entity_id) values ($1, 'late', 'late', $2, $1)`,
        [ORG, String(n), newId()],
      )
    }
  })()
  const target = join(folder, 'busy.backup')
  await writeBackup({ pool: busy.pool, file: target })
  writing = false
  await writer
  const copy = await testDatabase()
  await restoreBackup({ pool: copy.pool, file: target, force: false })
  const { rows } = await copy.pool.query(
    `select (select count(*) from subject where kind = 'late') as subjects, (select count(*) from source_record) as records`,
  )
  expect(rows[0].subjects).toBe(rows[0].records)
})

describe('a damaged file changes nothing', () => {
  const original = () => readFileSync(file)
  const damage: Record<string, (copy: string) => void> = {
    'cut off': (copy) => truncateSync(copy, statSync(copy).size - 200),
    'one bit differs': (copy) => {
      const bytes = original()
      bytes[Math.floor(bytes.length / 2)]! ^= 1
      writeFileSync(copy, bytes)
    },
    'something else': (copy) => writeFileSync(copy, 'Id,Name\n1,Acme\n'),
    empty: (copy) => writeFileSync(copy, ''),
  }
  test.each(Object.keys(damage))('%s', async (kind) => {
    const copy = join(folder, 'damaged.backup')
    writeFileSync(copy, original())
    damage[kind]?.(copy)
    const before = await dump(pool)
    await expect(restoreBackup({ pool, file: copy, force: true })).rejects.toMatchObject({ code: 'invalid' })
    expect(await dump(pool)).toEqual(before)
  })
})

test('a database with rows is replaced only on demand', async () => {
  const other = await testDatabase()
  await other.pool.query('insert into org (org_id, slug, name, created_at) values ($1, $2, $2, $3)', [
    ORG,
    'other',
    new Date(2),
  ])
  await expect(restoreBackup({ pool: other.pool, file, force: false })).rejects.toMatchObject({ code: 'conflict' })
  expect((await dump(other.pool))['org']).toHaveLength(1)
  await restoreBackup({ pool: other.pool, file, force: true })
  expect(await dump(other.pool)).toEqual(await dump(pool))
})

test('a database in use is refused', async () => {
  const busy = await testDatabase()
  const client = await busy.pool.connect()
  await client.query('select 1')
  await expect(restoreBackup({ pool: busy.pool, file, force: true })).rejects.toMatchObject({ code: 'conflict' })
  client.release()
})

test('a backup of a newer Leadout is refused, one of an older is migrated', async () => {
  const known = await readMigrations()
  const copy = await testDatabase()
  const older = known.slice(0, -1)
  await expect(restoreBackup({ pool: copy.pool, file, force: true, migrations: older })).rejects.toMatchObject({
    code: 'precondition',
  })

  const next: Migration = {
    version: newestVersion(known) + 1,
    name: 'later',
    sql: `alter table org add column motto text not null default 'sell'`,
    afterDistribution: '',
  }
  await restoreBackup({ pool: copy.pool, file, force: true, migrations: [...known, next] })
  expect((await copy.pool.query('select slug, motto from org')).rows).toEqual([{ slug: 'acme', motto: 'sell' }])
})

test.skipIf(!hasPostgres15)('data moves from PostgreSQL 18 to 15 and back', async () => {
  const old = await startPostgres15()
  const oldPool = openPool(old.connection)
  try {
    await migrate({ pool: oldPool, log: silentLogger, backUp: () => Promise.reject(new Error('it is empty')) })
    await restoreBackup({ pool: oldPool, file, force: false })
    expect(await dump(oldPool)).toEqual(await dump(pool))
    const back = join(folder, 'from15.backup')
    await writeBackup({ pool: oldPool, file: back })
    const copy = await testDatabase()
    await restoreBackup({ pool: copy.pool, file: back, force: false })
    expect(await dump(copy.pool)).toEqual(await dump(pool))
  } finally {
    await oldPool.end()
    await old.stop()
  }
})
