import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, expect, inject } from 'vitest'
import { type Db, openDb, openPool } from '#db/client.ts'
import { onDatabase } from './cluster.ts'
import { watchQueries } from './query-log.ts'

export interface TestDatabase {
  readonly db: Db
  readonly pool: pg.Pool
  /** how sessions outside the pool connect */
  readonly connection: pg.PoolConfig
  /** drops it before the end of the file, when it is dropped anyway */
  drop(): Promise<void>
}

/**
 * A migrated, empty PostgreSQL database of the calling test file's own. Call it at the top of the file:
 * `const { db, pool } = await testDatabase()`. Every statement has to obey the rules of sql-rules.ts, unless what is
 * tested reads whole tables (`wholeTables`), as a backup does.
 */
export async function testDatabase({ wholeTables = false } = {}): Promise<TestDatabase> {
  const { connection, template } = inject('testCluster')
  const name = `test_${randomBytes(8).toString('hex')}`
  await onServer(connection, `create database ${name} template ${template}`)
  const own = onDatabase(connection, name)
  const pool = openPool(own)
  const violations = wholeTables ? async () => [] : watchQueries(pool)
  let dropped: Promise<void> | undefined
  const drop = () => {
    dropped ??= checkAndDrop()
    return dropped
  }
  const checkAndDrop = async () => {
    const broken = await violations().finally(() => pool.end())
    await onServer(connection, `drop database if exists ${name} with (force)`)
    expect(broken, 'SQL that breaks the rules of test/support/sql-rules.ts').toEqual([])
  }
  afterAll(drop)
  return { db: openDb(pool), pool, connection: own, drop }
}

async function onServer(connection: pg.PoolConfig, statement: string): Promise<void> {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
