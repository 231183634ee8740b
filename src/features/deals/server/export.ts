import { Readable } from 'node:stream'
import { Hono } from 'hono'
import { type DealListRow, type ListedGroup, readDealRows } from '#db/deal-list.ts'
import { dealSearchSchema } from '#domain/deal/list.ts'
import { LeadoutError } from '#domain/errors.ts'
import { toMajor } from '#domain/money/amount.ts'
import { logView } from '#services/access/log-view.ts'
import type { Ctx } from '#services/context.ts'
import { addUp, type DealList, idsOf, openDealList, orderDealList } from '#services/deals/list.ts'
import { type Cell, csvLines } from '#services/export/csv.ts'
import type { CallEnv } from '../../implement.ts'
import { scopeFromText } from '../../scope-text.ts'

const CHUNK = 2000
/** a workbook is made in memory */
const MOST_IN_WORKBOOK = 50_000

const HEADER = [
  'Id',
  'Deal',
  'Account',
  'Status',
  'Stage',
  'Owner',
  'Team',
  'Amount',
  'Currency',
  'Amount converted',
  'Converted to',
  'Close date',
  'Outcome date',
  'Created',
  'Next step',
  'Next step due',
  'Reason',
  'Type',
  'Source',
  'Segment',
] as const

/** The filtered list as a file: `deals.csv` streams, `deals.xlsx` is a workbook. */
export const dealFiles = new Hono<CallEnv>()
  .get('/deals.csv', async (c) => {
    const { ctx, list, groups } = await openExport(c.var.call.ctx(), c.req.query())
    const lines = async function* () {
      yield `\uFEFF${csvLines([HEADER])}`
      for await (const rows of cellRows(ctx, list, groups)) yield csvLines(rows)
    }
    return c.body(Readable.toWeb(Readable.from(lines())) as ReadableStream, 200, {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="deals.csv"',
    })
  })
  .get('/deals.xlsx', async (c) => {
    const { ctx, list, groups } = await openExport(c.var.call.ctx(), c.req.query())
    const { count } = addUp(groups)
    if (count > MOST_IN_WORKBOOK)
      throw new LeadoutError('limit', `A workbook holds ${MOST_IN_WORKBOOK} deals; ${count} fit a CSV file.`)
    const rows: Cell[][] = [[...HEADER]]
    for await (const chunk of cellRows(ctx, list, groups)) rows.push(...chunk)
    const sheet = rows.map((row) => row.map((value) => (value === null || value === undefined ? null : { value })))
    // read when first needed: it is a large part of what a start would have to read
    const { default: writeXlsxFile } = await import('write-excel-file/node')
    const file = await writeXlsxFile(sheet, { sheet: 'Deals' }).toBuffer()
    return c.body(new Uint8Array(file), 200, {
      'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'content-disposition': 'attachment; filename="deals.xlsx"',
    })
  })

async function openExport(ctx: Ctx, { scope, asOf, knownAt, ...query }: Record<string, string>) {
  const search = dealSearchSchema.safeParse(query)
  const place = scopeFromText(scope)
  if (!search.success || (scope !== undefined && place === null))
    throw new LeadoutError('invalid', 'This is no list of deals.')
  const list = await openDealList(ctx, { search: search.data, scope: place ?? undefined, asOf, knownAt })
  return { ctx, list, groups: await orderDealList(ctx, list) }
}

/** Rows in chunks; whose deals stand in them is logged. */
async function* cellRows(ctx: Ctx, list: DealList, groups: readonly ListedGroup[]): AsyncIterable<Cell[][]> {
  const logged = new Set<string>()
  const { count } = addUp(groups)
  for (let offset = 0; offset < count; offset += CHUNK) {
    const ids = idsOf(groups, offset, CHUNK)
    const rows = await readDealRows(ctx.db, { ...list.query, status: list.filter.status }, ids)
    const persons = rows.flatMap(({ creditedId }) =>
      creditedId === null || logged.has(creditedId) ? [] : [creditedId],
    )
    for (const person of persons) logged.add(person)
    await logView(ctx, { surface: 'export', personIds: [...new Set(persons)], day: list.view.asOfDate })
    yield rows.map((row) => cellsOf(row, list.query.currency))
  }
}

function cellsOf(row: DealListRow, currency: string): Cell[] {
  const major = (minor: number | null, unit: string) => (minor === null ? null : Number(toMajor(minor, unit)))
  return [
    row.id,
    row.name,
    row.account,
    row.status,
    row.stage,
    row.owner,
    row.team,
    major(row.amount, row.currency),
    row.currency,
    major(row.amountOrg, currency),
    currency,
    row.closeDate,
    row.outcomeDate,
    row.createdDate,
    row.nextStep,
    row.nextStepDate,
    row.reason,
    row.type,
    row.source,
    row.segment,
  ]
}
