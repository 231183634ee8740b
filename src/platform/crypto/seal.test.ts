import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { seal, unseal } from './seal.ts'

const key = randomBytes(32)

it('opens with its key, and is never twice the same text', () => {
  const sealed = seal(key, 'pässword')
  expect(unseal(key, sealed)).toBe('pässword')
  expect(seal(key, 'pässword')).not.toBe(sealed)
  expect(sealed).not.toContain('ssword')
})

it('neither another key nor a changed text opens', () => {
  const sealed = seal(key, 'secret')
  expect(() => unseal(randomBytes(32), sealed)).toThrow(/cannot be read/)
  const bytes = Buffer.from(sealed, 'base64url')
  bytes[bytes.length - 1] = bytes.at(-1)! ^ 1
  expect(() => unseal(key, bytes.toString('base64url'))).toThrow(/cannot be read/)
})
