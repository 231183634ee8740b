import type pg from 'pg'

/** People, teams, deals and activities made by SQL alone: what is measured is reading, not importing. */
export interface World {
  readonly orgId: string
  /** the first day that has everything; the history before it can be made later */
  readonly from: string
  readonly to: string
}

export const PEOPLE = 500
const TEAM = 10
const ACCOUNTS_EACH = 60
export const ACTIVITIES_A_DAY = 5500
export const AS_OF = '2026-06-28'
const ZONE = 'Europe/Berlin'

/** Ids that rise like those the product makes. */
const id = (kind: number, n: string) =>
  `(lpad(to_hex(${kind}), 8, '0') || '-0000-7000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`
const PERSON = 1
const TEAM_ID = 2
const ACCOUNT = 3
const CONTACT = 4
const DEAL = 5
const STAGE = 6
const PIPELINE = 7
const ACTIVITY = 8

export const TEAM_ONE = '00000002-0000-7000-8000-000000000001'

const ALWAYS = `'-infinity'::timestamptz, 'infinity'::timestamptz, '-infinity'::timestamptz, 'infinity'::timestamptz, '-infinity'::timestamptz, 'infinity'::timestamptz`
/** deterministic and spread */
const mixed = (text: string) => `abs(hashint8((${text})::bigint)::bigint)`

export async function fillPeople(pool: pg.Pool, orgId: string): Promise<void> {
  const say = (sql: string) => pool.query(sql, [orgId])
  await say(`insert into span select $1, 'team', ${id(TEAM_ID, 't')}, ${ALWAYS},
    jsonb_build_object('name', 'Team ' || t, 'zone', '${ZONE}', 'parentId', case when t > 0 then ${id(TEAM_ID, '0')} end)
    from generate_series(0, ${PEOPLE / TEAM}) t`)
  await say(`insert into span select $1, 'person', ${id(PERSON, 'p')}, ${ALWAYS},
    jsonb_build_object('notPerson', false, 'active', true, 'externalId', 'p' || p) from generate_series(0, ${PEOPLE - 1}) p`)
  await say(
    `insert into subject (org_id, id, kind, name) select $1, ${id(PERSON, 'p')}, 'person', 'Rep ' || p from generate_series(0, ${PEOPLE - 1}) p`,
  )
  await say(`insert into membership_span (org_id, person_id, valid_from, valid_to, known_from, known_to, recorded_from, recorded_to, team_id, discipline, segment, role_since)
    select $1, ${id(PERSON, 'p')}, ${ALWAYS}, ${id(TEAM_ID, `1 + p / ${TEAM}`)}, 'ae', 'smb', '-infinity' from generate_series(0, ${PEOPLE - 1}) p`)
  await say(`insert into span values ($1, 'pipeline', ${id(PIPELINE, '0')}, ${ALWAYS},
    '{"name": "Deals", "order": 1, "countsAsBookings": true, "amountMeans": "one-off", "lostAmountsZeroed": false}')`)
  await say(`insert into span select $1, 'stage', ${id(STAGE, 's')}, ${ALWAYS},
    jsonb_build_object('pipelineId', ${id(PIPELINE, '0')}, 'name', 'Stage ' || s, 'order', s, 'accepted', s = 1,
      'kind', case s when 4 then 'won' when 5 then 'lost' else 'open' end, 'probability', 0.2 * s) from generate_series(1, 5) s`)
  await say(`insert into span select $1, 'account', ${id(ACCOUNT, 'a')}, ${ALWAYS},
    jsonb_build_object('name', 'Account ' || a, 'ownerId', ${id(PERSON, `a / ${ACCOUNTS_EACH}`)}) from generate_series(0, ${PEOPLE * ACCOUNTS_EACH - 1}) a`)
  await say(`insert into span select $1, 'contact', ${id(CONTACT, 'c')}, ${ALWAYS},
    jsonb_build_object('accountId', ${id(ACCOUNT, 'c / 3')}) from generate_series(0, ${PEOPLE * ACCOUNTS_EACH * 3 - 1}) c`)
}

/** weeks since an arbitrary Monday: the number of a person's deal */
const WEEK_ZERO = '2010-01-04'

