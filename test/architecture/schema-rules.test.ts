import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '../support/database.ts'

/** Tables that belong to no organisation or are read across organisations, each with its reason. */
const LOCAL: Readonly<Record<string, string>> = {
  org: 'the organisations themselves',
  schema_migration: 'one per database',
  auth_user: 'a user may belong to several organisations',
  auth_session: 'of a user',
  auth_account: 'of a user',
  auth_verification: 'of an e-mail address',
  auth_api_key: 'of a user',
  auth_two_factor: 'of a user',
  auth_passkey: 'of a user',
  one_time_link: 'looked up by its hash before the organisation is known',
  pairing_code: 'a TV belongs to no organisation until its code is typed',
  rate_limit: 'of an address, before the organisation is known',
}

const TABLES = `
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = 'public' and c.relkind in ('r', 'p')
    and not exists (select 1 from pg_depend d where d.objid = c.oid and d.deptype = 'e')`

const firstColumn = (relation: string, position: string) =>
  `(select a.attname from pg_attribute a where a.attrelid = ${relation} and a.attnum = ${position})`

/** Each query names what breaks the rule: `what` is shown, `table` is left out when it is local. */
const RULES: Readonly<Record<string, string>> = {
  'every table has a primary key': `
    select c.relname as "table", 'no primary key' as what ${TABLES}
      and not exists (select 1 from pg_index i where i.indrelid = c.oid and i.indisprimary)`,
  'org_id comes first in every primary key and unique index': `
    select t.relname as "table", x.relname as what
    from pg_index i join pg_class x on x.oid = i.indexrelid join pg_class t on t.oid = i.indrelid
      join pg_namespace n on n.oid = t.relnamespace
    where n.nspname = 'public' and i.indisunique
      and ${firstColumn('i.indrelid', 'i.indkey[0]')} is distinct from 'org_id'`,
  'org_id comes first in every foreign key': `
    select t.relname as "table", k.conname as what
    from pg_constraint k join pg_class t on t.oid = k.conrelid join pg_namespace n on n.oid = t.relnamespace
    where n.nspname = 'public' and k.contype = 'f'
      and (${firstColumn('k.conrelid', 'k.conkey[1]')} is distinct from 'org_id'
        or ${firstColumn('k.confrelid', 'k.confkey[1]')} is distinct from 'org_id')`,
  'no identity and no default that makes an id or reads the clock': `
    select c.relname as "table", a.attname as what
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
      left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where n.nspname = 'public' and c.relkind in ('r', 'p') and a.attnum > 0
      and (a.attidentity <> '' or pg_get_expr(d.adbin, d.adrelid) ~* 'nextval|uuid|now\\(|current_|clock_timestamp|localtime')`,
}

/** These hold for local tables too. */
const STRICT_RULES: Readonly<Record<string, string>> = {
  'no triggers': `
    select t.relname as "table", g.tgname as what
    from pg_trigger g join pg_class t on t.oid = g.tgrelid join pg_namespace n on n.oid = t.relnamespace
    where n.nspname = 'public' and not g.tgisinternal`,
  'no on delete set null or set default': `
    select t.relname as "table", k.conname as what
    from pg_constraint k join pg_class t on t.oid = k.conrelid join pg_namespace n on n.oid = t.relnamespace
    where n.nspname = 'public' and k.contype = 'f' and k.confdeltype in ('n', 'd')`,
  'no functions': `
    select p.proname as "table", 'function' as what
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname = 'public' and not exists (select 1 from pg_depend d where d.objid = p.oid and d.deptype = 'e')`,
}

const ALL_RULES = { ...RULES, ...STRICT_RULES }

async function violations(client: pg.ClientBase | pg.Pool, rule: string): Promise<string[]> {
  const { rows } = await client.query<{ table: string; what: string }>(ALL_RULES[rule] ?? '')
  return rows
    .filter(({ table }) => rule in STRICT_RULES || !(table in LOCAL))
    .map(({ table, what }) => `${table}: ${what}`)
    .toSorted()
}

/** rule, a schema that breaks it, what is reported */
const SEEDED: readonly (readonly [rule: string, sql: string, reported: readonly string[]])[] = [
  ['every table has a primary key', 'create table bad (org_id uuid)', ['bad: no primary key']],
  [
    'org_id comes first in every primary key and unique index',
    `create table bad (id uuid primary key, org_id uuid, a text, unique (a, org_id));
     create unique index bad_expression on bad (lower(a), org_id);
     create table fine (org_id uuid, id uuid, primary key (org_id, id))`,
    ['bad: bad_a_org_id_key', 'bad: bad_expression', 'bad: bad_pkey'],
  ],
  [
    'org_id comes first in every foreign key',
    `create table one (org_id uuid, id uuid, primary key (org_id, id), unique (id));
     create table bad (org_id uuid, id uuid references one (id), one_id uuid, primary key (org_id, id),
       constraint fine foreign key (org_id, one_id) references one (org_id, id))`,
    ['bad: bad_id_fkey'],
  ],
  [
    'no identity and no default that makes an id or reads the clock',
    `create table bad (org_id uuid, a uuid default gen_random_uuid(), b timestamptz default now(), c bigserial,
       d bigint generated always as identity, e boolean default false, f jsonb default '{}', primary key (org_id))`,
    ['bad: a', 'bad: b', 'bad: c', 'bad: d'],
  ],
  [
    'no triggers',
    'create trigger bad before update on org for each row execute function suppress_redundant_updates_trigger()',
    ['org: bad'],
  ],
  [
    'no on delete set null or set default',
    'create table bad (org_id uuid primary key references org on delete set null, b uuid references org on delete set default)',
    ['bad: bad_b_fkey', 'bad: bad_org_id_fkey'],
  ],
  ['no functions', `create function bad() returns int language sql as 'select 1'`, ['bad: function']],
]

const { pool } = await testDatabase()

describe('the migrated schema', () => {
  it.each(Object.keys(ALL_RULES))('%s', async (rule) => {
    expect(await violations(pool, rule)).toEqual([])
  })

  it('was read: every table is there, and every local table exists', async () => {
    const { rows } = await pool.query<{ table: string }>(`select c.relname as "table" ${TABLES}`)
    const names = rows.map(({ table }) => table)
    expect(names).toEqual(expect.arrayContaining(['change', 'deal_span', 'activity', 'import', ...Object.keys(LOCAL)]))
  })
})

describe('a seeded violation', () => {
  let client: pg.PoolClient
  beforeAll(async () => {
    client = await pool.connect()
  })
  afterAll(() => client.release())

  it.each(SEEDED)('%s', async (rule, sql, reported) => {
    await client.query('begin')
    try {
      await client.query(sql)
      expect(await violations(client, rule)).toEqual(reported)
    } finally {
      await client.query('rollback')
    }
  })

  it('is there for every rule', () => {
    expect(SEEDED.map(([rule]) => rule).toSorted()).toEqual(Object.keys(ALL_RULES).toSorted())
  })
})
