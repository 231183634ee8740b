import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { openAsBlob } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { createInterface } from 'node:readline'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { silentLogger } from '#platform/log.ts'
import { openPostgres } from '#platform/postgres/open.ts'
import { scratch, until } from './holder.ts'

const MAIN = join(import.meta.dirname, '../../src/cli/main.ts')
/** a process is started a dozen times, and each reads what it imports anew */
const PATIENCE_MS = 600_000
const DEALS = 600
const ACTIVITIES = 10_000
const STAGES = ['Prospecting', 'Qualification', 'Proposal', 'Negotiation', 'Closed Won']

const id = (prefix: string, n: number) => `${prefix}${String(n).padStart(12, '0')}AAA`
const stamp = (n: number) => new Date(Date.UTC(2024, 0, 1) + n * 61_000).toISOString().replace('Z', '+0000')

/** An export of a team, large enough to be killed in the middle of. */
async function exportIn(folder: string): Promise<string[]> {
  const table = (header: string, rows: number, row: (n: number) => string) =>
    [header, ...Array.from({ length: rows }, (_, n) => row(n)), ''].join('\n')
  const files = {
    'User.csv': table(
      'Id,Username,FirstName,LastName,IsActive,Email',
      9,
      (n) => `${id('005', n)},u${n}@example.org,Rep,No${n},true,u${n}@example.org`,
    ),
    'Opportunity.csv': table(
      'Id,Name,OwnerId,Amount,StageName,CreatedDate,CloseDate,IsClosed,IsWon,LastModifiedDate',
      DEALS,
      (n) =>
        `${id('006', n)},Deal ${n},${id('005', n % 9)},${1000 + n}.00,Closed Won,${stamp(n * 5)},2025-06-30,true,true,${stamp(n * 5 + 4)}`,
    ),
    'OpportunityHistory.csv': table(
      'Id,OpportunityId,CreatedById,CreatedDate,StageName,Amount,Probability,CloseDate',
      DEALS * 5,
      (n) =>
        `${id('008', n)},${id('006', Math.floor(n / 5))},${id('005', n % 9)},${stamp(n)},${STAGES[n % 5]},${1000 + Math.floor(n / 5)}.00,${(n % 5) * 20 + 10},2025-06-30`,
    ),
    'Task.csv': table(
      'Id,WhatId,OwnerId,TaskSubtype,Subject,Status,CreatedDate,ActivityDate,CallDurationInSeconds,CallType',
      ACTIVITIES,
      (n) =>
        `${id('00T', n)},${id('006', n % DEALS)},${id('005', n % 9)},Call,Call ${n},Completed,${stamp(n)},2024-05-01,${n % 900},Outbound`,
    ),
  }
  await mkdir(folder)
  return Promise.all(
    Object.entries(files).map(async ([name, text]) => {
      await writeFile(join(folder, name), text)
      return join(folder, name)
    }),
  )
}

