import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import type pg from 'pg'
import { markActivities } from '../src/db/activity-days.ts'
import { openDb, openPool } from '../src/db/client.ts'
import { migrate } from '../src/db/migrate.ts'
import { addDays } from '../src/domain/calendar/local-date.ts'
import { readGrid } from '../src/features/metrics/server/grid.ts'
import { realNow } from '../src/platform/clock/now.ts'
import { silentLogger } from '../src/platform/log.ts'
import type { AnswerCache } from '../src/platform/live/answers.ts'
import { openPostgres } from '../src/platform/postgres/open.ts'
import { rollActivities } from '../src/services/activity-days/roll.ts'
import type { Ctx } from '../src/services/context.ts'
import { requireMetric } from '../src/services/metrics/query.ts'
import { readMetricRows } from '../src/services/metrics/read-rows.ts'
import { readSeries, windowsOf } from '../src/services/metrics/series.ts'
import { ensureOrg } from '../src/services/org/ensure-org.ts'
import { resolveView } from '../src/services/org/view.ts'
import { machine, median, peakMemory } from './machine.ts'
import { PLAIN_SQL } from './metrics-plain.ts'
import { ACTIVITIES_A_DAY, AS_OF, fillActivities, fillDeals, fillPeople, PEOPLE, TEAM_ONE } from './metrics-world.ts'

/**
 * The Manager grid of 500 people over 14 weeks, a team's grid of 20 metrics and the way from a number to its rows,
 * against plain SQL on the raw tables in the same run, with little history and with much: the days are as busy, there
 * are more of them; and the same grid while nothing is added up beforehand. `node bench/metrics.ts [activities] [more activities] [runs]`
 */
const sizes = [Number(process.argv[2] ?? 1_000_000), Number(process.argv[3] ?? 10_000_000)]
const runs = Number(process.argv[4] ?? 3)
const PERIOD = '2026-W26'
const MANAGER = Object.keys(PLAIN_SQL)
const MORE = [
  'emails-sent',
  'calls-made',
  'connects',
  'meeting-hours',
  'deals-won',
  'deals-lost',
  'open-deals',
  'weighted-pipeline',
]

/** every question is computed: an answer that is kept would be no measure */
const answers: AnswerCache = { get: (_, compute) => compute() }

async function timed<T>(work: () => Promise<T>): Promise<{ readonly ms: number; readonly answer: T }> {
  const began = performance.now()
  const answer = await work()
  return { ms: performance.now() - began, answer }
}

async function medianOf(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let run = 0; run < runs; run += 1) times.push((await timed(work)).ms)
  return median(times)
}

/** A question while all sums are behind. */
async function withoutSums<T>(pool: pg.Pool, work: () => Promise<T>): Promise<T> {
  const { rows } = await pool.query<{ upto: string }>('select min(upto)::text as upto from activity_rolled')
  await pool.query(`update activity_rolled set upto = '0001-01-01'`)
  try {
    return await work()
  } finally {
    await pool.query('update activity_rolled set upto = $1::date', [rows[0]!.upto])
  }
}

