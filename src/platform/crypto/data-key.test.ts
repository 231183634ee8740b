import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deriveKey, loadRootSecret } from './data-key.ts'

let dir: string
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'leadout-key-'))
})
afterAll(() => rm(dir, { recursive: true }))

describe('the root secret', () => {
  it('is made once, for its owner only, however many ask at the same time', async () => {
    const data = join(dir, 'new')
    const secrets = await Promise.all(Array.from({ length: 8 }, () => loadRootSecret(data, null)))
    expect(new Set(secrets).size).toBe(1)
    expect(Buffer.from(secrets[0]!, 'base64url')).toHaveLength(32)
    expect(await loadRootSecret(data, null)).toBe(secrets[0])
    expect(await readdir(data)).toEqual(['secret.key'])
    expect((await stat(join(data, 'secret.key'))).mode & 0o777).toBe(0o600)
  })

  it('is the configured one where there is one, and leaves no file', async () => {
    const data = join(dir, 'configured')
    expect(await loadRootSecret(data, 's'.repeat(32))).toBe('s'.repeat(32))
    await expect(readFile(join(data, 'secret.key'))).rejects.toMatchObject({ code: 'ENOENT' })
  })

  it('is refused when it is short, from either place', async () => {
    await expect(loadRootSecret(dir, 'short')).rejects.toMatchObject({ code: 'invalid' })
    await writeFile(join(dir, 'secret.key'), 'short\n')
    await expect(loadRootSecret(dir, null)).rejects.toMatchObject({ code: 'invalid' })
  })

  it('gives every purpose a key of its own', () => {
    const keys = ['session', 'sources'].map((purpose) => deriveKey('s'.repeat(32), purpose).toString('hex'))
    expect(new Set(keys).size).toBe(2)
    expect(keys[0]).toHaveLength(64)
    expect(deriveKey('s'.repeat(32), 'session').toString('hex')).toBe(keys[0])
  })
})
