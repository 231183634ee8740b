import { expect, it } from 'vitest'
import { sql } from 'kysely'
import { testDatabase } from '../../test/support/database.ts'

const { db, pool } = await testDatabase()

it('a connection that is lost between two statements of a transaction fails the transaction and nothing else', async () => {
  const lost = db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)
    await pool.query('select pg_terminate_backend($1)', [rows[0]?.pid])
    // the server's farewell arrives while no statement waits for an answer
    await expect
      .poll(async () => (await pool.query('select 1 from pg_stat_activity where pid = $1', [rows[0]?.pid])).rowCount)
      .toBe(0)
    await sql`select 1`.execute(tx)
  })
  await expect(lost).rejects.toThrow(/terminat|not queryable|closed/i)
  expect((await pool.query<{ one: number }>('select 1 as one')).rows).toEqual([{ one: 1 }])
})
