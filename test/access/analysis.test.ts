import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { beforeAll, describe, expect, it } from 'vitest'
import { dropAnalysisSchemas } from '#db/analysis-schema.ts'
import { CATALOG } from '#metrics/catalog/index.ts'
import { newId } from '#platform/ids.ts'
import { queryAnalysis } from '#services/analysis/query.ts'
import type { AccessLevel } from '#domain/access/permission.ts'
import type { Ctx } from '#services/context.ts'
import { readFigureRows } from '#services/metrics/read-figures.ts'
import { readMetricRows } from '#services/metrics/read-rows.ts'
import { randomSales } from '../conformance/random-sales.ts'
import { testDatabase } from '../support/database.ts'
import { makeSales, tellDeal } from '../support/sales.ts'

const { db, pool } = await testDatabase()
const recordedAt = Date.parse('2026-06-01T00:00:00Z')
const readerPassword = 'a password of the role that reads'

const ask = (ctx: Ctx, sql: string, asOf?: string) => queryAnalysis({ ...ctx, readerPassword }, { sql, asOf })

describe('figures from SQL', async () => {
  const generator = xoroshiro128plus(5)
  const sales = await randomSales(db, (below) => Math.abs(generator.next()) % below)
  const ctx: Ctx = { db, orgId: sales.orgId, actor: { type: 'cli' }, recordedAt }
  const AS_OF = '2024-04-02'

  it('are the figures of the metrics, at a past moment too', async () => {
    const added = CATALOG.filter((metric) => {
      const { kind, terms } = metric
      const counts = terms.some(({ key, keyBelow }) => key !== undefined || keyBelow !== undefined)
      if ('goal' in metric || metric.per !== undefined) return false
      return (kind === 'sum' || kind === 'proportion' || kind === 'quotient') && !counts
    })
    const figures = await readFigureRows(ctx, {
      metrics: added.map(({ id }) => id),
      by: ['company'],
      window: `1900-01-01..${AS_OF}`,
      asOf: AS_OF,
    })
    const { rows } = await ask(
      ctx,
      'select metric, sum(numerator), sum(denominator) from metric_rows group by metric order by metric',
      AS_OF,
    )
    const numbers = new Map(
      rows.map(([metric, ...sums]) => [metric, sums.map((sum) => (sum === null ? null : Number(sum)))]),
    )
    expect(figures.length).toBeGreaterThan(30)
    for (const { metric, numerator, denominator, reason } of figures) {
      if (reason !== null) continue
      const sums = numbers.get(metric)
      if (sums === undefined) {
        expect(numerator ?? 0, metric).toBe(0)
        continue
      }
      expect(sums, metric).toEqual([close(numerator), close(denominator)])
    }
  })

  it('an earlier moment shows less of the history', async () => {
    const count = async (asOf: string) =>
      Number((await ask(ctx, 'select count(*) from deal_history', asOf)).rows[0]![0])
    expect(await count('2024-01-15')).toBeLessThan(await count(AS_OF))
  })
})

const close = (value: number | null) => (value === null ? null : expect.closeTo(value, 6))

