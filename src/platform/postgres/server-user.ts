import { execFile } from 'node:child_process'
import { readFile, stat } from 'node:fs/promises'
import { dirname } from 'node:path'

/** The account that the server runs as: PostgreSQL refuses to run as root. */
export interface ServerUser {
  readonly uid: number
  readonly gid: number
  readonly name: string
}

/** How to start a program of the server; `user` is null when Leadout itself is unprivileged. */
export interface Launch {
  readonly user: ServerUser | null
  /** keep the right to pass through directories that are closed to the user, such as /root */
  readonly passClosedDirectories: boolean
}

export interface Invocation {
  readonly file: string
  readonly args: readonly string[]
  readonly options: { readonly uid?: number; readonly gid?: number }
}

const NOBODY = 65_534

/** Without this bit the server's own access(2) checks would drop the capability that setpriv grants. */
const SETPRIV_FLAGS = [
  '--clear-groups',
  '--inh-caps=-all,+dac_read_search',
  '--ambient-caps=-all,+dac_read_search',
  '--securebits=+no_setuid_fixup',
]

/**
 * For root: who owns the paths already (first match wins), else `postgres`, else `nobody`.
 * Only accounts with a name qualify: initdb refuses the others. Null for everyone but root.
 */
export async function chooseServerUser(ownedPaths: readonly string[]): Promise<ServerUser | null> {
  if (process.getuid?.() !== 0) return null
  const accounts = parsePasswd(await readFile('/etc/passwd', 'utf8').catch(() => ''))
  for (const path of ownedPaths) {
    const uid = await stat(path).then(
      (found) => found.uid,
      () => 0,
    )
    const owner = uid === 0 ? undefined : accounts.find((account) => account.uid === uid)
    if (owner !== undefined) return owner
  }
  return (
    accounts.find((account) => account.name === 'postgres') ??
    accounts.find((account) => account.uid === NOBODY) ?? { uid: NOBODY, gid: NOBODY, name: 'nobody' }
  )
}

/** The accounts of an `/etc/passwd` text. */
export function parsePasswd(text: string): ServerUser[] {
  return text.split('\n').flatMap((line) => {
    const [name, , uid, gid] = line.split(':')
    return name !== undefined && uid !== undefined && gid !== undefined
      ? [{ name, uid: Number(uid), gid: Number(gid) }]
      : []
  })
}

/** The first ancestor-or-self directory of `path` that `user` may not pass through, or null. */
export async function closedDirectory(path: string, user: ServerUser): Promise<string | null> {
  const { mode, uid, gid } = await stat(path)
  const passBit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001
  const parent = dirname(path)
  const above = parent === path ? null : await closedDirectory(parent, user)
  return above ?? ((mode & passBit) === 0 ? path : null)
}

export function invocation(launch: Launch, file: string, args: readonly string[]): Invocation {
  const { user } = launch
  if (user === null) return { file, args, options: {} }
  if (!launch.passClosedDirectories) return { file, args, options: { uid: user.uid, gid: user.gid } }
  const identity = [`--reuid=${user.uid}`, `--regid=${user.gid}`]
  return { file: 'setpriv', args: [...identity, ...SETPRIV_FLAGS, file, ...args], options: {} }
}

/** Whether setpriv can carry a program of the server through closed directories on this machine. */
export async function canPassClosedDirectories(user: ServerUser, initdb: string, directory: string): Promise<boolean> {
  const probe = invocation({ user, passClosedDirectories: true }, initdb, ['--show', '-D', directory])
  return new Promise((resolve) => {
    execFile(probe.file, [...probe.args], { env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' } }, (error) =>
      resolve(error === null),
    )
  })
}
