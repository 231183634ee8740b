import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

const ORG_BYTES = 16
const SECRET_BYTES = 32
const MAC_BYTES = 16

/**
 * A screen's token: organisation, 256 random bits and a MAC, so that the organisation is known before the database is
 * asked and nobody makes one up. Only its hash is stored.
 */
export function mintScreenToken(key: Buffer, orgId: string): string {
  const body = Buffer.concat([Buffer.from(orgId.replaceAll('-', ''), 'hex'), randomBytes(SECRET_BYTES)])
  return Buffer.concat([body, macOf(key, body)]).toString('base64url')
}

/** The organisation of a token that this installation made; null for anything else. */
export function readScreenToken(key: Buffer, token: string): { readonly orgId: string } | null {
  const bytes = Buffer.from(token, 'base64url')
  if (bytes.length !== ORG_BYTES + SECRET_BYTES + MAC_BYTES) return null
  const body = bytes.subarray(0, ORG_BYTES + SECRET_BYTES)
  if (!timingSafeEqual(macOf(key, body), bytes.subarray(body.length))) return null
  const hex = body.toString('hex', 0, ORG_BYTES)
  return { orgId: hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') }
}

export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}

function macOf(key: Buffer, body: Buffer): Buffer {
  return createHmac('sha256', key).update(body).digest().subarray(0, MAC_BYTES)
}
