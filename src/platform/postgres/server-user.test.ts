import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { findBinaries } from './binaries.ts'
import { parsePostmasterFile } from './postmaster.ts'
import { chooseServerUser, closedDirectory, invocation, parsePasswd } from './server-user.ts'

const isRoot = process.getuid?.() === 0
const place = mkdtempSync(join(tmpdir(), 'server-user-'))
chmodSync(place, 0o755)
afterAll(() => rmSync(place, { recursive: true, force: true }))
const daemon = { uid: 1, gid: 1, name: 'daemon' }

test('accounts are read from /etc/passwd', () => {
  expect(parsePasswd('root:x:0:0:root:/root:/bin/bash\n\npostgres:x:101:104:,,,:/:/bin/false\n')).toEqual([
    { name: 'root', uid: 0, gid: 0 },
    { name: 'postgres', uid: 101, gid: 104 },
  ])
})

test.skipIf(!isRoot)('the owner of the first path that root does not own runs the server', async () => {
  const [mine, theirs] = [join(place, 'mine'), join(place, 'theirs')]
  for (const path of [mine, theirs]) mkdirSync(path)
  chownSync(theirs, daemon.uid, daemon.gid)
  expect(await chooseServerUser([join(place, 'absent'), mine, theirs])).toEqual(daemon)
  const fallback = await chooseServerUser([mine])
  expect(['postgres', 'nobody']).toContain(fallback?.name)
})

test.skipIf(isRoot)('an unprivileged process runs the server itself', async () => {
  expect(await chooseServerUser([place])).toBeNull()
})

test.skipIf(!isRoot)('the outermost closed directory is found by the bits that count for the user', async () => {
  const outer = join(place, 'outer')
  const inner = join(outer, 'inner')
  mkdirSync(inner, { recursive: true })
  expect(await closedDirectory(inner, daemon)).toBeNull()
  chmodSync(inner, 0o700)
  expect(await closedDirectory(inner, daemon)).toBe(inner)
  chmodSync(outer, 0o700)
  expect(await closedDirectory(inner, daemon)).toBe(outer)
  chownSync(outer, 0, daemon.gid)
  chmodSync(outer, 0o710)
  chownSync(inner, daemon.uid, 0)
  expect(await closedDirectory(inner, daemon)).toBeNull()
})

test('a program is started as it is, as another user, or through setpriv', () => {
  expect(invocation({ user: null, passClosedDirectories: false }, '/bin/x', ['-a'])).toEqual({
    file: '/bin/x',
    args: ['-a'],
    options: {},
  })
  expect(invocation({ user: daemon, passClosedDirectories: false }, '/bin/x', []).options).toEqual({ uid: 1, gid: 1 })
  const { file, args } = invocation({ user: daemon, passClosedDirectories: true }, '/bin/x', ['-a'])
  expect([file, args.slice(0, 2), args.slice(-2)]).toEqual(['setpriv', ['--reuid=1', '--regid=1'], ['/bin/x', '-a']])
})

test('a platform without binaries is told to use a server', async () => {
  for (const [platform, arch] of [
    ['linux', 'riscv64'],
    ['win32', 'x64'],
    ['freebsd', 'x64'],
  ] as const) {
    await expect(findBinaries(platform, arch)).rejects.toMatchObject({
      code: 'precondition',
      message: expect.stringContaining('DATABASE_URL'),
    })
  }
})

test('the file of a running server, whole, half-written or absent', () => {
  expect(parsePostmasterFile('42\n/data/postgres\n1700000000\n5432\n/tmp/leadout-1\n\n  1 2\nready\n')).toEqual({
    pid: 42,
    socketDir: '/tmp/leadout-1',
  })
  expect(parsePostmasterFile('42\n')).toEqual({ pid: 42, socketDir: '' })
  for (const text of ['', '\n', '-42\n', 'x\n']) expect(parsePostmasterFile(text)).toBeNull()
})
