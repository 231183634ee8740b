import { sql } from 'kysely'
import { at } from '#db/at.ts'
import { inView } from '#db/spans.ts'
import { instantText } from '#domain/instant.ts'
import { toMajor } from '#domain/money/amount.ts'
import { actorUserId } from '../access/can.ts'
import { viewsOfMe } from '../access/read-views.ts'
import type { Ctx } from '../context.ts'
import { type Cell, csvLines } from '../export/csv.ts'
import { resolveView } from '../org/view.ts'
import { type Meeting, meetingsCalendar, type Card, contactCards } from './formats.ts'
import { readPreferences } from './preferences.ts'
import { listSessions } from './sessions.ts'

const PAGE = 5_000
const EVERY_VIEW = 1_000_000

export interface GatheredFile {
  readonly name: string
  readonly text: string
}

/** Everything that is held of the actor: profile, deals, activities, contacts, own changes, and who looked. */
export async function* gatherMine(
  ctx: Ctx,
  user: { readonly email: string; readonly name: string },
): AsyncGenerator<GatheredFile> {
  const personId = 'personId' in ctx.actor ? ctx.actor.personId : null
  yield { name: 'profile.json', text: json(await profile(ctx, user, personId)) }
  yield {
    name: 'who-looked.csv',
    text: csv(
      ['at', 'who', 'by', 'where'],
      (await viewsOfMe(ctx, { limit: EVERY_VIEW })).map((view) => [
        instantText(view.at),
        view.viewer.name,
        view.viewer.kind,
        view.surface,
      ]),
    ),
  }
  yield { name: 'changes-i-made.json', text: json(await ownChanges(ctx)) }
  if (personId === null) return
  yield { name: 'deals.csv', text: await deals(ctx, personId) }
  const activities = await ownActivities(ctx, personId)
  yield {
    name: 'activities.csv',
    text: csv(
      ['at', 'type', 'direction', 'held', 'seconds', 'source', 'id'],
      activities.map((one) => [
        instantText(one.at),
        one.type,
        one.direction,
        one.held,
        one.seconds,
        one.source,
        one.external_id,
      ]),
    ),
  }
  const meetings = activities.flatMap((one): Meeting[] =>
    one.type === 'meeting' ? [{ id: one.id, at: one.at, seconds: one.seconds }] : [],
  )
  yield { name: 'meetings.ics', text: meetingsCalendar(meetings) }
  yield { name: 'contacts.vcf', text: contactCards(await ownContacts(ctx, personId)) }
}

async function profile(ctx: Ctx, user: { email: string; name: string }, personId: string | null) {
  const person =
    personId === null
      ? null
      : await ctx.db
          .selectFrom('subject')
          .select(['id', 'name', 'email', 'phone', 'title'])
          .where('org_id', '=', ctx.orgId)
          .where('id', '=', personId)
          .executeTakeFirst()
  const memberships =
    personId === null
      ? []
      : await ctx.db
          .selectFrom('membership_span')
          .select(['valid_from', 'valid_to', 'discipline', 'segment', 'level', 'office'])
          .where('org_id', '=', ctx.orgId)
          .where('person_id', '=', personId)
          .where('known_to', '=', at(Infinity))
          .where('recorded_to', '=', at(Infinity))
          .orderBy('valid_from')
          .execute()
  return {
    user,
    person,
    memberships: memberships.map(({ valid_from: from, valid_to: to, ...rest }) => ({
      from: Number.isFinite(from) ? instantText(from) : null,
      to: Number.isFinite(to) ? instantText(to) : null,
      ...rest,
    })),
    preferences: await readPreferences(ctx),
    sessions: (await listSessions(ctx, null)).map(({ createdAt, lastSeenAt, address, device }) => ({
      createdAt: instantText(createdAt),
      lastSeenAt: instantText(lastSeenAt),
      address,
      device,
    })),
  }
}

async function ownChanges({ db, orgId, actor }: Ctx) {
  const rows = await db
    .selectFrom('change')
    .select(['recorded_at', 'kind', 'entity_id', 'patch'])
    .where('org_id', '=', orgId)
    .where('actor_id', '=', actorUserId(actor))
    .orderBy('id')
    .execute()
  return rows.map((row) => ({ at: instantText(row.recorded_at), kind: row.kind, of: row.entity_id, patch: row.patch }))
}

async function deals(ctx: Ctx, personId: string): Promise<string> {
  const { view } = await resolveView(ctx.db, ctx.orgId, ctx.recordedAt, {})
  const rows = await ctx.db
    .selectFrom('deal_span as d')
    .select(['d.name', 'd.status', 'd.amount', 'd.currency', 'd.close_date', 'd.next_step', 'd.external_id'])
    .where('d.org_id', '=', ctx.orgId)
    .where('d.owner_id', '=', personId)
    .where(inView('d', view))
    .orderBy('d.deal_id')
    .execute()
  return csv(
    ['name', 'status', 'amount', 'currency', 'close date', 'next step', 'id'],
    rows.map((row) => [
      row.name,
      row.status,
      row.amount === null ? null : Number(toMajor(row.amount, row.currency ?? 'USD')),
      row.currency,
      row.close_date,
      row.next_step,
      row.external_id,
    ]),
  )
}

async function ownActivities({ db, orgId }: Ctx, personId: string) {
  const query = db
    .selectFrom('activity')
    .select(['id', 'at', 'type', 'direction', 'held', 'seconds', 'source', 'external_id'])
    .where('org_id', '=', orgId)
    .where('person_id', '=', personId)
    .where('recorded_to', '=', at(Infinity))
    .orderBy('at')
    .orderBy('id')
    .limit(PAGE)
  const all: Awaited<ReturnType<typeof query.execute>> = []
  for (;;) {
    const page = await query.offset(all.length).execute()
    all.push(...page)
    if (page.length < PAGE) return all
  }
}

async function ownContacts(ctx: Ctx, personId: string): Promise<Card[]> {
  const { view } = await resolveView(ctx.db, ctx.orgId, ctx.recordedAt, {})
  const rows = await ctx.db
    .selectFrom('span as c')
    .innerJoin('subject as s', (join) => join.onRef('s.org_id', '=', 'c.org_id').onRef('s.id', '=', 'c.entity_id'))
    .select(['s.id', 's.name', 's.email', 's.phone', 's.title'])
    .where('c.org_id', '=', ctx.orgId)
    .where('c.kind', '=', 'contact')
    .where(sql<boolean>`c.state->>'ownerId' = ${personId}`)
    .where(inView('c', view))
    .orderBy('s.id')
    .execute()
  return rows
}

function csv(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return csvLines([header, ...rows])
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
