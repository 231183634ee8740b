import { createHash } from 'node:crypto'
import { access, chown, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { LeadoutError } from '#domain/errors.ts'
import type { Logger } from '#platform/log.ts'
import { type Binaries, copyBinaries, ensureLinks, findBinaries } from './binaries.ts'
import {
  canPassClosedDirectories,
  chooseServerUser,
  closedDirectory,
  type Launch,
  type ServerUser,
} from './server-user.ts'

/** Where the cluster lives and how its programs are started. */
export interface Placement {
  readonly cluster: string
  readonly binaries: Binaries
  readonly launch: Launch
}

const SYSTEM_HOME = '/var/lib/leadout'

/**
 * The cluster is `postgres` in the data directory. Only when the server's account can reach neither the programs
 * nor the data, and setpriv cannot help, it goes below `systemHome`; the file `postgres.location` then points there.
 */
export async function placeCluster(dataDir: string, log: Logger, systemHome = SYSTEM_HOME): Promise<Placement> {
  const home = await recordedHome(dataDir)
  const cluster = join(home, 'postgres')
  const binaries = await usableBinaries(dataDir, log)
  const user = await chooseServerUser([cluster, dataDir])
  if (user === null) return { cluster, binaries, launch: { user, passClosedDirectories: false } }

  await makeOwnedDirectory(home, 0o711, null)
  const closed = (await closedDirectory(join(binaries.root, 'bin'), user)) ?? (await closedDirectory(home, user))
  if (closed === null) return { cluster, binaries, launch: { user, passClosedDirectories: false } }
  if (await canPassClosedDirectories(user, join(binaries.root, 'bin', 'initdb'), home)) {
    log.info('The database server passes through a closed directory with setpriv', {
      directory: closed,
      user: user.name,
    })
    return { cluster, binaries, launch: { user, passClosedDirectories: true } }
  }
  return placeInSystem({ dataDir, systemHome, current: cluster, closed, user, binaries, log })
}

async function placeInSystem(from: {
  dataDir: string
  systemHome: string
  current: string
  closed: string
  user: ServerUser
  binaries: Binaries
  log: Logger
}): Promise<Placement> {
  if (await exists(join(from.current, 'PG_VERSION'))) {
    throw new LeadoutError(
      'precondition',
      `The database in ${from.current} cannot be opened: user ${from.user.name}, who runs it, may not pass ${from.closed}. ` +
        `Run "chmod o+x ${from.closed}" or move the data directory.`,
    )
  }
  const home = join(from.systemHome, createHash('sha256').update(from.dataDir).digest('hex').slice(0, 16))
  await makeOwnedDirectory(home, 0o711, null)
  const binaries = await copyBinaries(from.binaries, from.systemHome)
  await writeFile(join(from.dataDir, 'postgres.location'), `${home}\n`)
  from.log.warn(
    `The database is kept in ${home}, because user ${from.user.name}, who runs it, may not pass ${from.closed}`,
  )
  return { cluster: join(home, 'postgres'), binaries, launch: { user: from.user, passClosedDirectories: false } }
}

async function usableBinaries(dataDir: string, log: Logger): Promise<Binaries> {
  const installed = await findBinaries()
  if (await ensureLinks(installed)) return installed
  log.info('Copying PostgreSQL to the data directory, because node_modules is read-only')
  return copyBinaries(installed, dataDir)
}

async function recordedHome(dataDir: string): Promise<string> {
  const pointer = await readFile(join(dataDir, 'postgres.location'), 'utf8').catch(() => '')
  return pointer.trim() || dataDir
}

export async function makeOwnedDirectory(path: string, mode: number, owner: ServerUser | null): Promise<void> {
  await mkdir(path, { recursive: true, mode })
  if (owner !== null) await chown(path, owner.uid, owner.gid)
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
