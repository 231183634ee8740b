import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { DealSelection } from '../domain/deal/selection.ts'
import type { LocalDate } from '../domain/instant.ts'
import { instantText } from '../domain/instant.ts'
import type { View } from '../domain/span/box.ts'
import { inView, knownIn, membershipAt } from './spans.ts'

/**
 * What deals are read for: also all that are closed, all by what they were at their creation, and all as one end of a
 * comparison (metrics.md Changes): by close date and at the plan rate, whatever has become of them.
 */
export type FactsSelection = DealSelection | 'closed' | 'created' | 'end'

/** The deals that somebody may see: those that count for one of these teams or persons. */
export interface DealReach {
  readonly teamIds: readonly string[]
  readonly personIds: readonly string[]
}

export interface FactsQuery {
  readonly orgId: string
  readonly view: View
  /** local date of the as-of instant in the organisation's zone */
  readonly asOfDate: LocalDate
  readonly zone: string
  readonly currency: string
  /** minor-unit digits of currencies that do not have two */
  readonly digits: Readonly<Record<string, number>>
  readonly status: FactsSelection
  /** absent or null: every deal */
  readonly reach?: DealReach | null
}

/** Who has a deal to his credit (metrics.md Credit). `all` is a list of deals: each stands with its present owner. */
const CREDIT = {
  open: 'owner',
  all: 'owner',
  won: 'outcome',
  lost: 'outcome',
  closed: 'outcome',
  created: 'creation',
  end: 'standing',
} as const satisfies Record<FactsSelection, string>

/** The date that puts a deal in a period. */
const PERIOD = {
  open: 'close_date',
  all: 'created_on',
  created: 'created_on',
  end: 'close_date',
  won: 'outcome_on',
  lost: 'outcome_on',
  closed: 'outcome_on',
} as const satisfies Record<FactsSelection, string>

/** Whether what a person of a team has lies within a reach; what nobody has lies in none. */
export function isWithin(
  reach: DealReach | null | undefined,
  personId: RawBuilder<unknown>,
  teamId: RawBuilder<unknown>,
): RawBuilder<boolean> {
  if (reach == null) return sql<boolean>`true`
  return sql<boolean>`coalesce(${personId} = any(${[...reach.personIds]}::uuid[])
    or ${teamId} = any(${[...reach.teamIds]}::uuid[]), false)`
}

/** Where the expressions stand beside others of their kind. */
export interface FactsPlace {
  /** before the name of every expression: `open_` makes the last one `open_priced` */
  readonly prefix?: string
  /** an expression `(key, at, day)` of instants to see the deals at, instead of the view's one; the key becomes `seen_key` */
  readonly instants?: string
  /** credits who created the deal, at its creation, whoever has it now */
  readonly credit?: 'creator'
  /** a condition on the spans `s` that leaves out no deal that matters, so that not all of them are read */
  readonly among?: RawBuilder<unknown>
}

/**
 * Common table expressions, the last one named `priced`: deals as the view sees them, each with its outcome date,
 * credited owner, that owner's team and office at the moment, and its amount in the organisation's currency
 * (metrics.md Deal outcome, Credit, Money). `period_on` is the date that puts it in a period: of the outcome, of the
 * expected close for open deals, of the creation for all. `created` credits the first owner who is a person, at the
 * creation and with the amount of then.
 */
