import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { ensureLinks, findBinaries } from '#platform/postgres/binaries.ts'
import { hold, scratch, until } from './holder.ts'
import { keptIds } from './kept.ts'

const isRoot = process.getuid?.() === 0
const canMount = isRoot && spawnSync('unshare', ['--mount', 'true']).status === 0
const canDropRights = isRoot && spawnSync('setpriv', ['--bounding-set=-dac_read_search', 'true']).status === 0
for (const [able, what] of [
  [isRoot, 'closed directories: they need root'],
  [canMount, 'read-only and full disks: they need root and mount'],
  [canDropRights, 'servers without setpriv: they need root and setpriv'],
] as const) {
  if (!able) process.stderr.write(`SKIPPED: ${what}\n`)
}

const withoutReadSearch = ['setpriv', '--bounding-set=-dac_read_search', '--inh-caps=-dac_read_search']

test('a path longer than the address of a socket', async () => {
  const dataDir = join(scratch(), ...Array.from({ length: 6 }, (_, level) => `${level}-${'deep'.repeat(12)}`))
  const { directory, socketDir } = await hold(dataDir).opened
  expect(dataDir.length).toBeGreaterThan(300)
  expect(directory).toBe(join(dataDir, 'postgres'))
  expect(socketDir.length).toBeLessThan(60)
})

test('library links that a skipped install script did not make', async () => {
  const installed = await findBinaries()
  const copy = join(scratch(), 'package')
  cpSync(dirname(installed.root), copy, { recursive: true, verbatimSymlinks: true })
  const lib = join(copy, 'native', 'lib')
  const links = readdirSync(lib).filter((name) => lstatSync(join(lib, name)).isSymbolicLink())
  for (const link of links) rmSync(join(lib, link))
  const initdb = join(copy, 'native', 'bin', 'initdb')
  expect(spawnSync(initdb, ['--version']).status).not.toBe(0)

  expect(await ensureLinks({ ...installed, root: join(copy, 'native') })).toBe(true)
  expect(readdirSync(lib).filter((name) => lstatSync(join(lib, name)).isSymbolicLink())).toEqual(links)
  expect(spawnSync(initdb, ['--version']).status).toBe(0)
})

test.skipIf(!canMount)(
  'read-only node_modules without links: the binaries are copied to the data directory',
  async () => {
    const { root, version } = await findBinaries()
    const installed = dirname(root)
    const place = scratch()
    const bare = join(place, 'package')
    cpSync(installed, bare, { recursive: true, verbatimSymlinks: true })
    const lib = join(bare, 'native', 'lib')
    for (const name of readdirSync(lib)) if (lstatSync(join(lib, name)).isSymbolicLink()) rmSync(join(lib, name))
    const mount = `mount --bind "${bare}" "${installed}" && mount -o remount,bind,ro "${installed}" && exec "$@"`

    const holder = hold(join(place, 'data'), { below: ['unshare', '--mount', 'sh', '-c', mount, 'sh'] })
    expect((await holder.opened).owned).toBe(true)
    expect(holder.log()).toContain('node_modules is read-only')
    expect(existsSync(join(place, 'data', `postgres-binaries-${version}`, 'native', 'bin', 'postgres'))).toBe(true)
  },
)

test.skipIf(!isRoot)('root with a data directory below one that is closed to everyone else', async () => {
  const closed = join(scratch(), 'closed')
  mkdirSync(closed, { mode: 0o700 })
  const dataDir = join(closed, 'data')
  const holder = hold(dataDir, { write: true })
  const { directory } = await holder.opened
  expect(directory).toBe(join(dataDir, 'postgres'))
  expect(statSync(directory).uid).not.toBe(0)
  expect(holder.log()).toContain('setpriv')
  await until(() => holder.acknowledged.length > 10)
  expect(statSync(closed).mode & 0o777).toBe(0o700)
})

test.skipIf(!canDropRights)(
  'the same without setpriv: the database goes below a system path, and a pointer says where',
  async () => {
    const place = scratch()
    const closed = join(place, 'closed')
    mkdirSync(closed, { mode: 0o700 })
    const [dataDir, systemHome] = [join(closed, 'data'), join(place, 'system')]

    const first = hold(dataDir, { systemHome, write: true, below: withoutReadSearch })
    const { directory } = await first.opened
    await until(() => first.acknowledged.length > 10)
    expect(directory.startsWith(systemHome)).toBe(true)
    expect(first.log()).toContain(`The database is kept in ${dirname(directory)}`)
    expect(readFileSync(join(dataDir, 'postgres.location'), 'utf8').trim()).toBe(dirname(directory))
    await first.end()

    const again = hold(dataDir, { systemHome, below: withoutReadSearch })
    expect((await again.opened).directory).toBe(directory)
  },
)

test.skipIf(!canDropRights)('a database that has become unreachable is never replaced by an empty one', async () => {
  const closed = join(scratch(), 'closed')
  mkdirSync(closed, { mode: 0o700 })
  const dataDir = join(closed, 'data')
  const first = hold(dataDir)
  await first.opened
  await first.end()
  const second = hold(dataDir, { systemHome: join(closed, 'system'), below: withoutReadSearch })
  await expect(second.opened).rejects.toThrow(/may not pass .*chmod o\+x/s)
})

test.skipIf(!isRoot)('a data directory of another user is refused in plain words', async () => {
  const dataDir = join(scratch(), 'data')
  const first = hold(dataDir)
  await first.opened
  const stranger = hold(dataDir, { below: ['setpriv', '--reuid=1', '--regid=1', '--clear-groups'] })
  await expect(stranger.opened).rejects.toThrow(`This user may not use ${dataDir}`)
})

test.skipIf(!canMount)('a disk that is too small says so', async () => {
  const dataDir = tmpfs('20m')
  await expect(hold(dataDir).opened).rejects.toThrow(/could not be created.*Only \d+ MB are free/s)
})

test.skipIf(!canMount)(
  'a disk that fills up: writes fail, and after making room every acknowledged row is there',
  async () => {
    const dataDir = tmpfs('160m')
    const writer = hold(dataDir, { write: true })
    await writer.opened
    const ballast = join(dataDir, 'ballast')
    spawnSync('dd', ['if=/dev/zero', `of=${ballast}`, 'bs=1M', 'count=400'])
    await until(() => writer.lost.length > 0)
    rmSync(ballast)
    const before = writer.acknowledged.length
    await until(() => writer.acknowledged.length > before + 50)
    const acknowledged = [...writer.acknowledged]
    await writer.end()
    expect(acknowledged.length).toBeGreaterThan(50)
    const kept = await keptIds(dataDir)
    expect(acknowledged.filter((id) => !kept.has(id))).toEqual([])
  },
)

/** A small disk of its own, gone after the test. */
function tmpfs(size: string): string {
  const path = join(scratch(), 'disk')
  mkdirSync(path)
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size},mode=755`, 'tmpfs', path])
  if (mounted.status !== 0) throw new Error(mounted.stderr.toString())
  onTestFinished(() => {
    spawnSync('umount', ['--lazy', path])
  })
  return path
}
