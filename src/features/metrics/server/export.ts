import { Hono } from 'hono'
import writeXlsxFile from 'write-excel-file/node'
import { LeadoutError } from '#domain/errors.ts'
import { toMajor } from '#domain/money/amount.ts'
import { logView } from '#services/access/log-view.ts'
import { type Cell, csvLines } from '#services/export/csv.ts'
import { zoneOf } from '#domain/calendar/zone.ts'
import { resolveView } from '#services/org/view.ts'
import type { Call, CallEnv } from '../../implement.ts'
import { comparisonSchema, type GridColumn } from '../../metric-figure.ts'
import { periodSchema } from '../../scope.ts'
import { scopeFromText } from '../../scope-text.ts'
import type { MetricGrid } from '../contract.ts'
import { readGrid } from './grid.ts'

const HEADER = [
  'Person',
  'Role',
  'Metric',
  'From',
  'To',
  'Value',
  'Unit',
  'Numerator',
  'Denominator',
  'n',
  'State',
  'Usual from',
  'Usual to',
  'Due',
  'Place',
] as const

const ALL = 1000

/** The grid as a file, one figure a line: `metrics.csv` and `metrics.xlsx`. */
export const gridFiles = new Hono<CallEnv>()
  .get('/metrics.csv', async (c) => {
    const rows = await exportRows(c.var.call, c.req.query())
    return c.body(`\uFEFF${csvLines(rows)}`, 200, {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="metrics.csv"',
    })
  })
  .get('/metrics.xlsx', async (c) => {
    const rows = await exportRows(c.var.call, c.req.query())
    const sheet = rows.map((row) => row.map((value) => (value === null || value === undefined ? null : { value })))
    const file = await writeXlsxFile(sheet, { sheet: 'Metrics' }).toBuffer()
    return c.body(new Uint8Array(file), 200, {
      'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'content-disposition': 'attachment; filename="metrics.xlsx"',
    })
  })

/** The head and every line; each person in it is logged as exported. */
async function exportRows(call: Call, query: Record<string, string>): Promise<Cell[][]> {
  const ctx = call.ctx()
  const scope = scopeFromText(query['scope'])
  const period = periodSchema.safeParse(query['period'])
  const against = comparisonSchema.default('past').safeParse(query['against'])
  const metrics = (query['metrics'] ?? '').split(',').filter((id) => id !== '')
  if (scope === null || !period.success || !against.success || metrics.length === 0)
    throw new LeadoutError('invalid', 'This is no grid of metrics.')
  const grid = await readGrid(
    { ctx, answers: call.server.answers },
    {
      scope,
      period: period.data,
      metrics,
      against: against.data,
      offset: 0,
      limit: ALL,
      asOf: query['asOf'],
      knownAt: query['knownAt'],
    },
  )
  const { settings } = await resolveView(ctx.db, ctx.orgId, ctx.recordedAt, {})
  await logView(ctx, {
    surface: 'export',
    personIds: grid.rows.map(({ personId }) => personId),
    day: zoneOf(settings.zone).dateAt(ctx.recordedAt),
  })
  return [[...HEADER], ...linesOf(grid)]
}

function linesOf({ columns, rows, currency }: MetricGrid): Cell[][] {
  return rows.flatMap(({ name, role, cells }) =>
    cells.map((cell, at): Cell[] => {
      const column = columns[at]!
      const plain = (value: number | null) => plainOf(value, column, currency)
      return [
        name,
        role,
        column.label,
        column.from,
        column.to,
        plain(cell.value),
        column.unit === 'money' ? currency : column.unit,
        column.kind === 'proportion' ? cell.numerator : null,
        column.kind === 'proportion' ? cell.denominator : null,
        cell.n,
        cell.reason ?? cell.state,
        plain(cell.band?.low ?? null),
        plain(cell.band?.high ?? null),
        plain(cell.due),
        cell.place,
      ]
    }),
  )
}

/** Money in major units. */
function plainOf(value: number | null, { unit }: GridColumn, currency: string): number | null {
  return value === null || unit !== 'money' ? value : Number(toMajor(Math.round(value), currency))
}