const folder = await mkdtemp(join(tmpdir(), 'leadout-bench-'))
const postgres = await openPostgres({ dataDir: join(folder, 'data'), databaseUrl: null, log: silentLogger })
const pool = openPool(postgres.config)
try {
  await migrate({ pool, log: silentLogger, backUp: async () => {} })
  const db = openDb(pool)
  const orgId = await ensureOrg(db, { slug: 'bench', name: 'Bench', zone: 'Europe/Berlin', currency: 'EUR' }, realNow())
  const ctx: Ctx = { db, orgId, actor: { type: 'cli' }, recordedAt: realNow() }
  await fillPeople(pool, orgId)
  console.log(
    `${machine()}, PostgreSQL ${(await pool.query<{ server_version: string }>('show server_version')).rows[0]!.server_version}`,
  )

  const grid = (scope: { readonly kind: 'company' | 'team'; readonly id: string }, metrics: readonly string[]) =>
    readGrid(
      { ctx, answers },
      { scope, period: PERIOD, asOf: AS_OF, metrics, against: 'past', offset: 0, limit: PEOPLE },
    )
  const plain = async (id: string) => {
    const view = await resolveView(db, orgId, ctx.recordedAt, { asOf: AS_OF })
    const windows = windowsOf(view, requireMetric(id), PERIOD)
    const keys = [windows.map(({ period }) => period), windows.map(({ from }) => from), windows.map(({ to }) => to)]
    const text = PLAIN_SQL[id]!
    const { rows } = await pool.query<{ person: string; window: string; value: number | null }>(
      // every statement takes the same parameters, whether it needs them or not
      `${text.replace('with ', 'with asked as (select $2::timestamptz), ')}`,
      [orgId, new Date(view.asOf), ...keys],
    )
    return { rows, windows, view }
  }

  let to = addDays(AS_OF, 1)
  let filled = 0
  const found: { readonly size: number; readonly ms: number }[] = []
  for (const size of sizes) {
    const days = Math.ceil((size - filled) / ACTIVITIES_A_DAY)
    const world = { orgId, from: addDays(to, -days), to }
    await fillDeals(pool, world)
    await fillActivities(pool, world)
    to = world.from
    filled += days * ACTIVITIES_A_DAY
    console.log(`\n${PEOPLE} people, ${filled} activities since ${world.from}`)
    await markActivities(db, orgId, sql`true`)
    const rolled = await timed(() => rollActivities(db, orgId, ctx.recordedAt))
    console.log(
      `days added up: ${Math.round((filled / rolled.ms) * 1000)} activities/s, in the background of an import`,
    )

    let whole = 0
    for (const id of MANAGER) {
      const asked = await timed(() => plain(id))
      whole += asked.ms
      const { rows, windows, view } = asked.answer
      const metric = requireMetric(id)
      const own = await timed(() => readSeries(db, view, { metrics: [metric], period: PERIOD, by: 'person' }))
      const differ = rows.filter(({ person, window, value }) => {
        const point = own.answer[0]!.points(person)[windows.findIndex(({ period }) => period === window)]
        if (point == null) return false
        return Math.abs((point.value ?? 0) - (value ?? 0)) > 1e-6 * Math.max(1, Math.abs(value ?? 0))
      })
      if (differ.length > 0) throw new Error(`${id}: plain SQL says otherwise for ${JSON.stringify(differ[0])}`)
      console.log(
        `  ${id.padEnd(20)} ${Math.round(own.ms)} ms, plain SQL ${Math.round(asked.ms)} ms, ${rows.length} values alike`,
      )
    }
    const ms = await medianOf(() => grid({ kind: 'company', id: 'all' }, MANAGER))
    found.push({ size: filled, ms })
    console.log(`Manager grid: ${Math.round(ms)} ms, ${(whole / ms).toFixed(1)} x faster than plain SQL`)
    const aside = await medianOf(() => withoutSums(pool, () => grid({ kind: 'company', id: 'all' }, MANAGER)))
    console.log(`without sums of days: ${Math.round(aside)} ms, ${(aside / ms).toFixed(1)} x as long`)
    const team = await medianOf(() => grid({ kind: 'team', id: TEAM_ONE }, [...MANAGER, ...MORE]))
    console.log(`team grid, 10 people x ${MANAGER.length + MORE.length} metrics: ${Math.round(team)} ms`)
    for (const metric of ['meetings-held', 'bookings', 'open-pipeline']) {
      const rows = await medianOf(() =>
        readMetricRows(ctx, { metric, subject: `team=${TEAM_ONE}`, asOf: AS_OF, page: { offset: 0, limit: 100 } }),
      )
      console.log(`${metric} of a team to its rows: ${Math.round(rows)} ms`)
    }
  }
  const [less, more] = found
  if (less !== undefined && more !== undefined)
    console.log(
      `\nMore history: ${(more.ms / less.ms).toFixed(2)} x the time for ${(more.size / less.size).toFixed(1)} x the activities`,
    )
  console.log(`peak memory ${peakMemory()} MiB`)
} finally {
  await pool.end()
  await postgres.stop()
  await rm(folder, { recursive: true, force: true })
}
