import { fork } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { migrate } from '../src/db/migrate.ts'
import { openDb, openPool } from '../src/db/client.ts'
import { realNow } from '../src/platform/clock/now.ts'
import { silentLogger } from '../src/platform/log.ts'
import { openPostgres } from '../src/platform/postgres/open.ts'
import { ensureOrg } from '../src/services/org/ensure-org.ts'
import type { ImportTaken, ImportTask } from './import-once.ts'
import { machine } from './machine.ts'

/**
 * How fast exports go from CSV to ledger, spans and facts, against COPY of the same rows into one table with the same
 * indexes in the same run, and how much memory that takes. Each import runs in a process of its own, started as the
 * product is. `node bench/import.ts [activities] [history rows]`
 */
const activities = Number(process.argv[2] ?? 200_000)
const historyRows = Number(process.argv[3] ?? 50_000)
const PEOPLE = 200
/** as scripts/run.mjs starts it */
const LEAN = ['--max-semi-space-size=8']

const id = (prefix: string, n: number) => `${prefix}${String(n).padStart(12, '0')}AAA`
const stamp = (n: number) => new Date(Date.UTC(2024, 0, 1) + n * 61_000).toISOString().replace('Z', '+0000')

async function write(path: string, header: string, count: number, row: (n: number) => string): Promise<void> {
  const lines = function* () {
    yield `${header}\n`
    for (let n = 0; n < count; n += 1) yield `${row(n)}\n`
  }
  await pipeline(Readable.from(lines()), createWriteStream(path))
}

const folder = await mkdtemp(join(tmpdir(), 'leadout-bench-'))
const postgres = await openPostgres({ dataDir: join(folder, 'data'), databaseUrl: null, log: silentLogger })
const pool = openPool(postgres.config)
try {
  await migrate({ pool, log: silentLogger, backUp: async () => {} })
  const db = openDb(pool)
  const deals = Math.ceil(historyRows / 5)
  const files = {
    task: join(folder, 'Task.csv'),
    deal: join(folder, 'Opportunity.csv'),
    history: join(folder, 'OpportunityHistory.csv'),
    user: join(folder, 'User.csv'),
  }
  await write(
    files.user,
    'Id,Username,FirstName,LastName,IsActive,Email',
    PEOPLE,
    (n) => `${id('005', n)},u${n}@bench.example,Rep,No${n},true,u${n}@bench.example`,
  )
  await write(
    files.deal,
    'Id,Name,OwnerId,Amount,StageName,Probability,CreatedDate,CloseDate,IsClosed,IsWon,LastModifiedDate',
    deals,
    (n) =>
      `${id('006', n)},Deal ${n},${id('005', n % PEOPLE)},${1000 + (n % 9000)}.00,Closed Won,100,${stamp(n * 5)},2025-06-30,true,true,${stamp(n * 5 + 4)}`,
  )
  const stages = ['Prospecting', 'Qualification', 'Proposal', 'Negotiation', 'Closed Won']
  await write(
    files.history,
    'Id,OpportunityId,CreatedById,CreatedDate,StageName,Amount,Probability,CloseDate',
    deals * 5,
    (n) =>
      `${id('008', n)},${id('006', Math.floor(n / 5))},${id('005', n % PEOPLE)},${stamp(n)},${stages[n % 5]},${1000 + (Math.floor(n / 5) % 9000)}.00,${(n % 5) * 20 + 10},2025-06-30`,
  )
  await write(
    files.task,
    'Id,WhatId,OwnerId,TaskSubtype,Subject,Status,CreatedDate,CompletedDateTime,ActivityDate,CallDurationInSeconds,CallType',
    activities,
    (n) =>
      `${id('00T', n)},${id('006', n % deals)},${id('005', n % PEOPLE)},Call,Call ${n},Completed,${stamp(n)},${stamp(n + 1)},2024-05-01,${n % 900},Outbound`,
  )

  console.log(`${machine()}, load ${loadavg()[0]!.toFixed(1)}`)
  const orgId = await ensureOrg(db, { slug: 'bench', name: 'Bench', zone: 'Europe/Berlin', currency: 'EUR' }, realNow())
  const run = async (label: string, paths: readonly string[], rows: number): Promise<number> => {
    const child = fork(join(import.meta.dirname, 'import-once.ts'), { execArgv: LEAN })
    child.send({ connection: postgres.config, orgId, label, paths } satisfies ImportTask)
    const ended = once(child, 'exit').then(() => Promise.reject(new Error(`${label}: the import ended early`)))
    const [taken] = (await Promise.race([once(child, 'message'), ended])) as [ImportTaken]
    ended.catch(() => undefined)
    const { seconds, peak } = taken
    console.log(
      `${label}: ${rows} rows in ${seconds.toFixed(1)} s, ${Math.round(rows / seconds)} rows/s, peak memory ${peak} MiB`,
    )
    return seconds
  }
  const history = await run('deals and history', [files.user, files.deal, files.history], deals * 6)
  console.log(`  against COPY of the changes: ${(history / (await copyAgain(pool, 'change'))).toFixed(1)} x its time`)
  const first = await run('activities', [files.task], activities)
  console.log(`  against COPY of the facts: ${(first / (await copyAgain(pool, 'activity'))).toFixed(1)} x its time`)
  const again = await run('activities again, unchanged', [files.task], activities)
  console.log(`  ${(first / again).toFixed(1)} x faster than the first time`)
} finally {
  await pool.end()
  await postgres.stop()
  await rm(folder, { recursive: true, force: true })
}

/** Seconds that COPY takes to write a table's rows into an empty table with the same indexes. */
async function copyAgain(from: pg.Pool, table: string): Promise<number> {
  const client = await from.connect()
  try {
    const { rows } = await client.query<{ line: string }>(
      `select concat_ws(E'\\t', ${await columnsOf(client, table)}) as line from ${table}`,
    )
    await client.query(`create table copy_again (like ${table} including all)`)
    const began = performance.now()
    await pipeline(Readable.from(pieces(rows)), client.query(copyFrom('copy copy_again from stdin')))
    const seconds = (performance.now() - began) / 1000
    await client.query('drop table copy_again')
    return seconds
  } finally {
    client.release()
  }
}

/** Rows in pieces large enough that sending them costs nothing. */
function* pieces(rows: readonly { readonly line: string }[]): Generator<string> {
  for (let from = 0; from < rows.length; from += 500) {
    yield rows
      .slice(from, from + 500)
      .map(({ line }) => `${line}\n`)
      .join('')
  }
}

/** Each column as COPY's text format writes it. */
async function columnsOf(client: pg.PoolClient, table: string): Promise<string> {
  const { rows } = await client.query<{ name: string }>(
    `select quote_ident(attname) as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped order by attnum`,
    [table],
  )
  return rows.map(({ name }) => `coalesce(replace(${name}::text, E'\\\\', E'\\\\\\\\'), '\\N')`).join(', ')
}
