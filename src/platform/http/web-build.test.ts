import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { webBuild } from './web-build.ts'

let parent: string
let root: string
beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'leadout-web-'))
  root = join(parent, 'web')
  await mkdir(join(root, 'assets'), { recursive: true })
  await writeFile(join(parent, 'secret.txt'), 'secret')
  await writeFile(join(root, 'index.html'), '<title>Leadout</title>')
  await writeFile(join(root, 'favicon.svg'), '<svg/>')
  await writeFile(join(root, 'assets/main-4f2a.js'), 'plain')
  await writeFile(join(root, 'assets/main-4f2a.js.br'), 'brotli')
})
afterAll(() => rm(parent, { recursive: true }))

const get = (path: string, headers: Record<string, string> = {}) => webBuild(root).request(path, { headers })

describe('the built pages', () => {
  it('serve a hashed file for ever, precompressed where the browser takes it', async () => {
    const plain = await get('/assets/main-4f2a.js')
    expect(plain.headers.get('cache-control')).toContain('immutable')
    expect(await plain.text()).toBe('plain')
    const small = await get('/assets/main-4f2a.js', { 'accept-encoding': 'gzip, br' })
    expect(small.headers.get('content-encoding')).toBe('br')
    expect(small.headers.get('content-type')).toContain('javascript')
    expect(await small.text()).toBe('brotli')
  })

  it('answer every path of a page with the page, asked for again each time', async () => {
    for (const path of ['/', '/sprint', '/wall/abc', '/join']) {
      const page = await get(path)
      expect(page.headers.get('cache-control'), path).toBe('no-cache')
      expect(await page.text(), path).toContain('<title>Leadout</title>')
    }
    expect(await (await get('/favicon.svg')).text()).toBe('<svg/>')
  })

  it('say that an old file is gone instead of answering it with the page', async () => {
    const gone = await get('/assets/main-0000.js')
    expect(gone.status).toBe(404)
    expect(gone.headers.get('cache-control')).toBe('no-store')
  })

  it('stay inside their folder', async () => {
    for (const path of [
      '/../secret.txt',
      '/assets/../../secret.txt',
      '/%2e%2e/secret.txt',
      '/..%2fsecret.txt',
      '/assets/..%5c..%5csecret.txt',
    ]) {
      expect(await (await get(path)).text(), path).not.toContain('secret')
    }
  })

  it('say what to do when they were not built', async () => {
    const missing = await webBuild(join(parent, 'nothing')).request('/')
    expect(missing.status).toBe(503)
    expect(await missing.text()).toContain('npm start')
  })
})
