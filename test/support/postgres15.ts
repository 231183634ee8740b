import { execFileSync, spawn } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { chooseServerUser } from '#platform/postgres/server-user.ts'

const BIN = '/usr/lib/postgresql/15/bin'

/** Debian's PostgreSQL 15, the oldest version that Leadout runs on; tests that need it are skipped without it. */
export const hasPostgres15 = existsSync(BIN)
if (!hasPostgres15)
  process.stderr.write('SKIPPED: PostgreSQL 15 is not installed (Debian: apt-get install postgresql-15)\n')

/** A server of version 15 with one empty database, reached through a socket in a directory of its own. */
export async function startPostgres15(): Promise<{ connection: pg.PoolConfig; stop: () => Promise<void> }> {
  const user = await chooseServerUser([])
  const as = user === null ? {} : { uid: user.uid, gid: user.gid }
  const home = mkdtempSync(join(tmpdir(), 'pg15-'))
  const cluster = join(home, 'cluster')
  mkdirSync(cluster)
  if (user !== null) for (const path of [home, cluster]) chownSync(path, user.uid, user.gid)
  execFileSync(join(BIN, 'initdb'), ['-D', cluster, '-U', 'leadout', '-A', 'trust', '-E', 'UTF8', '--locale=C', '-N'], {
    ...as,
    stdio: 'pipe',
  })
  const server = spawn(
    join(BIN, 'postgres'),
    ['-D', cluster, '-k', home, '-c', 'listen_addresses=', '-c', 'fsync=off'],
    { ...as, stdio: 'ignore' },
  )
  const connection = { host: home, port: 5432, user: 'leadout', database: 'postgres' }
  const stop = async () => {
    const ended = new Promise((resolve) => server.once('exit', resolve))
    server.kill('SIGINT')
    await ended
    rmSync(home, { recursive: true, force: true })
  }
  for (;;) {
    const client = new pg.Client(connection)
    try {
      await client.connect()
      await client.end()
      return { connection, stop }
    } catch (error) {
      if (server.exitCode !== null) throw error
      await delay(50)
    }
  }
}
