import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { silentLogger } from '#platform/log.ts'
import { openPostgres } from '#platform/postgres/open.ts'
import { hasPostgres15, startPostgres15 } from '../support/postgres15.ts'

const MAIN = join(import.meta.dirname, '../../src/cli/main.ts')
const execute = promisify(execFile)

type Command = (...args: string[]) => Promise<unknown>

const READINGS = [
  ['deals', '--status', 'won', '--by', 'owner'],
  ['deals', '--status', 'open', '--by', 'stage'],
  ['deals', '--status', 'all', '--by', 'month', '--as-of', '2026-02-15'],
  ['deals', '--status', 'won', '--by', 'quarter', '--known-at', '2026-04-01'],
  ['metric', 'bookings', '--by', 'person', '--window', '2026-Q1', '--as-of', '2026-03-31'],
  ['changes', '--from', '2026-01-31', '--to', '2026-03-31'],
]

describe.skipIf(!hasPostgres15)('the oldest PostgreSQL that Leadout runs on', () => {
  const folder = mkdtempSync(join(tmpdir(), 'servers-'))
  const deals = join(folder, 'deals.csv')
  let stop = async () => {}
  let onOldest: Command
  const onNewest = leadout(join(folder, 'newest'), '')

  beforeAll(async () => {
    writeFileSync(deals, inventedDeals())
    const server = await startPostgres15()
    // kept running, so that not every command starts and stops it
    const newest = await openPostgres({ dataDir: join(folder, 'newest'), databaseUrl: null, log: silentLogger })
    stop = async () => {
      await server.stop()
      await newest.stop()
    }
    const { host, user, database } = server.connection
    onOldest = leadout(join(folder, 'oldest'), `postgres://${user}@/${database}?host=${host}`)
  })
  afterAll(async () => {
    await stop()
    rmSync(folder, { recursive: true, force: true })
  })

  test('takes every migration, an import and a backup, and answers the same to the cent', async () => {
    const load = ['import', deals, '--yes', '--zone', 'Europe/Berlin', '--taken-at', '2026-03-31']
    for (const command of [onOldest, onNewest]) {
      expect(await command(...load)).toMatchObject({ objects: { deals: { new: 60, rejected: 0 } } })
    }
    for (const reading of READINGS) {
      const [oldest, newest] = await Promise.all([onOldest(...reading), onNewest(...reading)])
      expect(withoutIds(oldest), reading.join(' ')).toEqual(withoutIds(newest))
      expect(JSON.stringify(oldest).length, reading.join(' ')).toBeGreaterThan(50)
    }
    expect(await onOldest('doctor')).toMatchObject({ ok: true, config: { databaseUrl: expect.any(String) } })
    const backup = join(folder, 'from-oldest.leadout')
    await onOldest('backup', backup)
    expect(await onNewest('restore', '--check', backup)).toMatchObject({ file: backup })
  }, 180_000)
})

function leadout(dataDir: string, databaseUrl: string): Command {
  return async (...args) => {
    const { stdout } = await execute(process.execPath, [MAIN, '--json', '--data', dataDir, ...args], {
      env: {
        ...process.env,
        DATABASE_URL: databaseUrl,
        LEADOUT_LOG: 'warn',
        NODE_COMPILE_CACHE: join(dataDir, '../compiled'),
      },
      maxBuffer: 64 * 1024 * 1024,
    })
    return JSON.parse(stdout)
  }
}

/** Ids are made anew on each server; everything else must agree, order included where ids do not decide it. */
function withoutIds(value: unknown): unknown {
  const plain = JSON.stringify(value).replaceAll(/"[0-9a-f]{8}-[0-9a-f]{4}-[^"]*"/g, '"id"')
  const parsed: unknown = JSON.parse(plain)
  return Array.isArray(parsed) ? parsed.map((row) => JSON.stringify(row)).toSorted() : parsed
}

function inventedDeals(): string {
  const rows = Array.from({ length: 60 }, (_, n) => {
    const stage = ['Closed Won', 'Closed Lost', 'Proposal'][n % 3]
    const day = (offset: number) => new Date(Date.UTC(2026, 0, 1 + offset)).toISOString().slice(0, 10)
    const close = stage === 'Proposal' ? day(95 + n) : day(n + 10)
    return `D${n},Deal ${n},${['Ana', 'Bo', 'Cem'][n % 4] ?? ''},${stage},${1000 + n * 7.25},${close},${day(n - 20)}`
  })
  return ['Opportunity ID,Opportunity Name,Owner,Stage,Amount,Close Date,Created Date', ...rows].join('\n')
}