/** A deal a week for each person, in a stage for a while, mostly decided within three months. */
export async function fillDeals(pool: pg.Pool, { orgId, from, to }: World): Promise<void> {
  await pool.query(
    `insert into deal_span (org_id, deal_id, valid_from, valid_to, known_from, known_to, recorded_from, recorded_to, external_id,
      account_id, pipeline_id, stage_id, status, status_since, accepted, reached_order, owner_id, outcome_owner_id, first_owner_id,
      creator_id, created_at, amount, currency, close_date, type)
    select $1, d.id, s.since, s.until, s.since, 'infinity', '-infinity', 'infinity', 'D' || d.n, d.account, ${id(PIPELINE, '0')},
      ${id(STAGE, `case when s.step < 4 then s.step when d.won then 4 else 5 end`)}, case when s.step < 4 then 'open' when d.won then 'won' else 'lost' end,
      case when s.step < 4 then d.created else s.since end, true, least(s.step, 3), d.owner, case when s.step = 4 then d.owner end, d.owner, d.owner,
      d.created, d.amount, 'EUR', (case when d.never then d.created + interval '90 days' else d.created + d.cycle end)::date,
      case when d.h % 2 = 0 then 'New Business' else 'Existing Business' end
    from (
      select n, h, ${id(DEAL, 'n')} as id, ${id(PERSON, 'p')} as owner, ${id(ACCOUNT, `p * ${ACCOUNTS_EACH} + (k * 7) % ${ACCOUNTS_EACH}`)} as account,
        '${WEEK_ZERO}'::timestamptz + make_interval(days => k * 7 + p % 5, hours => 9) as created, make_interval(days => (20 + h % 80)::int) as cycle,
        h % 10 < 4 as won, h % 100 >= 97 as never, 500000 + (h % 5000000) as amount
      from (select p * 10000 + k as n, p, k, ${mixed('p * 10000 + k')} as h from generate_series(0, ${PEOPLE - 1}) p,
        generate_series(('$2'::date - '${WEEK_ZERO}')::int / 7, ('$3'::date - '${WEEK_ZERO}')::int / 7 - 1) k) x
    ) d
    cross join lateral (values
      (1, d.created, d.created + d.cycle * 0.25), (2, d.created + d.cycle * 0.25, d.created + d.cycle * 0.6),
      (3, d.created + d.cycle * 0.6, case when d.never then 'infinity' else d.created + d.cycle end),
      (4, case when d.never then null else d.created + d.cycle end, 'infinity')
    ) s (step, since, until)
    where s.since is not null order by d.n, s.step`
      .replace(`'$2'`, `'${from}'`)
      .replace(`'$3'`, `'${to}'`),
    [orgId],
  )
}

/** As many activities every day: mail, calls, meetings and tasks, half of them on a deal of the last nine weeks. */
export async function fillActivities(pool: pg.Pool, { orgId, from, to }: World): Promise<void> {
  const first = `('${from}'::date - '${WEEK_ZERO}')::bigint * ${ACTIVITIES_A_DAY}`
  const end = `('${to}'::date - '${WEEK_ZERO}')::bigint * ${ACTIVITIES_A_DAY} - 1`
  const indexes = await withoutIndexes(pool, 'activity')
  await pool.query(
    `insert into activity (org_id, id, recorded_from, known_at, type, at, seconds, direction, held, connected, topic, person_id, deal_id, account_id, contact_id, source, external_id, row_hash)
    select $1, ${id(ACTIVITY, 'n')}, '2026-06-29', at, type, at, case type when 'call' then h % 600 when 'meeting' then 3600 end,
      case when h % 3 = 0 then 'inbound' else 'outbound' end, h / 1000 % 10 > 0, case when type = 'call' then h % 4 = 0 end,
      case when type = 'meeting' and h % 5 = 0 then 'presentation' end, ${id(PERSON, 'p')},
      case when on_deal then ${id(DEAL, 'p * 10000 + k')} end,
      case when type = 'meeting' and on_deal and h % 7 < 2 then null when type = 'email' and h % 5 = 0 then null else ${id(ACCOUNT, 'a')} end,
      ${id(CONTACT, 'a * 3 + h % 3')}, 'bench', 'a' || n, ''
    from (
      select *, p * ${ACCOUNTS_EACH} + (case when on_deal then (k * 7) % ${ACCOUNTS_EACH} else h / 13 % ${ACCOUNTS_EACH} end) as a
      from (
        select n, h, h % ${PEOPLE} as p, '${WEEK_ZERO}'::timestamptz + n * interval '1 day' / ${ACTIVITIES_A_DAY} as at,
          (array['email', 'call', 'email', 'meeting', 'email', 'call', 'email', 'task', 'email', 'call'])[1 + n % 10] as type,
          h / ${PEOPLE} % 2 = 0 as on_deal, n / ${ACTIVITIES_A_DAY} / 7 - 1 - h / 1000 % 9 as k
        from (select n, ${mixed('n')} as h from generate_series(${first}, ${end}) n) numbered
      ) dealt
    ) placed
    order by n`,
    [orgId],
  )
  for (const index of indexes) await pool.query(index)
  await pool.query('vacuum analyze')
}

/** Drops the indexes of a table that are no constraint, and gives back the statements that make them again. */
async function withoutIndexes(pool: pg.Pool, table: string): Promise<string[]> {
  const { rows } = await pool.query<{ name: string; made: string }>(
    `select indexname as name, indexdef as made from pg_indexes i where tablename = $1
       and not exists (select from pg_constraint c where c.conname = i.indexname)`,
    [table],
  )
  for (const { name } of rows) await pool.query(`drop index ${name}`)
  return rows.map(({ made }) => made)
}
