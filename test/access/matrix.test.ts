import type { AnyContractRouter } from '@orpc/contract'
import { isContractProcedure } from '@orpc/contract'
import { beforeAll, describe, expect, it } from 'vitest'
import { ACCESS_LEVELS, type AccessLevel, allows, PERMISSIONS, type Permission } from '#domain/access/permission.ts'
import { contract } from '#features/contract.ts'
import { plainRoutes, routes } from '#features/routes.ts'
import { type TestUser, testApp } from '../support/app.ts'
import { INPUTS, type World } from './inputs.ts'
import { contentsOf, makeWorld, MARKER, nowhere } from './world.ts'

const test = await testApp()

interface Declared {
  readonly path: string
  readonly permission: unknown
}

function walk(router: AnyContractRouter, path: readonly string[] = []): Declared[] {
  if (isContractProcedure(router)) {
    const meta: { permission?: unknown } = router['~orpc'].meta
    return [{ path: path.join('.'), permission: meta.permission }]
  }
  return Object.entries(router).flatMap(([key, child]) => walk(child, [...path, key]))
}

const declared = walk(contract)
const permissionOf = (path: string) => declared.find((one) => one.path === path)?.permission as Permission
// signing out ends the session that the rest is called with
const paths = walk(routes as AnyContractRouter)
  .map((one) => one.path)
  .toSorted((a, b) => Number(a === 'session.signOut') - Number(b === 'session.signOut'))

interface Outcome {
  readonly status: number
  readonly body: string
}

/** One call as the typed client makes it. */
async function call(
  path: string,
  input: unknown,
  as: { readonly user?: TestUser; readonly key?: string } = {},
): Promise<Outcome> {
  const headers = {
    'content-type': 'application/json',
    ...(as.key !== undefined && { authorization: `Bearer ${as.key}` }),
  }
  const init = { method: 'POST', headers, body: JSON.stringify({ json: input }) }
  const response = await test.request(`/rpc/${path.replaceAll('.', '/')}`, init, as.user)
  return { status: response.status, body: await response.text() }
}

/** the permission that an answer says is missing */
function refusedPermission(body: string): string | undefined {
  const answer = JSON.parse(body) as { readonly json?: { readonly data?: { readonly permission?: string } } }
  return answer.json?.data?.permission
}

const inputOf = (path: string, world: World) => INPUTS[path]?.(world)

describe('the contract', () => {
  it('declares a known permission for every procedure', () => {
    expect(declared.filter(({ permission }) => !PERMISSIONS.includes(permission as Permission))).toEqual([])
  })

  it('has an input in the matrix for every procedure, and no other', () => {
    expect(Object.keys(INPUTS).toSorted()).toEqual(declared.map(({ path }) => path).toSorted())
  })

  it('is answered by the routes, whole', () => {
    expect(paths.toSorted()).toEqual(declared.map(({ path }) => path).toSorted())
  })
})

describe('who may call what', () => {
  let orgId: string
  beforeAll(async () => {
    orgId = await test.org(MARKER)
    await test.user(orgId, 'owner')
  })

  it.each(ACCESS_LEVELS)('%s, by session and by API key', async (level: AccessLevel) => {
    const user = await test.user(orgId, level)
    const { key } = await test.app.server.auth.createApiKey({ userId: user.userId, name: 'matrix' })
    for (const as of [{ user }, { key }]) {
      const world = await makeWorld(test, orgId)
      for (const path of paths) {
        const { status, body } = await call(path, inputOf(path, world), as)
        const name = `${path} as ${level}: ${body}`
        const permission = permissionOf(path)
        if (allows(level, permission)) {
          expect(status, name).not.toBe(401)
          expect(status, name).toBeLessThan(500)
          expect(refusedPermission(body), name).toBeUndefined()
        } else {
          expect(status, name).toBe(403)
          expect(refusedPermission(body), name).toBe(permission)
        }
      }
    }
  })

  it('nobody who is not signed in', async () => {
    const world = await makeWorld(test, orgId)
    const before = await contentsOf(test, orgId)
    for (const path of paths) {
      const { status, body } = await call(path, inputOf(path, world))
      if (permissionOf(path) === 'public') expect(status, `${path}: ${body}`).not.toBe(401)
      else expect(status, `${path}: ${body}`).toBe(401)
      expect(body, path).not.toContain(MARKER)
    }
    expect(await contentsOf(test, orgId)).toEqual(before)
  })

  it('nobody with a made-up key, an expired session or a session of an ended membership', async () => {
    const gone = await test.user(orgId, 'admin')
    await test.db
      .updateTable('member')
      .set({ active: false })
      .where('org_id', '=', orgId)
      .where('user_id', '=', gone.userId)
      .execute()
    const late = await test.user(orgId, 'admin')
    await test.pool.query(`update auth_session set expires_at = '2020-01-01' where user_id = $1`, [late.userId])
    for (const as of [{ key: 'lo_made_up' }, { user: gone }, { user: late }]) {
      expect((await call('members.list', undefined, as)).status).toBe(401)
    }
  })

  it('a stranger sees of another organisation neither content nor existence, and changes nothing', async () => {
    const world = await makeWorld(test, orgId)
    const strangerOrg = await test.org('Elsewhere')
    const before = await contentsOf(test, orgId)
    for (const level of ['owner', 'rep'] as const) {
      const user = await test.user(strangerOrg, level)
      for (const path of paths) {
        const real = await call(path, inputOf(path, world), { user })
        const madeUp = await call(path, inputOf(path, nowhere()), { user })
        expect(real.body, `${path} as ${level}`).not.toContain(MARKER)
        const takesIds = JSON.stringify(inputOf(path, world)) !== JSON.stringify(inputOf(path, nowhere()))
        if (takesIds) expect(withoutIds(real), `${path} as ${level}`).toEqual(withoutIds(madeUp))
      }
    }
    expect(await contentsOf(test, orgId)).toEqual(before)
  })

  it.each(plainRoutes)('$path asks for $permission', async ({ path, permission }) => {
    const answers = async (user?: TestUser) => {
      const response = await test.request(`/api/v1${path}`, {}, user)
      await response.body?.cancel()
      return response.status
    }
    if (permission === 'public') return
    expect(await answers()).toBe(401)
    for (const level of ACCESS_LEVELS) {
      const status = await answers(await test.user(orgId, level))
      if (allows(level, permission)) expect([401, 403], level).not.toContain(status)
      else expect(status, level).toBe(403)
    }
  })
})

/** Ids, tokens and instants differ between two calls that mean the same. */
function withoutIds({ status, body }: Outcome): Outcome {
  return { status, body: body.replaceAll(/[\w-]{36,}/g, 'ID').replaceAll(/\d{13}/g, 'TIME') }
}
