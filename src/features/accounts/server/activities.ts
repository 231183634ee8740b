import { sql } from 'kysely'
import { isWithin } from '#db/deal-facts.ts'
import { inView } from '#db/spans.ts'
import { isListed, isTouch } from '#db/untouched.ts'
import { zoneOf } from '#domain/calendar/zone.ts'
import { activityGrain } from '#services/access/activity-grain.ts'
import type { Ctx } from '#services/context.ts'
import { dealReach } from '#services/deals/access.ts'
import type { OrgView } from '#services/org/view.ts'
import type { AccountActivity } from '../contract.ts'

interface TimelineRow extends Omit<AccountActivity, 'date' | 'wholeWeek'> {
  readonly at: number
  readonly atDate: string | null
  readonly personId: string | null
  readonly total: number
}

const MOST_LISTED = 200

/** What was done with an account or a contact, the newest first; where the weekly grain is on, others see the week. */
export async function readTimeline(
  ctx: Ctx,
  orgView: OrgView,
  of: { readonly accountId: string } | { readonly contactId: string },
): Promise<{ activities: AccountActivity[]; activityCount: number; dealIds: string[] }> {
  const { view, settings } = orgView
  const { orgId } = ctx
  const reach = await dealReach(ctx, orgView)
  const zone = zoneOf(settings.zone)
  const about =
    'accountId' in of
      ? sql`coalesce(a.account_id, d.account_id, (c.state->>'accountId')::uuid) = ${of.accountId}`
      : sql`(a.contact_id = ${of.contactId} or exists (
          select 1 from activity_participant p
          where p.org_id = ${orgId} and p.activity_id = a.id and p.subject_id = ${of.contactId}
        ))`
  const result = await sql<TimelineRow>`
    select a.id, a.type, a.at, a.at_date as "atDate", a.direction, ${isTouch('a', view)} as touch,
      a.person_id as "personId", o.name as person, k.name as contact, a.deal_id as "dealId", d.name as deal,
      (count(*) over ())::int as total
    from activity a
    left join deal_span d on d.org_id = a.org_id and d.deal_id = a.deal_id and ${inView('d', view)}
    left join span c on c.org_id = a.org_id and c.kind = 'contact' and c.entity_id = a.contact_id and ${inView('c', view)}
    left join subject k on k.org_id = a.org_id and k.id = a.contact_id
    left join subject o on o.org_id = a.org_id and o.id = a.person_id
    left join membership_span dm on dm.org_id = d.org_id and dm.person_id = d.owner_id and ${inView('dm', view)}
    where (a.deal_id is null or ${isWithin(reach, sql`d.owner_id`, sql`dm.team_id`)})
      and a.org_id = ${orgId} and ${isListed('a', view)} and ${about}
    order by a.at desc, a.id
  `.execute(ctx.db)
  const { isCoarse, weekOf } = activityGrain(ctx, settings)
  const activities = result.rows.slice(0, MOST_LISTED).map(({ at: instant, atDate, personId, total: _, ...row }) => {
    const day = atDate ?? zone.dateAt(instant)
    const wholeWeek = isCoarse(personId)
    const date = wholeWeek ? weekOf(day) : day
    return { ...row, date, wholeWeek }
  })
  const dealIds = new Set(result.rows.flatMap((row) => (row.dealId === null ? [] : [row.dealId])))
  return { activities, activityCount: result.rows[0]?.total ?? 0, dealIds: [...dealIds] }
}