export function dealFacts(query: FactsQuery, place: FactsPlace = {}): RawBuilder<unknown> {
  const { orgId, view, zone, asOfDate, status } = query
  const name = (step: string) => sql.ref(`${place.prefix ?? ''}${step}`)
  const seen =
    place.instants === undefined
      ? sql`(select null::text as key, ${instantText(view.valid)}::timestamptz as at, ${asOfDate}::date as day)`
      : sql.ref(place.instants)
  const credit = {
    owner: [sql`s.owner_id`, sql`w.at`],
    outcome: [sql`s.outcome_owner_id`, sql`s.status_since`],
    creation: [sql`s.first_owner_id`, sql`s.created_at`],
    creator: [sql`s.creator_id`, sql`s.created_at`],
    standing: [
      sql`case when s.status = 'open' then s.owner_id else s.outcome_owner_id end`,
      sql`case when s.status = 'open' then w.at else s.status_since end`,
    ],
  }[place.credit ?? CREDIT[status]]
  const atCreation = status === 'created'
  const atPlanRate = atCreation || status === 'end'
  // some sources write the first row of a deal's history a moment after the deal itself
  const first = sql`
    left join lateral (
      select i.amount, i.currency from deal_span i
      where i.org_id = s.org_id and i.deal_id = s.deal_id and i.amount is not null and ${knownIn('i', view)}
        and i.valid_from < s.created_at + interval '1 day' and i.valid_from <= w.at
      order by i.valid_from limit 1
    ) i on true`
  const only = {
    closed: sql`and s.status <> 'open'`,
    all: sql``,
    created: sql``,
    end: sql``,
    open: sql`and s.status = 'open'`,
    won: sql`and s.status = 'won'`,
    lost: sql`and s.status = 'lost'`,
  }[status]
  return sql`
    ${name('base')} as (
      select s.*, w.key as seen_key, w.at as seen_at, w.day as seen_on,
        ${status === 'open' ? sql`s.close_date` : sql`coalesce(l.close_date, s.close_date)`} as final_close,
        ${credit[0]} as credited_id, ${credit[1]} as credited_at,
        ${atCreation ? sql`i.amount` : sql`case when s.status = 'lost' then s.lost_amount else s.amount end`} as amount_shown,
        coalesce(${atCreation ? sql`i.currency, ` : sql``}s.currency, ${query.currency}) as currency_shown
      from deal_span s
      join ${seen} w on s.valid_from <= w.at and s.valid_to > w.at and ${knownIn('s', view)}
      ${status === 'open' ? sql`` : sql`left join deal_span l on l.org_id = s.org_id and l.deal_id = s.deal_id and l.valid_to = 'infinity' and ${knownIn('l', view)}`}
      ${atCreation ? first : sql``}
      where s.org_id = ${orgId} ${only} ${place.among === undefined ? sql`` : sql`and ${place.among}`}
    ), ${name('placed')} as (
      select b.*, m.team_id, m.manager_id, m.discipline, m.segment as member_segment,
        coalesce(m.office, t.state->>'office') as office,
        coalesce(t.state->>'zone', ${zone}) as team_zone
      from ${name('base')} b
      ${membershipAt(view, { orgId: sql`b.org_id`, personId: sql`b.credited_id`, moment: sql`b.credited_at` })}
    ), ${name('dated')} as (
      select p.*,
        coalesce(p.created_date, (p.created_at at time zone p.team_zone)::date) as created_on,
        case p.status
          when 'open' then null
          when 'won' then case when p.final_close <= p.seen_on then p.final_close
            else coalesce(p.status_date, (p.status_since at time zone p.team_zone)::date) end
          else coalesce(p.status_date, (p.status_since at time zone p.team_zone)::date)
        end as outcome_on
      from ${name('placed')} p
      where ${isWithin(query.reach, sql`p.credited_id`, sql`p.team_id`)}
    ), ${name('priced')} as (
      select d.*, ${sql.ref(`d.${PERIOD[status]}`)} as period_on, r.rate,
        case when d.currency_shown = ${query.currency} then d.amount_shown
          else round(d.amount_shown * r.rate * power(10::numeric,
            coalesce((${JSON.stringify(query.digits)}::jsonb->>${query.currency})::int, 2)
            - coalesce((${JSON.stringify(query.digits)}::jsonb->>d.currency_shown)::int, 2))) end as amount_org,
        case when d.currency_shown <> ${query.currency} and r.rate is null and d.amount_shown is not null
          then d.currency_shown end as currency_missing
      from ${name('dated')} d
      left join lateral (
        select (x.state->>'rate')::numeric as rate from span x
        where x.org_id = d.org_id and x.kind = 'rate' and x.state->>'currency' = d.currency_shown
          and d.currency_shown <> ${query.currency} and ${inView('x', view)}
          and x.state->>'kind' in ('plan', case when d.status = 'won' and ${!atPlanRate} then 'daily' else 'plan' end)
          and (x.state->>'date')::date <= coalesce(${atPlanRate ? sql`null` : sql`d.outcome_on`}, d.seen_on)
        order by (x.state->>'kind' = 'daily') desc, x.state->>'date' desc
        limit 1
      ) r on true
    )
  `
}
