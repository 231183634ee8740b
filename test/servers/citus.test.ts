import { afterAll, describe, expect, test } from 'vitest'
import { newId } from '#platform/ids.ts'
import { testDatabase } from '../support/database.ts'

const { pool } = await testDatabase({ wholeTables: true })

const found = await pool.query(`select 1 from pg_extension where extname = 'citus'`)
const hasCitus = found.rowCount === 1
if (!hasCitus) {
  process.stderr.write(
    'SKIPPED: no Citus here. Start one (docker run -e POSTGRES_PASSWORD=x -p 5433:5432 citusdata/citus:13.0) ' +
      'and set LEADOUT_TEST_DATABASE_URL to it: then every database test runs on it, and these too.\n',
  )
}

/** read across organisations, so they stay on the coordinator */
const LOCAL = ['org', 'live_event']

describe.skipIf(!hasCitus)('on Citus', () => {
  const [first, second] = [newId(), newId()]
  afterAll(() => pool.query('delete from subject where org_id = any ($1)', [[first, second]]))

  test('every table of an organisation is sharded by org_id', async () => {
    const { rows } = await pool.query<{ name: string }>(
      `select c.relname as name
         from pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
         join pg_index i on i.indrelid = c.oid and i.indisprimary
         join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0] and a.attname = 'org_id'
         left join citus_tables t on t.table_name = c.oid::regclass and t.distribution_column = 'org_id'
        where c.relkind in ('r', 'p') and t.table_name is null and not c.relname = any ($1)`,
      [LOCAL],
    )
    expect(rows).toEqual([])
  })

  test('a question about one organisation goes to one shard', async () => {
    for (const orgId of [first, second])
      await pool.query(`insert into subject (org_id, id, kind, name) values ($1, $2, 'person', 'Ada')`, [
        orgId,
        newId(),
      ])
    const { rows } = await pool.query<{ 'QUERY PLAN': string }>(
      `explain select s.name from subject s join span p on p.org_id = s.org_id where s.org_id = $1`,
      [first],
    )
    expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toContain('Task Count: 1')
  })
})
