import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { access, chown, readFile, rename, rm, statfs, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { LeadoutError } from '#domain/errors.ts'
import type { Logger } from '#platform/log.ts'
import { makeOwnedDirectory, type Placement } from './placement.ts'
import { invocation } from './server-user.ts'

/** The environment of the server's programs: nothing of ours leaks in, such as PGDATA. */
export const PROGRAM_ENVIRONMENT = { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/sbin:/usr/bin:/sbin:/bin' }

const MEGABYTE = 1024 * 1024
const SCARCE_SPACE = 200 * MEGABYTE
const INITDB_LIMIT_MS = 5 * 60_000

/** Creates the cluster unless it is there. A half-made one, left by a crash, is made again. */
export async function ensureCluster(
  placement: Placement,
  password: string,
  socketDir: string,
  log: Logger,
): Promise<void> {
  const { cluster, launch } = placement
  const present = await access(join(cluster, 'PG_VERSION')).then(
    () => true,
    () => false,
  )
  if (present) return checkVersion(placement)
  log.info('Creating the database', { directory: cluster })
  const unfinished = `${cluster}.unfinished`
  const passwordFile = join(socketDir, 'initdb.password')
  await rm(unfinished, { recursive: true, force: true })
  await makeOwnedDirectory(unfinished, 0o700, launch.user)
  try {
    await writeFile(passwordFile, password, { mode: 0o600 })
    if (launch.user !== null) await chown(passwordFile, launch.user.uid, launch.user.gid)
    await runInitdb(placement, unfinished, passwordFile)
    await rename(unfinished, cluster)
  } finally {
    await rm(passwordFile, { force: true })
  }
}

/** The password of the built-in server, made on first use and readable by the owner of the data directory alone. */
export async function ensurePassword(dataDir: string): Promise<string> {
  const path = join(dataDir, 'postgres.password')
  await writeFile(path, randomBytes(24).toString('base64url'), { mode: 0o600, flag: 'wx' }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    },
  )
  return (await readFile(path, 'utf8')).trim()
}

/** A sentence about scarce disk space for error messages, or nothing. */
export async function spaceHint(path: string): Promise<string> {
  const { bavail, bsize } = await statfs(path)
  const free = bavail * bsize
  return free < SCARCE_SPACE ? ` Only ${Math.floor(free / MEGABYTE)} MB are free on that disk.` : ''
}

/** Containers are often run as a user id that the image does not know. */
function namelessHint(failure: string): string {
  const nameless = /user ID \d+: user does not exist/.test(failure)
  return nameless ? ' Run Leadout as a user that /etc/passwd knows, or set DATABASE_URL to a PostgreSQL server.' : ''
}

async function checkVersion({ cluster, binaries }: Placement): Promise<void> {
  const found = (await readFile(join(cluster, 'PG_VERSION'), 'utf8')).trim()
  const ours = binaries.version.split('.')[0]
  if (found === ours) return
  throw new LeadoutError(
    'precondition',
    `${cluster} was made by PostgreSQL ${found}; this Leadout brings ${ours}. ` +
      'Back it up with the Leadout version that made it, then restore that backup into a new data directory.',
  )
}

async function runInitdb(placement: Placement, directory: string, passwordFile: string): Promise<void> {
  const { file, args, options } = invocation(placement.launch, join(placement.binaries.root, 'bin', 'initdb'), [
    '-D',
    directory,
    '--username=leadout',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
  ])
  const failure = await new Promise<string | null>((resolve) => {
    execFile(file, [...args], { ...options, env: PROGRAM_ENVIRONMENT, timeout: INITDB_LIMIT_MS }, (error, out, err) => {
      const late = error?.killed === true ? `It took longer than ${INITDB_LIMIT_MS / 60_000} minutes. ` : ''
      resolve(error === null ? null : late + (err.trim() || out.trim() || error.message))
    })
  })
  if (failure === null) return
  const hint = (await spaceHint(dirname(directory))) || namelessHint(failure)
  await rm(directory, { recursive: true, force: true })
  throw new LeadoutError(
    'precondition',
    `The database could not be created in ${dirname(directory)}.${hint} ${failure}`,
  )
}
