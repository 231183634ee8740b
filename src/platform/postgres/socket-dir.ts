import { createHash } from 'node:crypto'
import { chown, lstat, mkdir, rmdir } from 'node:fs/promises'
import { LeadoutError } from '#domain/errors.ts'
import type { ServerUser } from './server-user.ts'

/**
 * A directory for the server's socket, closed to everyone but the server. It is short whatever the length of
 * the data path, because the address of a socket holds 107 bytes.
 * @throws LeadoutError `precondition` when someone else owns that name
 */
export async function ensureSocketDir(cluster: string, user: ServerUser | null): Promise<string> {
  const path = `/tmp/leadout-${createHash('sha256').update(cluster).digest('hex').slice(0, 16)}`
  await mkdir(path, { mode: 0o700 }).then(
    () => (user === null ? undefined : chown(path, user.uid, user.gid)),
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    },
  )
  const found = await lstat(path)
  const expected = user?.uid ?? process.getuid?.()
  if (!found.isDirectory() || found.uid !== expected || (found.mode & 0o077) !== 0) {
    throw new LeadoutError(
      'precondition',
      `${path} must be a directory that only user ${expected} may read. Remove it and start again.`,
    )
  }
  return path
}

/** After the server has ended. A directory that is not empty or not ours stays. */
export async function removeSocketDir(path: string): Promise<void> {
  await rmdir(path).catch(() => undefined)
}
