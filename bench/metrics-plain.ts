/**
 * The Manager grid as a BI tool asks for it: one statement for each metric on the raw tables, written without a look at
 * the engine. Each gives person, window and value. `$1` is the organisation, `$2` the as-of instant, `$3` to `$5` keys,
 * first and last days of the windows; every team of the company keeps Berlin time.
 */
const WINDOWS = `w as (select * from unnest($3::text[], $4::date[], $5::date[]) w (key, since, until))`
const DAY = (column: string) => `(${column} at time zone 'Europe/Berlin')::date`
const END = `least(((w.until + 1)::timestamp at time zone 'Europe/Berlin'), $2::timestamptz)`

const touched = `a.org_id = $1 and a.at <= $2 and a.recorded_to = 'infinity' and a.held
  and (a.deal_id is not null or a.account_id is not null or a.contact_id is not null)
  and (a.type <> 'meeting' or a.at + coalesce(a.seconds, 0) * interval '1 second' <= $2)`
const now = `d.org_id = $1 and d.valid_from <= $2 and d.valid_to > $2`

const meetings = `m as (
  select a.id, a.at, a.person_id, coalesce(a.account_id, d.account_id, (c.state->>'accountId')::uuid) as account_id
  from activity a left join deal_span d on d.deal_id = a.deal_id and ${now}
  left join span c on c.org_id = $1 and c.kind = 'contact' and c.entity_id = a.contact_id
  where ${touched} and a.type = 'meeting')`

/** won or lost, by the day of the outcome */
const decided = `o as (
  select d.deal_id, d.status, d.amount, d.outcome_owner_id as owner, d.created_at, d.status_since,
    case when d.status = 'won' and d.close_date <= ${DAY('$2::timestamptz')} then d.close_date else ${DAY('d.status_since')} end as day
  from deal_span d where ${now} and d.status <> 'open')`

const overWindows = (value: string, where: string) => `
  with ${WINDOWS}, ${decided}
  select o.owner as person, w.key as window, ${value} as value from o join w on o.day between w.since and w.until
  where ${where} group by 1, 2`

export const PLAIN_SQL: Readonly<Record<string, string>> = {
  'meetings-held': `with ${WINDOWS}, ${meetings}
    select m.person_id as person, w.key as window, count(*)::float8 as value
    from m join w on ${DAY('m.at')} between w.since and w.until group by 1, 2`,
  'first-meetings': `with ${WINDOWS}, ${meetings}, o as (
      select m.*, lag(m.at) over (partition by m.account_id order by m.at, m.id) as before from m
    )
    select o.person_id as person, w.key as window, count(*)::float8 as value
    from o join w on ${DAY('o.at')} between w.since and w.until
    where o.account_id is not null and (o.before is null or (
      not exists (select from deal_span d where d.org_id = $1 and d.account_id = o.account_id and d.status = 'open' and d.valid_from <= o.at and d.valid_to > o.at)
      and o.before < (select max(d.status_since) from deal_span d where d.org_id = $1 and d.account_id = o.account_id and d.status <> 'open' and d.valid_from <= o.at and d.valid_to > o.at)))
    group by 1, 2`,
  'deals-created': `with ${WINDOWS}
    select d.first_owner_id as person, w.key as window, count(*)::float8 as value
    from deal_span d join w on ${DAY('d.created_at')} between w.since and w.until where ${now} group by 1, 2`,
  'pipeline-created': `with ${WINDOWS}
    select d.first_owner_id as person, w.key as window, sum((
      select i.amount from deal_span i where i.org_id = $1 and i.deal_id = d.deal_id order by i.valid_from limit 1))::float8 as value
    from deal_span d join w on ${DAY('d.created_at')} between w.since and w.until where ${now} group by 1, 2`,
  'deals-advanced': `with ${WINDOWS}, s as (
      select d.*, lag(d.deal_id) over (partition by d.deal_id order by d.valid_from) is not null as moved
      from deal_span d where d.org_id = $1 and d.valid_from <= $2
    )
    select s.owner_id as person, w.key as window, count(*)::float8 as value
    from s join w on ${DAY('s.valid_from')} between w.since and w.until where s.moved and s.status <> 'lost' group by 1, 2`,
  'open-pipeline': `with ${WINDOWS}
    select d.owner_id as person, w.key as window, sum(d.amount)::float8 as value
    from deal_span d join w on d.valid_from < ${END} and d.valid_to >= ${END} where d.org_id = $1 and d.status = 'open' group by 1, 2`,
  'win-rate': overWindows(`(count(*) filter (where o.status = 'won'))::float8 / count(*)`, `o.amount > 0`),
  'average-deal-size': overWindows(`avg(o.amount)::float8`, `o.status = 'won' and o.amount > 0`),
  'sales-cycle': overWindows(
    `percentile_cont(0.5) within group (order by (case when o.day <> ${DAY('o.status_since')} then (o.day - ${DAY('o.created_at')})::float8 else extract(epoch from o.status_since - o.created_at) / 86400 end))`,
    `o.status = 'won' and o.amount > 0`,
  ),
  'contacts-per-deal': `with ${WINDOWS}
    select a.person_id as person, w.key as window, count(distinct a.contact_id)::float8 / nullif(count(distinct a.deal_id), 0) as value
    from activity a join w on ${DAY('a.at')} between w.since and w.until
    where ${touched} and a.type in ('call', 'email', 'meeting') and a.deal_id is not null group by 1, 2`,
  'untouched-deals': `with ${WINDOWS}, t as (
      select a.deal_id, a.contact_id, a.at from activity a where ${touched} and a.type in ('call', 'email', 'meeting')
    ), i as (select w.key, ${END} as at, (w.until - 29)::timestamp at time zone 'Europe/Berlin' as quiet from w),
    recent as (
      select distinct i.key, t.deal_id, t.contact_id from t join i on t.at >= i.quiet and t.at < i.at
    ), reached as (
      select distinct p.deal_id, i.key from (select deal_id, contact_id, min(at) as first from t where deal_id is not null group by 1, 2) p
      join recent i on i.contact_id = p.contact_id join i x on x.key = i.key and p.first < x.at
    )
    select d.owner_id as person, i.key as window, count(*)::float8 as value
    from deal_span d join i on d.valid_from < i.at and d.valid_to >= i.at
    where d.org_id = $1 and d.status = 'open' and d.created_at < i.quiet
      and not exists (select from recent r where r.key = i.key and r.deal_id = d.deal_id)
      and not exists (select from reached r where r.key = i.key and r.deal_id = d.deal_id)
      and not exists (select from activity m where m.org_id = $1 and m.deal_id = d.deal_id and m.type = 'meeting' and m.held and m.at >= i.at)
    group by 1, 2`,
  bookings: overWindows(`sum(o.amount)::float8`, `o.status = 'won'`),
}
