import { Readable } from 'node:stream'
import { Hono } from 'hono'
import * as z from 'zod'
import { LeadoutError } from '#domain/errors.ts'
import { toMajor } from '#domain/money/amount.ts'
import { logView } from '#services/access/log-view.ts'
import type { Ctx } from '#services/context.ts'
import { type Cell, csvLines } from '#services/export/csv.ts'
import { resolveView } from '#services/org/view.ts'
import type { CallEnv } from '../../implement.ts'
import { scopeFromText } from '../../scope-text.ts'
import { ACCOUNT_SORTS, CONTACT_SORTS } from '../contract.ts'
import { readContacts } from './contacts.ts'
import { readAccounts } from './list.ts'

const CHUNK = 5000

const order = { text: z.string().max(200).optional(), descending: z.stringbool().default(false) }
const accountsQuery = z.object({
  ...order,
  scope: z.string().optional(),
  kind: z.string().max(200).optional(),
  sort: z.enum(ACCOUNT_SORTS).default('name'),
})
const contactsQuery = z.object({ ...order, sort: z.enum(CONTACT_SORTS).default('name') })

const ACCOUNTS = [
  'Id',
  'Account',
  'Parent',
  'Kind',
  'Owner',
  'Open deals',
  'Open',
  'Won deals',
  'Won',
  'Currency',
  'Last touch',
] as const
const CONTACTS = ['Id', 'Name', 'Title', 'E-mail', 'Phone', 'Account', 'Ours', 'Touches', 'Last touch'] as const

interface Line {
  readonly ownerId: string | null
  readonly cells: Cell[]
}

/** The filtered lists of accounts and contacts as files, in the order of the screen. */
export const accountFiles = new Hono<CallEnv>()
  .get('/accounts.csv', async (c) => {
    const { scope, ...query } = read(accountsQuery, c.req.query())
    const place = scope === undefined ? undefined : scopeFromText(scope)
    if (place === null) throw new LeadoutError('invalid', 'This is no list of accounts.')
    const page = async (ctx: Ctx, offset: number) => {
      const { accounts, currency } = await readAccounts(ctx, { ...query, scope: place, offset, limit: CHUNK })
      const major = (minor: number) => Number(toMajor(minor, currency))
      return accounts.map((row) => ({
        ownerId: row.ownerId,
        cells: [
          row.id,
          row.name,
          row.parent,
          row.kind,
          row.owner,
          row.openCount,
          row.missing.length > 0 ? null : major(row.open),
          row.wonCount,
          row.missing.length > 0 ? null : major(row.won),
          currency,
          row.lastTouch,
        ],
      }))
    }
    return c.body(await stream(c.var.call.ctx(), ACCOUNTS, page), 200, fileHeaders('accounts'))
  })
  .get('/contacts.csv', async (c) => {
    const query = read(contactsQuery, c.req.query())
    const page = async (ctx: Ctx, offset: number) => {
      const { contacts } = await readContacts(ctx, { ...query, offset, limit: CHUNK })
      return contacts.map((row) => ({
        ownerId: row.ownerId,
        cells: [row.id, row.name, row.title, row.email, row.phone, row.account, row.owner, row.touches, row.lastTouch],
      }))
    }
    return c.body(await stream(c.var.call.ctx(), CONTACTS, page), 200, fileHeaders('contacts'))
  })

function read<T>(schema: z.ZodType<T>, query: Record<string, string>): T {
  const parsed = schema.safeParse(query)
  if (!parsed.success) throw new LeadoutError('invalid', 'This is no list of accounts or contacts.')
  return parsed.data
}

function fileHeaders(name: string) {
  return {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="${name}.csv"`,
  }
}

/** A page of rows after the other, the first one read before anything is sent; whose they are is logged. */
async function stream(
  ctx: Ctx,
  header: readonly string[],
  page: (ctx: Ctx, offset: number) => Promise<readonly Line[]>,
): Promise<ReadableStream> {
  const first = await page(ctx, 0)
  const { asOfDate: day } = await resolveView(ctx.db, ctx.orgId, ctx.recordedAt, {})
  const lines = async function* () {
    yield Buffer.from(`\uFEFF${csvLines([header])}`)
    const logged = new Set<string>()
    for (let offset = 0; ; offset += CHUNK) {
      const rows = offset === 0 ? first : await page(ctx, offset)
      const owners = new Set(rows.flatMap(({ ownerId }) => (ownerId === null || logged.has(ownerId) ? [] : [ownerId])))
      for (const owner of owners) logged.add(owner)
      if (owners.size > 0) await logView(ctx, { surface: 'export', personIds: [...owners], day })
      yield Buffer.from(csvLines(rows.map(({ cells }) => cells)))
      if (rows.length < CHUNK) return
    }
  }
  return Readable.toWeb(Readable.from(lines())) as ReadableStream
}
