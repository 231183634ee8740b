import { sql } from 'kysely'
import { isListed, isTouch } from '#db/untouched.ts'
import { addDays } from '#domain/calendar/local-date.ts'
import { zoneOf } from '#domain/calendar/zone.ts'
import { activityGrain } from '#services/access/activity-grain.ts'
import type { Ctx } from '#services/context.ts'
import type { DealPlace } from '#services/deals/access.ts'
import type { OrgView } from '#services/org/view.ts'
import type { DealDetail } from '../../deal-detail.ts'

interface ActivityRow {
  readonly id: string
  readonly type: string
  readonly at: number
  readonly atDate: string | null
  readonly direction: 'inbound' | 'outbound' | null
  readonly seconds: number | null
  readonly held: boolean
  readonly touch: boolean
  readonly personId: string | null
  readonly person: string | null
  readonly contacts: { readonly id: string; readonly name: string | null; readonly title: string | null }[]
}

const MOST_LISTED = 500
const WEEKS = 26
const DAYS = 7

type Told = Pick<DealDetail, 'activities' | 'activityCount' | 'weeks' | 'contacts'>

/** What was done about a deal in the view: the newest activities, the people they were with, and touches by week. */
export async function readActivities(
  ctx: Ctx,
  orgView: OrgView,
  deal: DealPlace & { readonly id: string },
): Promise<Told> {
  const { view, settings, asOfDate } = orgView
  const zone = zoneOf(settings.zone)
  const result = await sql<ActivityRow>`
    select a.id, a.type, a.at, a.at_date as "atDate", a.direction, a.seconds, a.held, ${isTouch('a', view)} as touch,
      a.person_id as "personId", o.name as person,
      coalesce((
        select jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name, 'title', s.title) order by s.name)
        from subject s
        where s.org_id = ${ctx.orgId} and (s.id = a.contact_id or s.id in (
          select p.subject_id from activity_participant p
          where p.org_id = ${ctx.orgId} and p.activity_id = a.id and p.side = 'theirs'
        ))
      ), '[]') as contacts
    from activity a
    left join subject o on o.org_id = a.org_id and o.id = a.person_id
    where a.org_id = ${ctx.orgId} and a.deal_id = ${deal.id} and ${isListed('a', view)}
    order by a.at desc, a.id
  `.execute(ctx.db)
  const rows = result.rows.map((row) => ({ ...row, day: row.atDate ?? zone.dateAt(row.at) }))
  const { isCoarse, weekOf } = activityGrain(ctx, settings)
  return {
    activityCount: rows.length,
    activities: rows.slice(0, MOST_LISTED).map(({ day, atDate, contacts, personId, person, ...row }) => {
      const wholeWeek = isCoarse(personId)
      return {
        ...row,
        at: wholeWeek || atDate !== null ? null : row.at,
        date: wholeWeek ? weekOf(day) : day,
        wholeWeek,
        person: personId === null ? null : { id: personId, name: person },
        contacts: contacts.map(({ name, id }) => name ?? id),
      }
    }),
    weeks: Array.from({ length: WEEKS }, (_, week) => {
      const from = addDays(weekOf(asOfDate), (week - WEEKS + 1) * DAYS)
      const inside = rows.filter(({ day, touch }) => touch && day >= from && day < addDays(from, DAYS))
      const inbound = inside.filter(({ direction }) => direction === 'inbound').length
      const outbound = inside.filter(({ direction }) => direction === 'outbound').length
      return { from, inbound, outbound, other: inside.length - inbound - outbound }
    }),
    contacts: contactsOf(rows),
  }
}

function contactsOf(rows: readonly (ActivityRow & { day: string })[]): Told['contacts'] {
  const met = rows.flatMap(({ contacts, touch, day }) => contacts.map((contact) => ({ ...contact, touch, day })))
  return [...Map.groupBy(met, ({ id }) => id).values()].map((meetings) => {
    const touches = meetings.filter(({ touch }) => touch)
    const { id, name, title } = meetings[0]!
    // rows come newest first
    return { id, name, title, touches: touches.length, lastTouch: touches[0]?.day ?? null }
  })
}