function leadout(dataDir: string, ...args: string[]): ChildProcess {
  const child = spawn(process.execPath, [MAIN, ...args, '--data', dataDir, '--json'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

async function run(dataDir: string, ...args: string[]): Promise<Record<string, unknown>> {
  const child = leadout(dataDir, ...args)
  let out = ''
  let log = ''
  child.stdout!.on('data', (text) => (out += text))
  child.stderr!.on('data', (text) => (log += text))
  const [code] = await once(child, 'close')
  expect(code, log + out).toBe(0)
  return JSON.parse(out) as Record<string, unknown>
}

const importing = (paths: readonly string[]) => ['import', ...paths, '--yes', '--zone', 'UTC', '--currency', 'EUR']

/** Keeps the database of a data directory open beside whoever is killed, and looks into it. */
async function look(dataDir: string) {
  const postgres = await openPostgres({ dataDir, databaseUrl: null, log: silentLogger })
  const pool = new pg.Pool({ ...postgres.config, max: 2 })
  pool.on('error', () => {})
  onTestFinished(async () => {
    await pool.end()
    await postgres.stop()
  })
  const first = async (text: string) => Object.values((await pool.query(text)).rows[0] as object)[0] as unknown
  return {
    first,
    /** what everyone who asks is shown, whoever wrote it and when */
    content: async () => {
      const tables: Record<string, string> = {
        activity: `select external_id, row_hash, at, known_at, type, held, seconds, person_id is null, deal_id is null from activity`,
        deal: `select external_id, valid_from, valid_to, known_from, known_to, name, amount, status, owner_id is null from deal_span`,
        change: `select kind, valid_at, known_at, source from change where import_id is not null`,
        source: `select source, kind, external_id, row_hash from source_record`,
        person: `select kind, name, email from subject`,
      }
      const found = Object.entries(tables).map(async ([table, text]) => {
        const digest = `select count(*) || ' ' || md5(string_agg(line, ',' order by line))
          from (select md5(row(t.*)::text) as line from (${text}) t) l`
        return [table, await first(digest)] as const
      })
      return Object.fromEntries(await Promise.all(found))
    },
    /** true while some session is at a statement that begins so */
    at: async (statement: string) =>
      (await first(
        `select count(*)::int from pg_stat_activity where state = 'active' and query like '${statement}%'`,
      )) !== 0,
  }
}

type Look = Awaited<ReturnType<typeof look>>

let reference: Promise<Record<string, unknown>> | undefined

/** What the same export brings where nobody is killed. */
function undisturbed(paths: readonly string[]): Promise<Record<string, unknown>> {
  reference ??= (async () => {
    const dataDir = join(scratch(), 'data')
    await run(dataDir, ...importing(paths))
    return (await look(dataDir)).content()
  })()
  return reference
}

const EMPTY = { activity: null, deal: null, change: null, source: null, person: null }
const hasRead = async ({ first }: Look) =>
  // the tables are made meanwhile
  Number(await first('select count(*) from import_chunk').catch(() => 0)) > 3
const MOMENTS: readonly (readonly [string, (database: Look) => Promise<boolean>])[] = [
  ['reading', hasRead],
  ['writing activities', ({ at }) => at('copy activity ')],
  ['writing deals', ({ at }) => at('copy deal_span ')],
  ['finishing', ({ at }) => at('analyze')],
]

test(
  'an import killed at any moment leaves nothing in sight, and the next one brings everything once',
  async () => {
    const place = scratch()
    const paths = await exportIn(join(place, 'export'))
    const dataDir = join(place, 'data')
    const database = await look(dataDir)
    for (const [moment, reached] of MOMENTS) {
      const child = leadout(dataDir, ...importing(paths))
      const ended = once(child, 'exit')
      let code: unknown
      void ended.then(([status]) => (code = status))
      await until(async () => code !== undefined || (await reached(database)))
      child.kill('SIGKILL')
      await ended
      expect(code, `ended before it was ${moment}`).toBe(null)
      expect(await database.content(), moment).toEqual(EMPTY)
    }
    await run(dataDir, ...importing(paths))
    expect(await database.content()).toEqual(await undisturbed(paths))
    const states = await database.first(`select array_agg(distinct state order by state) from import`)
    expect(states).toEqual(['done', 'failed'])
  },
  PATIENCE_MS,
)

interface Server {
  readonly child: ChildProcess
  readonly url: string
  readonly firstUserUrl?: string
}

async function serve(dataDir: string): Promise<Server> {
  const child = leadout(dataDir, 'start', '--port', '0')
  let log = ''
  child.stderr!.on('data', (text) => (log += text))
  const line = once(createInterface({ input: child.stdout! }), 'line')
  const early = once(child, 'exit').then(() => Promise.reject(new Error(`it ended: ${log}`)))
  early.catch(() => {})
  const [text] = await Promise.race([line, early])
  return { child, ...(JSON.parse(String(text)) as { url: string; firstUserUrl?: string }) }
}

async function signUp({ url, firstUserUrl }: Server): Promise<string> {
  const token = new URL(firstUserUrl!).hash.slice(1)
  const response = await fetch(`${url}/api/v1/session/first-user`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token, email: 'ada@example.org', name: 'Ada', password: 'correct horse battery' }),
  })
  expect(response.status).toBe(200)
  return response.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
}

test(
  'a server killed while it imports goes on by itself when it is started again',
  async () => {
    const place = scratch()
    const paths = await exportIn(join(place, 'export'))
    const dataDir = join(place, 'data')
    let server = await serve(dataDir)
    const cookie = await signUp(server)
    const database = await look(dataDir)
    const before = await database.content()
    const killed = async (reached: () => Promise<boolean>) => {
      await until(reached)
      const ended = once(server.child, 'exit')
      server.child.kill('SIGKILL')
      await ended
      server = await serve(dataDir)
    }

    const form = new FormData()
    for (const path of paths) form.append('file', await openAsBlob(path), basename(path))
    const sent = await fetch(`${server.url}/api/v1/imports/files`, { method: 'POST', headers: { cookie }, body: form })
    expect(sent.status).toBe(201)
    const { importId } = (await sent.json()) as { importId: string }
    const state = () => database.first(`select state from import where id = '${importId}'`)

    await killed(() => hasRead(database))
    // counted in a dry run, of which nothing may stay either
    await killed(() => database.at('copy activity '))
    await until(async () => (await database.first(`select preview->'objects'->'deals'->'new' from import`)) === DEALS)
    expect(await database.content()).toEqual(before)

    const applied = await fetch(`${server.url}/api/v1/imports/${importId}/apply`, {
      method: 'POST',
      headers: { cookie },
    })
    expect(applied.status).toBe(202)
    await killed(() => database.at('copy activity '))
    await killed(() => database.at('copy deal_span '))
    await until(async () => (await state()) === 'done')
    const { person: _, ...brought } = await database.content()
    const { person: __, ...wanted } = await undisturbed(paths)
    expect(brought).toEqual(wanted)
    const ended = once(server.child, 'exit')
    server.child.kill('SIGTERM')
    await ended
  },
  PATIENCE_MS,
)
