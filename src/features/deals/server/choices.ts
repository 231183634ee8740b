import { sql } from 'kysely'
import { isWithin } from '#db/deal-facts.ts'
import { inView, isCurrent } from '#db/spans.ts'
import type { Ctx } from '#services/context.ts'
import { dealReach } from '#services/deals/access.ts'
import { resolveView } from '#services/org/view.ts'

/** What a team may say of an outcome before it has reasons of its own. */
const USUAL_REASONS = {
  won: ['Message', 'Feature', 'Price', 'Timing', 'Relationship'],
  lost: ['Message', 'Feature', 'Price', 'Timing', 'Competitor', 'No decision'],
} as const

const MOST_VALUES = 200
const MOST_FIELDS = 50

/** What the fields of the deals that the actor may see hold now, each with its most frequent values first. */
export async function readChoices(ctx: Ctx) {
  const { db, orgId } = ctx
  const view = await resolveView(db, orgId, ctx.recordedAt, {})
  const reach = await dealReach(ctx, view)
  const { rows } = await sql<{ field: string; value: string }>`
    select c.field, c.value from (
      select v.field, v.value, count(*) as n, row_number() over (partition by v.field order by count(*) desc, v.value) as place
      from deal_span s
      left join membership_span m on m.org_id = s.org_id and m.person_id = s.owner_id and ${inView('m', view.view)}
      cross join lateral (
        values ('segments', s.segment), ('sources', s.source), ('types', s.type),
          (case s.status when 'won' then 'won' when 'lost' then 'lost' end, s.reason)
        union all
        select 'custom:' || e.key, e.value from jsonb_each_text(s.custom) e where length(e.value) <= 100
      ) v (field, value)
      where s.org_id = ${orgId} and ${isCurrent('s')}
        and ${isWithin(reach, sql`s.owner_id`, sql`m.team_id`)} and v.field is not null and v.value <> ''
      group by v.field, v.value
    ) c
    where c.place <= ${MOST_VALUES}
    order by c.field, c.place
  `.execute(db)
  const values = Map.groupBy(rows, ({ field }) => field)
  const of = (field: string) => (values.get(field) ?? []).map(({ value }) => value)
  const reasons = (outcome: keyof typeof USUAL_REASONS) => [...new Set([...of(outcome), ...USUAL_REASONS[outcome]])]
  return {
    segments: of('segments'),
    sources: of('sources'),
    types: of('types'),
    reasons: { won: reasons('won'), lost: reasons('lost') },
    custom: [...values.keys()]
      .filter((field) => field.startsWith('custom:'))
      .slice(0, MOST_FIELDS)
      .map((field) => ({ field: field.slice('custom:'.length), values: of(field) })),
  }
}
