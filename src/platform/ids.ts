import { randomBytes } from 'node:crypto'
import { realNow } from './clock/now.ts'

let lastMs = 0
let sequence = 0

/** Random bytes are drawn for many ids at once: a draw costs more than the bytes. */
const POOL_BYTES = 8_192
const ID_BYTES = 16
let pool = Buffer.alloc(0)
let used = POOL_BYTES

function randomId(): Buffer {
  if (used + ID_BYTES > pool.length) {
    pool = randomBytes(POOL_BYTES)
    used = 0
  }
  used += ID_BYTES
  return pool.subarray(used - ID_BYTES, used)
}

/**
 * A UUIDv7 (RFC 9562, method 1): 48 bits of milliseconds, a 12-bit counter, 62 random bits.
 * Ids made by one process sort in the order in which they were made.
 */
export function newId(): string {
  const ms = Math.max(realNow(), lastMs)
  sequence = ms === lastMs ? sequence + 1 : 0
  lastMs = ms
  if (sequence > 0xfff) {
    lastMs += 1
    sequence = 0
  }
  const bytes = randomId()
  bytes.writeUIntBE(lastMs, 0, 6)
  bytes.writeUInt16BE(0x7000 | sequence, 6)
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
