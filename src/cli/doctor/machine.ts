import { constants } from 'node:fs'
import { access, readFile, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '#platform/config/config.ts'
import { examine, fault, type Finding, megabytes, note, ok, type Result, spanText, warning } from './finding.ts'

const MEGABYTE = 1024 * 1024
const SCARCE = 1024 * MEGABYTE
const ALARMING = 200 * MEGABYTE
const OLDEST_NODE = [22, 19] as const
const TOLERATED_DRIFT_MS = 2 * 60_000

/** What can be seen without a database. `files` are those whose dates tell what time it has been before. */
export function examineMachine(config: Config, now: number): Promise<Finding>[] {
  return [
    examine('node', 'Run Leadout with "npm start", which brings its own Node.', nodeVersion),
    examine('data-directory', 'Give the directory to the user who runs Leadout: chown -R USER DIR.', () =>
      dataDirectory(config.dataDir),
    ),
    examine('disk', 'Make room, or move the data directory to a larger disk.', () => disk(config.dataDir)),
    examine('clock', 'Switch on time synchronisation (timedatectl set-ntp true).', () => clock(config.dataDir, now)),
  ]
}

function nodeVersion(): Result {
  const found = `${process.version} on ${process.platform}-${process.arch}`
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const old = major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])
  return old ? fault(found, `Use Node ${OLDEST_NODE.join('.')} or newer, or "npm start", which brings one.`) : ok(found)
}

async function dataDirectory(path: string): Promise<Result> {
  const found = await stat(path).catch(() => null)
  if (found === null) return note(`${path} does not exist yet`, 'The first start makes it.')
  await access(path, constants.W_OK | constants.X_OK)
  const uid = process.getuid?.()
  if (uid !== undefined && uid !== 0 && found.uid !== uid)
    return warning(`${path} belongs to user ${found.uid}, not to this one (${uid})`, `chown -R ${uid} ${path}`)
  const open = await firstOpen([
    [path, 0o022],
    [join(path, 'postgres.password'), 0o077],
    [join(path, 'secret.key'), 0o077],
  ])
  if (open !== null) return fault(`${open} may be read or changed by other users`, `chmod go-rwx ${open}`)
  return ok(path)
}

async function firstOpen(limits: readonly (readonly [path: string, forbidden: number])[]): Promise<string | null> {
  for (const [path, forbidden] of limits) {
    const mode = await stat(path).then(
      (found) => found.mode,
      () => 0,
    )
    if ((mode & forbidden) !== 0) return path
  }
  return null
}

async function disk(path: string): Promise<Result> {
  const { bavail, bsize, ffree, files } = await statfs(await nearest(path))
  const free = bavail * bsize
  const found = `${megabytes(free)} free`
  if (free < ALARMING) return fault(found, 'Make room now: without it nothing can be written.')
  if (free < SCARCE) return warning(found, 'Make room, or move the data directory to a larger disk.')
  if (files > 0 && ffree < 1000)
    return fault(`${ffree} files can still be made`, 'Remove files: the disk is out of inodes.')
  return ok(found)
}

/** The directory itself, or the closest one above that exists. */
async function nearest(path: string): Promise<string> {
  const exists = await access(path).then(
    () => true,
    () => false,
  )
  return exists ? path : nearest(join(path, '..'))
}

/** A file dated in the future was written before the clock was set back. */
async function clock(dataDir: string, now: number): Promise<Result> {
  const dates = await Promise.all(
    ['postgres.lock.holder', 'server.json', 'postgres.log', 'postgres/postmaster.pid'].map((name) =>
      stat(join(dataDir, name)).then(
        ({ mtimeMs }) => mtimeMs,
        () => 0,
      ),
    ),
  )
  const ahead = Math.max(...dates) - now
  if (ahead > TOLERATED_DRIFT_MS)
    return fault(
      `the clock was set back: files here are ${spanText(ahead)} ahead of it`,
      'Set the clock right before anything is written; what is recorded now would come before what was recorded then.',
    )
  const uptime = Number((await readFile('/proc/uptime', 'utf8').catch(() => '0')).split(' ')[0])
  return ok(`${new Date(now).toISOString()}${uptime > 0 ? `, up for ${spanText(uptime * 1000)}` : ''}`)
}
