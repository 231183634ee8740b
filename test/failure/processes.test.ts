import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { expect, test } from 'vitest'
import { silentLogger } from '#platform/log.ts'
import { openPostgres } from '#platform/postgres/open.ts'
import { hold, postmaster, scratch, until } from './holder.ts'
import { keptIds } from './kept.ts'

const enough = 200

test('SIGKILL of Node: the next process takes the server over, keeps every acknowledged row, and ends it', async () => {
  const dataDir = scratch()
  const writer = hold(dataDir, { write: true })
  const { directory } = await writer.opened
  await until(() => writer.acknowledged.length >= enough)
  await writer.kill()
  const orphan = await postmaster(directory)
  expect(orphan).not.toBe(0)

  const next = hold(dataDir)
  expect((await next.opened).owned).toBe(false)
  expect(await postmaster(directory)).toBe(orphan)
  await next.end()
  expect(await postmaster(directory)).toBe(0)

  const kept = await keptIds(dataDir)
  expect(writer.acknowledged.filter((id) => !kept.has(id))).toEqual([])
})

test('SIGKILL of the server: it is started again by itself, every acknowledged row is there, and work goes on', async () => {
  const dataDir = scratch()
  const writer = hold(dataDir, { write: true })
  const { directory } = await writer.opened
  await until(() => writer.acknowledged.length >= enough)
  const first = await postmaster(directory)
  process.kill(first, 'SIGKILL')
  await until(() => writer.lost.length > 0)
  const before = writer.acknowledged.length
  await until(() => writer.acknowledged.length >= before + enough)
  expect(await postmaster(directory)).not.toBe(first)
  await writer.end()
  expect(await postmaster(directory)).toBe(0)
  const kept = await keptIds(dataDir)
  expect(writer.acknowledged.filter((id) => !kept.has(id))).toEqual([])
})

test('SIGKILL of Node and server together: the next start recovers', async () => {
  const dataDir = scratch()
  const writer = hold(dataDir, { write: true })
  const { directory } = await writer.opened
  await until(() => writer.acknowledged.length >= enough)
  writer.child.kill('SIGKILL')
  process.kill(await postmaster(directory), 'SIGKILL')
  const kept = await keptIds(dataDir)
  expect(writer.acknowledged.filter((id) => !kept.has(id))).toEqual([])
})

test('processes that start together on an empty directory share one server; the last one out ends it', async () => {
  const dataDir = scratch()
  const all = [hold(dataDir, { write: true }), hold(dataDir, { write: true }), hold(dataDir, { write: true })]
  const opened = await Promise.all(all.map((holder) => holder.opened))
  expect(opened.filter(({ owned }) => owned)).toHaveLength(1)
  const directory = opened[0]!.directory
  const starter = all[opened.findIndex(({ owned }) => owned)]!
  const others = all.filter((holder) => holder !== starter)

  const server = await postmaster(directory)
  await starter.end()
  expect(await postmaster(directory)).toBe(server)
  const before = others[0]!.acknowledged.length
  await until(() => others[0]!.acknowledged.length > before)
  expect(others[0]!.lost).toEqual([])

  await others[0]!.end()
  expect(await postmaster(directory)).toBe(server)
  await others[1]!.end()
  expect(await postmaster(directory)).toBe(0)
})

test('a start that was killed half-way leaves nothing in the way', async () => {
  const dataDir = scratch()
  const unfinished = join(dataDir, 'postgres.unfinished')
  mkdirSync(join(unfinished, 'base'), { recursive: true })
  writeFileSync(join(unfinished, 'PG_VERSION'), '18\n')
  expect((await hold(dataDir).opened).owned).toBe(true)
})

test('a server file left by a reboot, whose number belongs to another program now, is not taken for a server', async () => {
  const dataDir = scratch()
  const first = hold(dataDir)
  const { directory } = await first.opened
  const file = readFileSync(join(directory, 'postmaster.pid'), 'utf8')
  await first.end()
  writeFileSync(join(directory, 'postmaster.pid'), file.replace(/^\d+/, String(process.pid)), { mode: 0o600 })
  const second = hold(dataDir)
  expect((await second.opened).owned).toBe(true)
  expect(await postmaster(directory)).not.toBe(process.pid)
})

test.each([
  ['has stopped answering', (file: string) => file],
  ['has not yet written where it listens', (file: string) => file.replace(/^((?:.*\n){4}).*/, '$1')],
])('a server that %s is named, and nothing waits for it for ever', async (_, change) => {
  const dataDir = scratch()
  const holder = hold(dataDir)
  const { directory } = await holder.opened
  const server = await postmaster(directory)
  const path = join(directory, 'postmaster.pid')
  const file = readFileSync(path, 'utf8')
  process.kill(server, 'SIGSTOP')
  try {
    writeFileSync(path, change(file))
    const patience = { silentMs: 100, startingMs: 100 }
    const second = openPostgres({ dataDir, databaseUrl: null, log: silentLogger, patience })
    await expect(second).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining(`process ${server}`),
    })
  } finally {
    writeFileSync(path, file)
    process.kill(server, 'SIGCONT')
  }
  const next = hold(dataDir)
  expect((await next.opened).owned).toBe(false)
})

test('the password and the socket are closed to other users, and no port is open', async () => {
  const dataDir = scratch()
  const holder = hold(dataDir)
  const { socketDir, directory } = await holder.opened
  expect(statSync(join(dataDir, 'postgres.password')).mode & 0o777).toBe(0o600)
  expect(statSync(socketDir).mode & 0o777).toBe(0o700)
  expect(statSync(directory).mode & 0o777).toBe(0o700)
  expect(readFileSync(join(directory, 'postmaster.pid'), 'utf8').split('\n')[5]).toBe('')
  const wrong = new pg.Client({ host: socketDir, user: 'leadout', password: 'guess', database: 'leadout' })
  await expect(wrong.connect()).rejects.toMatchObject({ code: '28P01' })
})

test('a data directory of another PostgreSQL version is refused with what to do', async () => {
  const dataDir = scratch()
  mkdirSync(join(dataDir, 'postgres'))
  chmodSync(join(dataDir, 'postgres'), 0o755)
  writeFileSync(join(dataDir, 'postgres', 'PG_VERSION'), '17\n')
  await expect(openPostgres({ dataDir, databaseUrl: null, log: silentLogger })).rejects.toMatchObject({
    code: 'precondition',
    message: expect.stringContaining('PostgreSQL 17'),
  })
})
