import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { LeadoutError } from '#domain/errors.ts'

const CIPHER = 'aes-256-gcm'
const NONCE = 12
const TAG = 16

/** Encrypts a secret for the database; `key` is a derived key of 256 bits. */
export function seal(key: Buffer, secret: string): string {
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv(CIPHER, key, nonce)
  const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64url')
}

/** @throws LeadoutError `precondition` for what was sealed with another key: the data moved without its key file */
export function unseal(key: Buffer, sealed: string): string {
  const bytes = Buffer.from(sealed, 'base64url')
  try {
    const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE))
    decipher.setAuthTag(bytes.subarray(NONCE, NONCE + TAG))
    return Buffer.concat([decipher.update(bytes.subarray(NONCE + TAG)), decipher.final()]).toString('utf8')
  } catch {
    throw new LeadoutError('precondition', 'A stored secret cannot be read with the key of this data directory.')
  }
}
