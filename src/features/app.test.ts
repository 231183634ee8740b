import { describe, expect, it } from 'vitest'
import { testApp } from '../../test/support/app.ts'

const test = await testApp()
const secure = await testApp({ publicUrl: 'https://leadout.test' })

const send = (path: string, init: RequestInit = {}) => test.request(path, init)
const json = { 'content-type': 'application/json' }

describe('the server', () => {
  it('tells its health and version', async () => {
    const response = await send('/healthz')
    expect(response.status).toBe(200)
    await expect(response.json()).resolves.toMatchObject({
      status: 'ok',
      database: 'ok',
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
    })
  })

  it('sends headers that fit the scheme of its address', async () => {
    const plain = (await send('/healthz')).headers
    expect(plain.get('content-security-policy')).toContain("default-src 'self'")
    expect(plain.get('content-security-policy')).not.toContain('upgrade-insecure-requests')
    expect(plain.get('x-frame-options')).toBe('DENY')
    expect(plain.get('x-content-type-options')).toBe('nosniff')
    expect(plain.get('strict-transport-security')).toBeNull()
    const tls = (await secure.request('/healthz')).headers
    expect(tls.get('strict-transport-security')).toMatch(/max-age=\d{7,}/)
    expect(tls.get('content-security-policy')).toContain('upgrade-insecure-requests')
  })

  it('refuses writes that another site made a browser send', async () => {
    const post = (headers: Record<string, string>) =>
      send('/api/v1/session', { method: 'DELETE', headers: { host: 'leadout.test', ...headers } }).then(
        ({ status }) => status,
      )
    expect(await post({ origin: 'http://evil.example' })).toBe(403)
    expect(await post({ origin: 'null' })).toBe(403)
    expect(await post({ origin: 'http://leadout.test.evil.example' })).toBe(403)
    expect(await post({ 'sec-fetch-site': 'cross-site' })).toBe(403)
    expect(await post({ 'sec-fetch-site': 'same-site' })).toBe(403)
    expect(await post({ origin: 'http://leadout.test' })).toBe(200)
    expect(await post({ 'sec-fetch-site': 'same-origin' })).toBe(200)
    expect(await post({})).toBe(200)
  })

  it('lets a browser on a LAN use another name of the same server', async () => {
    const headers = { host: '192.168.1.5:4600', origin: 'http://192.168.1.5:4600' }
    expect((await send('/api/v1/session', { method: 'DELETE', headers })).status).toBe(200)
  })

  it('answers a procedure that reads only to GET, so that no link changes anything', async () => {
    expect((await send('/rpc/session/signOut?data=%7B%7D')).status).toBe(405)
    expect((await send('/api/v1/session/first-user')).status).toBe(404)
  })

  it.each([
    ['too large', { method: 'POST', headers: json, body: `{"email":"${'a'.repeat(1024 * 1024)}"}` }, 413],
    ['no JSON', { method: 'POST', headers: json, body: '{"email":' }, 400],
    ['of another shape', { method: 'POST', headers: json, body: '[1, null, {"constructor": {}}]' }, 400],
    [
      'with a polluting key',
      { method: 'POST', headers: json, body: '{"__proto__": {"email": "a@example.org", "password": "b"}}' },
      400,
    ],
    ['of another type', { method: 'POST', headers: { 'content-type': 'text/plain' }, body: 'email=a' }, 400],
  ] as const)('refuses a body that is %s', async (_what, init, status) => {
    const rest = await send('/api/v1/session', init)
    expect(rest.status).toBe(status)
    expect(await rest.text()).not.toMatch(/node_modules|at .*\.ts|select |stack/i)
  })

  it('says in JSON that a procedure does not exist, and never serves a page for one', async () => {
    for (const path of [
      '/api/v1/nothing',
      '/api/nothing',
      '/rpc/nothing',
      '/rpc/session/__proto__',
      '/rpc/session/constructor',
    ]) {
      const response = await send(path, { method: 'POST', headers: json, body: '{}' })
      expect(response.status, path).toBe(404)
      await expect(response.json(), path).resolves.toMatchObject({ code: 'NOT_FOUND' })
    }
  })

  it('compresses what is long for those who take it', async () => {
    const asked = await send('/api/openapi.json', { headers: { 'accept-encoding': 'gzip' } })
    expect(asked.headers.get('content-encoding')).toBe('gzip')
    const text = await new Response(asked.body!.pipeThrough(new DecompressionStream('gzip'))).text()
    expect(text).toBe(await (await send('/api/openapi.json')).text())
  })

  it('keeps answers about people out of caches', async () => {
    expect((await send('/api/v1/session')).headers.get('cache-control')).toBe('no-store')
  })
})

describe('the description of the API', () => {
  interface Described {
    readonly openapi: string
    readonly paths: Record<
      string,
      Record<string, { readonly 'x-permission'?: string; readonly summary?: string; readonly tags?: string[] }>
    >
  }

  it('is OpenAPI 3.1, with a permission, a summary and a tag on every procedure', async () => {
    const document = (await (await send('/api/openapi.json')).json()) as Described
    expect(document.openapi).toMatch(/^3\.1/)
    const operations = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.entries(item).map(([method, { summary, tags, 'x-permission': permission }]) => ({
        name: `${method} ${path}`,
        summary,
        tags,
        permission,
      })),
    )
    expect(operations.length).toBeGreaterThan(40)
    expect(operations.filter(({ permission, summary, tags }) => !permission || !summary || !tags?.length)).toEqual([])
    expect(operations).toContainEqual(expect.objectContaining({ name: 'get /members', permission: 'members.manage' }))
  })

  it('is also a page that asks nothing of another server and runs no script', async () => {
    const response = await send('/api')
    expect(response.headers.get('content-type')).toContain('text/html')
    const page = await response.text()
    expect(page).toContain('/members/{userId}/level')
    expect(page).not.toMatch(/<script|src=|href="http/)
  })
})
