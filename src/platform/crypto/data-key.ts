import { hkdfSync, randomBytes } from 'node:crypto'
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { LeadoutError } from '#domain/errors.ts'

const KEY_FILE = 'secret.key'
const MIN_LENGTH = 32

/**
 * The root secret of this installation: the configured one, else a key file in the data directory (0600), made on
 * first use. Two processes that start at once agree on one key.
 * @throws LeadoutError `invalid` for a secret of fewer than 32 characters
 */
export async function loadRootSecret(dataDir: string, configured: string | null): Promise<string> {
  const secret = configured ?? (await readOrCreate(dataDir))
  if (secret.length >= MIN_LENGTH) return secret
  throw new LeadoutError('invalid', `The secret key must have at least ${MIN_LENGTH} characters.`)
}

/** A 256-bit key for one purpose, so that no two uses share key material (RFC 5869). */
export function deriveKey(rootSecret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', rootSecret, 'leadout', purpose, 32))
}

async function readOrCreate(dataDir: string): Promise<string> {
  const path = join(dataDir, KEY_FILE)
  const found = await readKey(path)
  if (found !== null) return found
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  // written whole under another name, then linked: nobody ever reads half a key
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  await writeFile(draft, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx', flush: true })
  try {
    await link(draft, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    await rm(draft, { force: true })
  }
  return readFile(path, 'utf8')
}

async function readKey(path: string): Promise<string | null> {
  try {
    return (await readFile(path, 'utf8')).trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
