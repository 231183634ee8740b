import { type RawBuilder, sql } from 'kysely'
import { analysisSchema } from '#db/analysis-schema.ts'
import { dealFields } from '#db/deals.ts'
import { inView, knownIn } from '#db/spans.ts'
import { instantText } from '#domain/instant.ts'
import { orgPolicy } from '../org/policy.ts'
import type { OrgView } from '../org/view.ts'
import { figuresQuery } from '../bookings/figures.ts'
import { metricRowsView, metricsView } from './metric-views.ts'
import { READERS_DAY, READERS_VIEW } from './view-text.ts'

/** A view for analysts; `about` says what one row is. */
export interface AnalysisView {
  readonly name: string
  readonly about: string
  readonly statement: RawBuilder<unknown>
}

/**
 * The views of an organisation, in the order in which one needs another. They read what `reader` says about the
 * session: its moment, the persons whose figures it sees by name (null: all) and the teams whose deals it sees (null:
 * all). Without a session there are no rows.
 */
export function analysisViews(view: OrgView): AnalysisView[] {
  const { orgId, settings } = view
  const reader = (column: string) =>
    sql`(select ${sql.ref(`r.${column}`)} from ${sql.ref(`${analysisSchema(orgId)}.reader`)} r)`
  const persons = sql`${reader('persons')}::uuid[]`
  const isNamed = (person: RawBuilder<unknown>) => sql`(${reader('persons')} is null or ${person} = any(${persons}))`
  const named = (person: RawBuilder<unknown>) => sql`case when ${isNamed(person)} then ${person} end`
  const within = (person: RawBuilder<unknown>, team: RawBuilder<unknown>) =>
    sql`(${reader('teams')} is null or ${team} = any(${reader('teams')}::uuid[]) or ${person} = any(${persons}))`
  const grained = (moment: RawBuilder<unknown>, person: RawBuilder<unknown>) => sql`
    case when ${reader('by_week')} and ${person} is distinct from ${reader('person_id')} then date_trunc('week', ${moment}) else ${moment} end`
  const major = (minor: string, currency: RawBuilder<unknown>) =>
    sql`trim_scale(${sql.ref(minor)} / power(10::numeric, coalesce((${JSON.stringify(query.digits)}::jsonb->>${currency})::int, 2)))`
  const query = { ...figuresQuery(view), view: READERS_VIEW, asOfDate: READERS_DAY }
  const { fiscalStartMonth } = orgPolicy(settings)
  const currency = sql`${settings.currency}::text`
  const kind = (name: string, columns: RawBuilder<unknown>) => sql`
    select s.entity_id as ${sql.ref(`${name}_id`)}, s.state->>'externalId' as external_id, ${columns}
    from span s where s.org_id = ${orgId} and s.kind = ${name} and ${inView('s', READERS_VIEW)}`
  const scope = { named, within, grained }

  return [
    {
      name: 'people',
      about: 'a person, also one who left; `is_person` is false for automations',
      statement: sql`
        select s.entity_id as person_id, s.state->>'externalId' as external_id, n.name,
          not coalesce((s.state->>'notPerson')::boolean, false) as is_person,
          coalesce((s.state->>'active')::boolean, true) as is_active
        from span s left join subject n on n.org_id = s.org_id and n.id = s.entity_id
        where s.org_id = ${orgId} and s.kind = 'person' and ${inView('s', READERS_VIEW)}`,
    },
    {
      name: 'teams',
      about: 'a team, with the team above it and its manager',
      statement: kind(
        'team',
        sql`s.state->>'name' as name, (s.state->>'parentId')::uuid as parent_id,
          (s.state->>'managerId')::uuid as manager_id, s.state->>'office' as office, s.state->>'zone' as zone`,
      ),
    },
    {
      name: 'memberships',
      about: 'a stretch of time of a person in a team and role; `valid_to` is infinity for the present one',
      statement: sql`
        select m.person_id, m.team_id, m.office, m.discipline, m.segment, m.manager_id, m.role_since,
          m.valid_from, m.valid_to
        from membership_span m where m.org_id = ${orgId} and ${knownIn('m', READERS_VIEW)}
          and m.valid_from <= ${instantText(READERS_VIEW.valid)}::timestamptz`,
    },
    {
      name: 'accounts',
      about: 'an account',
      statement: kind(
        'account',
        sql`s.state->>'name' as name, (s.state->>'parentId')::uuid as parent_id, ${named(sql`(s.state->>'ownerId')::uuid`)} as owner_id,
          s.state->>'segment' as segment, s.state->>'industry' as industry, s.state->>'country' as country,
          s.state->'custom' as custom`,
      ),
    },
    {
      name: 'deals',
      about: 'a deal as it stands; `amount` in its own currency, `amount_org` in the one of the organisation',
      statement: sql`
        with ${dealFields({ ...query, status: 'all', fiscalStartMonth })}
        select f.deal_id, f.external_id, f.name, f.status, f.stage_id, f.stage_label as stage, f.pipeline_id,
          f.pipeline_label as pipeline, ${named(sql`f.owner_id`)} as owner_id, f.team_id, f.team_label as team,
          f.account_id, f.account_label as account, ${major('f.amount_shown', sql`f.currency_shown`)} as amount,
          f.currency_shown as currency, ${major('f.amount_org', currency)} as amount_org, f.created_on, f.created_at,
          f.outcome_on, f.close_date, f.type, f.source_label as source, f.segment_label as segment, f.reason,
          f.forecast_category, f.next_step, f.accepted, f.reconstructed, f.custom
        from figures f where ${within(sql`f.credited_id`, sql`f.team_id`)}`,
    },
    {
      name: 'deal_history',
      about: 'a stretch of time in which a deal stood so; the next one begins where something changed',
      statement: sql`
        select h.deal_id, h.valid_from, h.valid_to, h.status, h.stage_id, t.state->>'name' as stage,
          ${named(sql`h.owner_id`)} as owner_id, h.account_id,
          ${major('h.amount', sql`coalesce(h.currency, ${currency})`)} as amount,
          coalesce(h.currency, ${currency}) as currency, h.close_date, h.forecast_category, h.reconstructed
        from deal_span h
        left join span t on t.org_id = h.org_id and t.kind = 'stage' and t.entity_id = h.stage_id and ${inView('t', READERS_VIEW)}
        left join membership_span m on m.org_id = h.org_id and m.person_id = h.owner_id and m.valid_from <= h.valid_from
          and m.valid_to > h.valid_from and ${knownIn('m', READERS_VIEW)}
        where h.org_id = ${orgId} and ${knownIn('h', READERS_VIEW)}
          and h.valid_from <= ${instantText(READERS_VIEW.valid)}::timestamptz and ${within(sql`h.owner_id`, sql`m.team_id`)}`,
    },
    {
      name: 'activities',
      about: 'a call, mail, meeting or task; of others at the beginning of its week, where the organisation says so',
      statement: sql`
        select a.id as activity_id, a.external_id, a.source, a.type, a.topic, ${grained(sql`a.at`, sql`a.person_id`)} as at, a.seconds, a.direction, a.held,
          a.connected, ${named(sql`a.person_id`)} as person_id, a.deal_id, a.account_id, a.contact_id
        from activity a
        left join membership_span m on m.org_id = a.org_id and m.person_id = a.person_id and m.valid_from <= a.at
          and m.valid_to > a.at and ${knownIn('m', READERS_VIEW)}
        where a.org_id = ${orgId} and a.recorded_from <= ${instantText(READERS_VIEW.recorded)}::timestamptz
          and a.recorded_to > ${instantText(READERS_VIEW.recorded)}::timestamptz
          and a.known_at <= ${instantText(READERS_VIEW.known)}::timestamptz
          and a.at <= ${instantText(READERS_VIEW.valid)}::timestamptz and ${within(sql`a.person_id`, sql`m.team_id`)}`,
    },
    {
      name: 'goals',
      about: 'a goal; of persons only those whose figures the reader sees',
      statement: sql`
        select s.entity_id as goal_id, s.state->>'scopeKind' as scope_kind, s.state->>'scopeId' as scope_id,
          s.state->>'metric' as metric, s.state->>'period' as period, (s.state->>'minor')::numeric as minor,
          s.state->>'currency' as currency, s.state->>'source' as source
        from span s where s.org_id = ${orgId} and s.kind = 'goal' and ${inView('s', READERS_VIEW)}
          and (s.state->>'scopeKind' <> 'person' or ${isNamed(sql`(s.state->>'scopeId')::uuid`)})`,
    },
    {
      name: 'changes',
      about: 'a change of the ledger that was not withdrawn; only for those who see everybody',
      statement: sql`
        select c.id as change_id, c.kind, c.entity_id, c.patch, c.valid_at, c.known_at, c.recorded_at, c.source, c.import_id,
          c.reconstructed
        from change c
        where c.org_id = ${orgId} and c.valid_at <= ${instantText(READERS_VIEW.valid)}::timestamptz
          and c.known_at <= ${instantText(READERS_VIEW.known)}::timestamptz
          and c.recorded_at <= ${instantText(READERS_VIEW.recorded)}::timestamptz and ${reader('persons')} is null
          and not exists (select 1 from retraction x where x.org_id = c.org_id
            and (x.change_id = c.id or x.import_id = c.import_id) and x.recorded_at <= ${instantText(READERS_VIEW.recorded)}::timestamptz)`,
    },
    metricsView(),
    metricRowsView(query, scope),
  ]
}
