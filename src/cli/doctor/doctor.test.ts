import { chmodSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { realNow } from '#platform/clock/now.ts'
import { type Config, resolveConfig } from '#platform/config/config.ts'
import { newId } from '#platform/ids.ts'
import { createJobRunner } from '#platform/jobs/runner.ts'
import { silentLogger } from '#platform/log.ts'
import { ensureOrg } from '#services/org/ensure-org.ts'
import { testDatabase } from '../../../test/support/database.ts'
import { type Finding, spanText } from './finding.ts'
import { examineMachine } from './machine.ts'
import { examineNetwork } from './network.ts'
import { examineWork } from './work.ts'

const { db, pool } = await testDatabase({ wholeTables: true })
const DAY = 24 * 60 * 60 * 1000

function scratch(): string {
  const path = mkdtempSync(join(tmpdir(), 'doctor-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

function config(dataDir: string, env: Record<string, string> = {}, port = '0'): Config {
  return resolveConfig({ env, flags: { port, data: dataDir }, cwd: dataDir, defaultDataDir: dataDir, isTty: false })
}

async function find(findings: Promise<Finding>[] | Promise<Finding[]>, id: string): Promise<Finding | undefined> {
  const all = Array.isArray(findings) ? await Promise.all(findings) : await findings
  return all.find((finding) => finding.id === id)
}

describe('the machine', () => {
  test('a sound one has no findings', async () => {
    const findings = await Promise.all(examineMachine(config(scratch()), realNow()))
    // whether this disk is full is none of the test's business
    expect(findings.filter(({ id, level }) => id !== 'disk' && level !== 'ok')).toEqual([])
  })

  test('a secret that others may read', async () => {
    const dataDir = scratch()
    writeFileSync(join(dataDir, 'secret.key'), 'x')
    chmodSync(join(dataDir, 'secret.key'), 0o644)
    const found = await find(examineMachine(config(dataDir), realNow()), 'data-directory')
    expect(found).toMatchObject({ level: 'fault', remedy: `chmod go-rwx ${join(dataDir, 'secret.key')}` })
  })

  test('a clock that was set back', async () => {
    const dataDir = scratch()
    const now = realNow()
    writeFileSync(join(dataDir, 'server.json'), '{}')
    utimesSync(join(dataDir, 'server.json'), (now + 3 * DAY) / 1000, (now + 3 * DAY) / 1000)
    expect(await find(examineMachine(config(dataDir), now), 'clock')).toMatchObject({
      level: 'fault',
      found: expect.stringContaining('3 days ahead'),
    })
  })
})

describe('the network', () => {
  test('a port that another program has', async () => {
    const taken = createServer()
    await new Promise<void>((resolve) => taken.listen(0, 'localhost', resolve))
    onTestFinished(() => void taken.close())
    const address = taken.address()
    const port = typeof address === 'object' && address !== null ? String(address.port) : ''
    expect(await find(examineNetwork(config(scratch(), {}, port)), 'server')).toMatchObject({
      level: 'fault',
      found: expect.stringContaining(`port ${port} is taken`),
    })
  })

  test('a process that should serve and does not', async () => {
    const dataDir = scratch()
    writeFileSync(join(dataDir, 'server.json'), JSON.stringify({ pid: process.pid, url: 'http://localhost:9' }))
    expect(await find(examineNetwork(config(dataDir)), 'server')).toMatchObject({ level: 'fault' })
  })

  test.each([
    ['http://localhost:4600', 'localhost', 'ok'],
    ['http://localhost:4600', '0.0.0.0', 'warning'],
    ['http://sales.example.com', 'localhost', 'warning'],
    ['https://sales.example.com', 'localhost', 'ok'],
  ])('%s when listening on %s is %s', async (LEADOUT_URL, LEADOUT_HOST, level) => {
    expect(
      await find(examineNetwork(config(scratch(), { LEADOUT_URL, LEADOUT_HOST })), 'public-address'),
    ).toMatchObject({
      level,
    })
  })
})

describe('what runs by itself', () => {
  const work = (dataDir: string, env = {}) => examineWork(pool, config(dataDir, env), realNow())

  test('backups: none planned, none yet, one too old', async () => {
    const dataDir = scratch()
    expect(await find(work(dataDir, { LEADOUT_BACKUP_AT: 'off' }), 'backups')).toMatchObject({ level: 'warning' })
    expect(await find(work(dataDir), 'backups')).toMatchObject({ level: 'note' })
    const file = join(dataDir, 'backups', 'daily-20260101000000.leadout')
    mkdirSync(join(dataDir, 'backups'))
    writeFileSync(file, '')
    expect(await find(work(dataDir), 'backups')).toMatchObject({ level: 'ok' })
    utimesSync(file, (realNow() - 3 * DAY) / 1000, (realNow() - 3 * DAY) / 1000)
    expect(await find(work(dataDir), 'backups')).toMatchObject({
      level: 'warning',
      found: expect.stringContaining('3 days ago'),
    })
  })

  test('jobs that failed, and jobs that nobody takes', async () => {
    const dataDir = scratch()
    expect(await find(work(dataDir), 'jobs')).toMatchObject({ level: 'note' })
    const runner = createJobRunner({ pool, jobs: [], deps: {}, log: silentLogger })
    await runner.start()
    await runner.stop()
    expect(await find(work(dataDir), 'jobs')).toMatchObject({ level: 'ok' })
    const add = (state: string) =>
      pool.query(
        `insert into pgboss.job (id, name, state, policy, start_after, completed_on)
         values ($1, '__pgboss__send-it', $2, 'standard', $3, $3)`,
        [newId(), state, new Date(realNow() - 60 * 60 * 1000)],
      )
    await add('created')
    expect(await find(work(dataDir), 'jobs')).toMatchObject({ level: 'warning', found: expect.stringContaining('(1)') })
    await add('failed')
    expect(await find(work(dataDir), 'jobs')).toMatchObject({
      level: 'warning',
      found: expect.stringContaining('failed within a day'),
    })
  })

  test('a source that has run dry, and an import that failed', async () => {
    const now = realNow()
    const orgId = await ensureOrg(db, { slug: 'main', name: 'Main', zone: 'UTC', currency: 'EUR' }, now)
    expect(await find(work(scratch()), 'sources')).toMatchObject({ level: 'note' })
    const add = (state: string, at: number) =>
      pool.query(
        `insert into import (org_id, id, label, state, started_at, finished_at) values ($1, $2, 'deals', $3, $4, $4)`,
        [orgId, newId(), state, new Date(at)],
      )
    await add('done', now - 20 * DAY)
    expect(await find(work(scratch()), 'sources')).toMatchObject({
      level: 'warning',
      found: 'main: the newest import is 20 days old',
    })
    await add('done', now)
    expect(await find(work(scratch()), 'sources')).toMatchObject({ level: 'ok' })
    await add('failed', now)
    expect(await find(work(scratch()), 'sources')).toMatchObject({ level: 'warning', found: 'main: 1 failed' })
  })
})

test.each([
  [0, '1 minute'],
  [59 * 60_000, '59 minutes'],
  [47 * 3_600_000, '47 hours'],
  [3 * DAY, '3 days'],
])('%i ms are %s', (ms, text) => expect(spanText(ms)).toBe(text))
