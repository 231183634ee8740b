import { describe, expect, it } from 'vitest'
import { newId } from '#platform/ids.ts'
import { instantText } from '#domain/instant.ts'
import { realNow } from '#platform/clock/now.ts'
import { testApp } from '../../../test/support/app.ts'
import type { Actor } from '../context.ts'
import { logView } from './log-view.ts'

const test = await testApp()

describe('the view log', () => {
  it('shows a person every look at himself, administrators included, and nobody else his', async () => {
    const orgId = await test.org('Acme')
    const teamId = newId()
    const ada = await test.user(orgId, 'rep', newId())
    const bob = await test.user(orgId, 'rep', newId())
    const boss = await test.user(orgId, 'manager', newId())
    const admin = await test.user(orgId, 'admin')
    for (const { personId } of [ada, bob]) {
      await test.db
        .insertInto('membership_span')
        .values({
          org_id: orgId,
          person_id: personId!,
          team_id: personId === ada.personId ? teamId : null,
          manager_id: boss.personId,
          valid_from: '-infinity',
          valid_to: 'infinity',
          known_from: '-infinity',
          known_to: 'infinity',
          recorded_from: '-infinity',
          recorded_to: 'infinity',
          office: null,
          discipline: null,
          segment: null,
          level: null,
          dotted_manager_id: null,
          role_since: instantText(0),
        })
        .execute()
    }
    let at = realNow() - 1000
    const ctx = (actor: Actor) => ({ db: test.db, orgId, actor, recordedAt: at++ })
    const as = (user: typeof ada, level: 'rep' | 'manager' | 'admin'): Actor => ({
      type: 'user',
      userId: user.userId,
      level,
      personId: user.personId,
    })
    const day = '2026-11-20'

    await logView(ctx(as(boss, 'manager')), { surface: 'person-page', personIds: [ada.personId!], day })
    await logView(ctx(as(boss, 'manager')), { surface: 'person-page', personIds: [ada.personId!], day })
    await logView(ctx(as(admin, 'admin')), { surface: 'export', personIds: [ada.personId!, bob.personId!], day })
    for (let i = 0; i < 3; i++) await logView(ctx(as(boss, 'manager')), { surface: 'grid', teamIds: [teamId], day })
    await logView(ctx(as(boss, 'manager')), { surface: 'grid', teamIds: [teamId], day: '2026-11-21' })
    await logView(ctx({ type: 'cli' }), { surface: 'export', personIds: [ada.personId!], day })
    await logView(ctx(as(ada, 'rep')), { surface: 'person-page', personIds: [ada.personId!], day })
    await logView(ctx({ type: 'system', job: 'digest' }), { surface: 'export', personIds: [ada.personId!], day })

    const { views: adas } = await test.client(ada).members.views.mine({})
    expect(adas.map((view) => [view.viewer.kind, view.viewer.name, view.surface])).toEqual([
      ['cli', null, 'export'],
      ['user', 'The manager', 'grid'],
      ['user', 'The manager', 'grid'],
      ['user', 'The admin', 'export'],
      ['user', 'The manager', 'person-page'],
      ['user', 'The manager', 'person-page'],
    ])
    const { views: bobs } = await test.client(bob).members.views.mine({})
    expect((await test.client(ada).me.get()).holdings.find(({ kind }) => kind === 'views')?.count).toBe(adas.length)
    expect(bobs.map((view) => [view.viewer.name, view.personId])).toEqual([['The admin', bob.personId]])

    const { views: page } = await test.client(admin).members.views.all({ limit: 2 })
    expect(page).toHaveLength(2)
    const { views: next } = await test.client(admin).members.views.all({ limit: 100, before: page.at(-1)!.at })
    expect(next).toHaveLength(7 - 2)
    await expect(test.client(boss).members.views.all({})).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const rest = await test.request(`/api/v1/views/mine?limit=1&before=${realNow()}`, {}, ada)
    expect(((await rest.json()) as { views: unknown[] }).views).toHaveLength(1)
  })
})
