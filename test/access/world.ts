import { randomUUID } from 'node:crypto'
import { instantText } from '#domain/instant.ts'
import { newId } from '#platform/ids.ts'
import { realNow } from '#platform/clock/now.ts'
import type { TestApp } from '../support/app.ts'
import type { World } from './inputs.ts'

/** Stands in every name that only the first organisation may read. */
export const MARKER = 'zzfirstorgzz'

const ALWAYS = {
  valid_from: '-infinity',
  valid_to: 'infinity',
  known_from: '-infinity',
  known_to: 'infinity',
  recorded_from: '-infinity',
  recorded_to: 'infinity',
} as const

/** An organisation with one of everything, its names marked. */
export async function makeWorld(test: TestApp, orgId: string): Promise<World> {
  const target = await test.user(orgId, 'rep')
  const key = await test.app.server.auth.createApiKey({ userId: target.userId, name: MARKER })
  const personId = newId()
  const teamId = newId()
  const spans = [
    { kind: 'person', entity_id: personId, state: { active: true } },
    { kind: 'team', entity_id: teamId, state: { name: MARKER, parentId: null, managerId: null } },
  ]
  await test.db
    .insertInto('span')
    .values(spans.map((span) => ({ ...ALWAYS, ...span, org_id: orgId, state: JSON.stringify(span.state) })))
    .execute()
  await test.db
    .insertInto('subject')
    .values({ org_id: orgId, id: personId, kind: 'person', name: MARKER, email: null, phone: null, title: null })
    .execute()
  await test.db
    .insertInto('view_log')
    .values({
      org_id: orgId,
      id: newId(),
      at: instantText(realNow()),
      day: '2026-11-16',
      viewer_kind: 'user',
      viewer_id: target.userId,
      person_id: personId,
      team_id: null,
      surface: 'drawer',
    })
    .execute()
  const importId = newId()
  await test.db
    .insertInto('import')
    .values({
      org_id: orgId,
      id: importId,
      label: MARKER,
      state: 'done',
      taken_at: null,
      plan: null,
      actor_id: null,
      started_at: instantText(realNow()),
    })
    .execute()
  const owner = test.client(await test.user(orgId, 'owner'))
  const { dealId } = await owner.deals.create({ name: MARKER })
  const { id: boardId } = await owner.wallboards.create({
    title: MARKER,
    pages: [{ kind: 'burn-down', scope: { kind: 'team', id: teamId }, period: 'month' }],
    percentOnly: false,
    rotationSeconds: 20,
  })
  const { screen } = await owner.wallboards.link({ boardId, name: MARKER })
  const { id: viewId } = await owner.views.save({ id: newId(), place: 'deals', name: MARKER, search: {}, shared: true })
  const editId = randomUUID()
  await owner.org.edit({ editId, edits: [{ kind: 'team', since: 'correction', patch: { name: MARKER } }] })
  return {
    userId: target.userId,
    keyId: key.id,
    personId,
    teamId,
    dealId,
    importId,
    boardId,
    screenId: screen.id,
    viewId,
    editId,
  }
}

/** Ids that nothing has. */
export function nowhere(): World {
  const ids = [
    'userId',
    'keyId',
    'personId',
    'teamId',
    'dealId',
    'importId',
    'boardId',
    'screenId',
    'viewId',
    'editId',
  ] as const
  return Object.fromEntries(ids.map((id) => [id, newId()])) as Record<(typeof ids)[number], string>
}

/** Everything an organisation owns, for comparing before and after. */
export async function contentsOf(test: TestApp, orgId: string): Promise<Record<string, unknown[]>> {
  const { rows: tables } = await test.pool.query<{ name: string }>(
    `select table_name as name from information_schema.columns
     where table_schema = 'public' and column_name = 'org_id' and table_name not in ('live_event') order by 1`,
  )
  const contents: Record<string, unknown[]> = {}
  for (const { name } of tables) {
    const { rows } = await test.pool.query(
      `select to_jsonb(t) as row from ${name} t where org_id = $1 order by to_jsonb(t)::text`,
      [orgId],
    )
    contents[name] = rows
  }
  return contents
}
