import { expect, test } from 'vitest'
import type { AccessLevel } from '#domain/access/permission.ts'
import { newId } from '#platform/ids.ts'
import { realNow } from '#platform/clock/now.ts'
import { testDatabase } from '../../../test/support/database.ts'
import type { Ctx } from '../context.ts'
import { ensureOrg } from '../org/ensure-org.ts'
import { readSavedViews, removeView, saveView } from './saved-views.ts'

const { db } = await testDatabase()
const orgId = await ensureOrg(db, { slug: 'main', name: 'Main', zone: 'Europe/Berlin', currency: 'EUR' }, realNow())

function user(level: AccessLevel): Ctx {
  return { db, orgId, actor: { type: 'user', userId: newId(), level, personId: null }, recordedAt: realNow() }
}

const view = (name: string, shared = false) => ({
  id: newId(),
  place: 'deals',
  name,
  search: { status: 'won' },
  shared,
})
const names = async (ctx: Ctx) =>
  (await readSavedViews(ctx, 'deals')).map(({ name, own }) => `${name}${own ? '' : ' (theirs)'}`)

test('a view is its maker’s until it is shared; sharing takes a leader, who keeps shared views in order', async () => {
  const [rep, lead, manager] = [user('rep'), user('lead'), user('manager')]
  const mine = view('Mine')
  await saveView(rep, mine)
  await saveView(lead, view('Everyone’s', true))
  expect(await names(rep)).toEqual(['Everyone’s (theirs)', 'Mine'])
  expect(await names(manager)).toEqual(['Everyone’s'])
  await expect(saveView(rep, view('Loud', true))).rejects.toMatchObject({ code: 'forbidden' })
  await expect(saveView(manager, { ...mine, name: 'Taken' })).rejects.toMatchObject({ code: 'forbidden' })
  await expect(removeView(manager, mine.id)).rejects.toMatchObject({ code: 'not-found' })
  const [shared] = await readSavedViews(manager, 'deals')
  await expect(removeView(rep, shared!.id)).rejects.toMatchObject({ code: 'forbidden' })
  await removeView(manager, shared!.id)
  await saveView(rep, { ...mine, name: 'Renamed' })
  expect(await names(rep)).toEqual(['Renamed'])
  expect(await names(lead)).toEqual([])
})