describe('whose eyes a statement has', async () => {
  const sales = await makeSales(db)
  const other = await makeSales(db)
  const north = await sales.team('North')
  const ana = await sales.person('Ana Anders', north)
  const bo = await sales.person('Bo Berg', await sales.team('South'))
  const created = '2026-02-01T09:00:00Z'
  await tellDeal(sales, { owner: ana, name: 'Ours', amount: 1000, created, close: '2026-12-01' })
  await tellDeal(sales, { owner: bo, name: 'Theirs', amount: 4000, created, close: '2026-12-01' })
  await tellDeal(other, {
    owner: await other.person('Cy', await other.team('West')),
    name: 'Foreign',
    amount: 1,
    created,
    close: '2026-12-01',
  })
  const as = (level: AccessLevel, personId: string | null): Ctx => ({
    db,
    orgId: sales.orgId,
    actor: { type: 'api-key', keyId: ana, userId: ana, level, personId },
    recordedAt,
  })
  const owner = as('owner', null)
  const rep = as('rep', ana)
  beforeAll(() => ask(owner, 'select 1'))

  it('is never that of another organisation', async () => {
    const { columns, rows } = await ask(owner, 'select name, amount from deals order by name')
    expect({ columns, rows }).toEqual({
      columns: ['name', 'amount'],
      rows: [
        ['Ours', 10],
        ['Theirs', 40],
      ],
    })
    const schema = `leadout_${other.orgId.replaceAll('-', '')}`
    await ask({ ...owner, orgId: other.orgId }, 'select 1')
    expect((await ask(owner, `select * from ${schema}.deals`)).rows).toEqual([])
  })

  it('leaves out the names of persons whose figures the reader may not see, and keeps the sums', async () => {
    const { rows } = await ask(rep, 'select name, owner_id from deals order by name')
    expect(rows).toEqual([
      ['Ours', ana],
      ['Theirs', null],
    ])
    expect((await ask(rep, `select sum(numerator) from metric_rows where metric = 'open-pipeline'`)).rows).toEqual([
      [50],
    ])
    expect((await ask(rep, 'select count(*) from changes')).rows).toEqual([[0]])
    expect(Number((await ask(owner, 'select count(*) from changes')).rows[0]![0])).toBeGreaterThan(5)
  })

  it('sees only the own team where the organisation says so', async () => {
    await sales.tell([
      { kind: 'setting', id: sales.orgId, valid: '-infinity', patch: { totalsVisibility: 'own-team' } },
    ])
    expect((await ask(rep, 'select name from deals')).rows).toEqual([['Ours']])
    expect((await ask(rep, 'select distinct stage from deal_history')).rows.length).toBeLessThanOrEqual(1)
    expect((await ask(owner, 'select count(*) from deals')).rows).toEqual([[2]])
  })

  it('shows what others did at the beginning of its week where the organisation says so', async () => {
    await tellCall(bo, '2026-05-14T09:30:00Z')
    await tellCall(ana, '2026-05-14T10:30:00Z')
    const moments = async (ctx: Ctx) => (await ask(ctx, 'select at from activities order by at')).rows.flat()
    const grain = (personGrain: string) =>
      sales.tell([
        { kind: 'setting', id: sales.orgId, valid: '-infinity', patch: { personGrain, zone: 'Europe/Berlin' } },
      ])
    await grain('day')
    expect(await moments(owner)).toEqual(['2026-05-14 11:30:00+02', '2026-05-14 12:30:00+02'])
    await grain('week')
    expect(await moments(as('owner', ana))).toEqual(['2026-05-11 00:00:00+02', '2026-05-14 12:30:00+02'])
    const days = `select distinct day, count(*) from metric_rows where row_kind = 'activity' group by day order by day`
    expect((await ask(as('owner', ana), days)).rows.map(([day]) => day)).toEqual(['2026-05-11', '2026-05-14'])
    // the same over the API, which names nobody whose figures the reader may not see
    await sales.tell([{ kind: 'setting', id: sales.orgId, valid: '-infinity', patch: { totalsVisibility: 'company' } }])
    const calls = async (ctx: Ctx) => {
      const { rows } = await readMetricRows(ctx, { metric: 'calls-made', window: '2026-05' })
      return rows.map(({ at, personId }) => [at, personId])
    }
    const own = ['2026-05-14T10:30:00.000Z', ana]
    expect(await calls(as('owner', ana))).toEqual([['2026-05-10T22:00:00.000Z', bo], own])
    expect(await calls(rep)).toEqual([['2026-05-10T22:00:00.000Z', null], own])
  })

  it('writes a look at a person by name into the view log', async () => {
    const before = await looksAt(bo)
    await ask(owner, 'select count(*) from deals')
    expect(await looksAt(bo)).toBe(before)
    await ask(owner, `select name from people`)
    expect(await looksAt(bo)).toBe(before + 1)
    await ask(owner, `select count(*) from deals d join people p on p.person_id = d.owner_id where p.name = 'bo berg'`)
    expect(await looksAt(bo)).toBe(before + 2)
  })

  async function tellCall(personId: string, at: string): Promise<void> {
    const row = {
      org_id: sales.orgId,
      id: newId(),
      type: 'call',
      at,
      known_at: at,
      recorded_from: at,
      person_id: personId,
    }
    const call = {
      ...row,
      held: true,
      source: 'test',
      external_id: newId(),
      row_hash: '',
      connected: true,
      direction: 'outbound',
    }
    await db.insertInto('activity').values(call).execute()
  }

  async function looksAt(personId: string): Promise<number> {
    const looks = await db
      .selectFrom('view_log')
      .select('id')
      .where('org_id', '=', sales.orgId)
      .where('person_id', '=', personId)
      .execute()
    return looks.length
  }

  it.each([
    ['two statements', 'select 1; select 2'],
    ['a second one behind a closed bracket', 'select 1) a limit 1; delete from public.org; select * from (select 1'],
    ['a write', 'delete from deals'],
    ['a write inside', 'with gone as (delete from public.org returning 1) select * from gone'],
    ['another table', 'select * from public.auth_user'],
    ['the sessions', 'select * from public.analysis_session'],
    ['the session', 'select * from reader'],
    [
      'another role',
      `select set_config('role', (select nspowner::regrole::text from pg_namespace where nspname = 'public'), false)`,
    ],
    ['another role for a statement inside', `select set_config('session_authorization', 'leadout', false)`],
    ['a file of the server', `select pg_read_file('postgresql.conf')`],
    ['a large object', 'select lo_create(0)'],
    ['no statement', 'nonsense'],
  ])('refuses %s', async (_, statement) => {
    await expect(ask(owner, statement)).rejects.toMatchObject({ code: 'invalid' })
  })

  it('leaves no session behind, and says so when an answer is cut', async () => {
    const { rows, cut } = await ask(owner, 'select n from generate_series(1, 20000) n')
    expect([rows.length, cut]).toEqual([10_000, true])
    expect(await db.selectFrom('analysis_session').select('day').where('org_id', '=', sales.orgId).execute()).toEqual(
      [],
    )
  })

  it('makes the views again after a migration has taken them out of its way', async () => {
    const client = await pool.connect()
    await dropAnalysisSchemas(client)
    const left = await client.query(`select 1 from pg_namespace where nspname like 'leadout\\_%'`)
    client.release()
    expect(left.rows).toEqual([])
    expect((await ask(owner, 'select count(*) from deals')).rows).toEqual([[2]])
  })

  it('follows the settings: the views are made again when one changes', async () => {
    await sales.tell([{ kind: 'setting', id: sales.orgId, valid: '-infinity', patch: { currency: 'JPY' } }])
    const { rows } = await ask(owner, 'select distinct currency from deals')
    expect(rows).toEqual([['EUR']])
    await expect(ask(owner, 'select count(amount_org) from deals')).resolves.toMatchObject({ rows: [[0]] })
  })
})
