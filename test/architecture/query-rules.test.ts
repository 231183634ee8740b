import { describe, expect, it } from 'vitest'
import { newId } from '#platform/ids.ts'
import { testDatabase } from '../support/database.ts'
import { watchQueries } from '../support/query-log.ts'
import { sqlViolations } from '../support/sql-rules.ts'

const tables = new Set(['span', 'deal_span', 'activity', 'change'])
const check = (sql: string) => sqlViolations(sql, tables)

describe('sqlViolations', () => {
  it.each([
    'select 1',
    'select * from span where org_id = $1',
    'select * from "span" as "s" where "s"."org_id" = $1 and "s"."kind" = $2',
    'select * from deal_span d join span s on s.org_id = d.org_id and s.entity_id = d.stage_id where d.org_id = $1',
    'select * from deal_span d join span s using (org_id) where $1 = d.org_id',
    'with d as (select * from deal_span where org_id = $1) select * from d join d as e on true',
    'insert into span (org_id, kind) values ($1, $2) on conflict (org_id, kind) do update set state = excluded.state',
    'insert into change (org_id, id) select org_id, id from activity where org_id = $1',
    'update span set state = $2 where org_id = $1',
    'delete from activity where (org_id, id) in (select * from unnest($1::uuid[], $2::uuid[]))',
    'select now(), gen_random_uuid()',
    'select * from auth_user where id = $1',
    'select * from live_event where tx > $1',
    `select 'from span' -- from span`,
    'select id from span where org_id = $1 for update of span',
  ])('accepts %s', (sql) => {
    expect(check(sql)).toEqual([])
  })

  it.each([
    ['select * from span', ['compares org_id 0 times for span']],
    ['select * from "span" where "kind" = $1', ['compares org_id 0 times for span']],
    ['select org_id from deal_span where deal_id = $1', ['compares org_id 0 times for deal_span']],
    [
      'select * from deal_span d join span s on s.entity_id = d.stage_id where d.org_id = $1',
      ['compares org_id 1 times for deal_span, span'],
    ],
    [
      'select (select count(*) from activity a where a.deal_id = d.deal_id) from deal_span d where d.org_id = $1',
      ['compares org_id 1 times for activity, deal_span'],
    ],
    ['insert into span (kind) values ($1)', ['inserts into span without org_id']],
    ['update span set state = $1 where entity_id = $2', ['compares org_id 0 times for span']],
    ['delete from span', ['compares org_id 0 times for span']],
    ['insert into change (org_id, recorded_at) values ($1, now())', ['writes with now']],
    ['update span set valid_to = CURRENT_TIMESTAMP where org_id = $1', ['writes with current_timestamp']],
    ['insert into change (org_id, id) values ($1, gen_random_uuid())', ['writes with gen_random_uuid']],
  ])('refuses %s', (sql, violations) => {
    expect(check(sql)).toEqual(violations)
  })
})

describe('watchQueries', async () => {
  const { db, pool } = await testDatabase({ wholeTables: true })
  const violations = watchQueries(pool)

  it('hears what Kysely and the pool say', async () => {
    await db.selectFrom('deal_span').select('deal_id').where('org_id', '=', newId()).execute()
    await db.selectFrom('deal_span').select('deal_id').where('status', '=', 'won').execute()
    await pool.query({ text: 'delete from span where kind = $1', values: ['team'] })
    await pool.query('select 1')
    expect(await violations()).toEqual([
      'compares org_id 0 times for deal_span: select "deal_id" from "deal_span" where "status" = $1',
      'compares org_id 0 times for span: delete from span where kind = $1',
    ])
  })
})
