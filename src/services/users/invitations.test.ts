import { expect, it } from 'vitest'
import { testApp } from '../../../test/support/app.ts'

const test = await testApp()
const tokenOf = (url: string) => url.split('#')[1]!

async function admin() {
  const orgId = await test.org('Acme')
  await test.user(orgId, 'owner')
  return { orgId, api: test.client(await test.user(orgId, 'admin')) }
}

const opens = async (url: string) => {
  try {
    await test.client().session.link({ token: tokenOf(url) })
    return true
  } catch {
    return false
  }
}

it('an invitation waits until it is used; asked again, the link before is worthless', async () => {
  const { api } = await admin()
  const first = await api.members.invite({ email: 'Rita@example.org', level: 'rep', mail: true })
  expect(first.mailed, 'no mail server is set up').toBeNull()
  const again = await api.members.invite({ email: 'rita@example.org', level: 'lead' })
  expect(await opens(first.url)).toBe(false)
  const [waiting, ...others] = (await api.members.invitations.list()).invitations
  expect(others).toEqual([])
  expect(waiting).toMatchObject({ email: 'rita@example.org', level: 'lead' })
  expect(again.url).not.toContain(waiting!.id)
  const renewed = await api.members.invitations.renew({ id: waiting!.id })
  expect(await opens(again.url)).toBe(false)
  expect(await opens(renewed.url)).toBe(true)
  const user = { name: 'Rita', password: 'correct horse battery' }
  await test.client().session.acceptInvite({ token: tokenOf(renewed.url), ...user })
  expect((await api.members.invitations.list()).invitations).toEqual([])
  await expect(api.members.invite({ email: 'rita@example.org', level: 'rep' })).rejects.toMatchObject({
    code: 'CONFLICT',
  })
})

it('a revoked invitation opens nothing; what is another organisation’s or an owner’s is out of reach', async () => {
  const { orgId, api } = await admin()
  const { url } = await api.members.invite({ email: 'sam@example.org', level: 'viewer' })
  const [invitation] = (await api.members.invitations.list()).invitations
  const stranger = await admin()
  expect((await stranger.api.members.invitations.list()).invitations).toEqual([])
  await expect(stranger.api.members.invitations.revoke({ id: invitation!.id })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  })
  expect(await opens(url)).toBe(true)
  await api.members.invitations.revoke({ id: invitation!.id })
  expect(await opens(url)).toBe(false)
  const owner = test.client(await test.user(orgId, 'owner'))
  await owner.members.invite({ email: 'olga@example.org', level: 'owner' })
  const [owners] = (await api.members.invitations.list()).invitations
  await expect(api.members.invitations.revoke({ id: owners!.id })).rejects.toMatchObject({ code: 'FORBIDDEN' })
  const audit = await test.db
    .selectFrom('change')
    .select('patch')
    .where('org_id', '=', orgId)
    .where('kind', '=', 'member')
    .where('entity_id', '=', orgId)
    .orderBy('id')
    .execute()
  expect(audit.map(({ patch }) => Object.keys(patch).find((key) => key !== 'personId'))).toEqual([
    'invited',
    'invitationRevoked',
    'invited',
  ])
  expect(JSON.stringify(audit)).not.toContain('example.org')
})
