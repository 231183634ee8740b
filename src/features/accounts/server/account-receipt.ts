import * as z from 'zod'
import { accountDeals, accountFamily } from '#db/accounts.ts'
import { accountsQuery, requireSeenEntity } from '#services/accounts/access.ts'
import { requireRates } from '#services/bookings/figures.ts'
import type { Ctx } from '#services/context.ts'
import type { OrgView } from '#services/org/view.ts'
import type { FigureValue, Receipt } from '../../receipt.ts'
import type { ReceiptProvider } from '../../receipt-provider.ts'
import type { AccountActivity } from '../contract.ts'
import { productsBought } from './account.ts'
import { readTimeline } from './activities.ts'
import { contactsOf } from './contacts.ts'
import { column, count, head, notFound, read, text } from './receipt-parts.ts'

const STATUSES = ['open', 'won', 'lost'] as const
const accountSchema = z.object({
  accountId: z.uuid(),
  figure: z.enum([...STATUSES, 'activities', 'contacts', 'products', 'touches']),
  counted: z.boolean().optional(),
  /** with the accounts below it */
  below: z.boolean().optional(),
  /** of one product, contact or deal */
  only: z.string().optional(),
})
type Asked = z.infer<typeof accountSchema>

/** A figure of one account, or of it and all accounts below. */
export const accountReceipt: ReceiptProvider = {
  kind: 'account',
  async explain(ctx, view, of, page) {
    const asked = read(accountSchema, of)
    await requireSeenEntity(ctx.db, ctx, view, { kind: 'account', id: asked.accountId })
    const explained = await explain(ctx, view, asked)
    const rows = explained.rows && {
      ...explained.rows,
      rows: explained.rows.rows.slice(page.offset, page.offset + page.limit),
    }
    return { ...(await head(ctx, view)), ...explained, rows }
  },
}

type Explained = Pick<Receipt, 'title' | 'value' | 'words' | 'n' | 'rows'>

function explain(ctx: Ctx, view: OrgView, asked: Asked): Promise<Explained> {
  switch (asked.figure) {
    case 'activities':
      return explainActivities(ctx, view, asked)
    case 'contacts':
    case 'touches':
      return explainContacts(ctx, view, asked)
    case 'products':
      return explainProducts(ctx, view, asked)
    default:
      return explainDeals(ctx, view, asked, asked.figure)
  }
}

async function explainDeals(
  ctx: Ctx,
  view: OrgView,
  { accountId, counted, below, only }: Asked,
  status: (typeof STATUSES)[number],
): Promise<Explained> {
  const query = await accountsQuery(ctx, view)
  const { currency } = view.settings
  const ids = below ? await idsBelow(ctx, view, accountId) : [accountId]
  const all = await accountDeals(ctx.db, query, ids, status)
  const deals = only === undefined ? all : all.filter(({ id }) => id === only)
  requireRates(
    deals.flatMap(({ missing }) => (missing === null ? [] : [missing])),
    currency,
  )
  const money = (minor: number | null): FigureValue => ({ type: 'money', minor, currency })
  const value = counted ? count(deals.length) : money(deals.reduce((sum, deal) => sum + (deal.amountOrg ?? 0), 0))
  return {
    title: { open: 'Open deals', won: 'Won deals', lost: 'Lost deals' }[status],
    value,
    words: below ? BELOW_WORDS[status] : OWN_WORDS[status],
    n: deals.length,
    rows: {
      columns: [
        column('deal', 'Deal'),
        ...(below ? [column('account', 'Account')] : []),
        column('stage', 'Stage'),
        column('on', status === 'open' ? 'Closes' : 'On', true),
        column('amount', 'Amount', true),
        column('converted', currency, true),
      ],
      rows: deals.map((deal) => ({
        id: deal.id,
        cells: [
          text(deal.name),
          ...(below ? [text(deal.account)] : []),
          text(deal.stage),
          { type: 'date', date: deal.on },
          { type: 'money', minor: deal.amount, currency: deal.currency },
          money(deal.amountOrg),
        ],
        opens: { drawer: 'deal', id: deal.id },
      })),
      count: deals.length,
      total: value,
    },
  }
}

const OWN_WORDS = {
  open: 'Deals with this account that are open, at plan rates; a deal without an amount counts as 0.',
  won: 'Deals with this account that were won, each at the rate of its day.',
  lost: 'Deals with this account that were lost, with their last amount above 0, at plan rates.',
} as const

const BELOW_WORDS = {
  open: 'Deals with this account and all accounts below it that are open, at plan rates.',
  won: 'Deals with this account and all accounts below it that were won, each at the rate of its day.',
  lost: 'Deals with this account and all accounts below it that were lost, at plan rates.',
} as const

async function idsBelow(ctx: Ctx, view: OrgView, accountId: string): Promise<string[]> {
  const family = await accountFamily(ctx.db, await accountsQuery(ctx, view), accountId)
  const below = new Set([accountId])
  for (const { id, parentId } of family) if (parentId !== null && below.has(parentId)) below.add(id)
  return [...below]
}

async function explainActivities(ctx: Ctx, view: OrgView, { accountId }: Asked): Promise<Explained> {
  const { activities, activityCount } = await readTimeline(ctx, view, { accountId })
  return {
    title: 'Activities',
    value: count(activityCount),
    words: 'Everything recorded with this account, its deals and its people; the newest are listed.',
    n: activityCount,
    rows: {
      columns: [column('what', 'What'), column('day', 'Day', true), column('who', 'Who'), column('deal', 'Deal')],
      rows: activities.map((activity) => activityRow(activity)),
      count: activities.length,
      total: count(activityCount),
    },
  }
}

function activityRow({ id, type, date, person, deal, dealId }: AccountActivity) {
  return {
    id,
    cells: [text(type), { type: 'date' as const, date }, text(person), text(deal)],
    opens: dealId === null ? null : { drawer: 'deal', id: dealId },
  }
}

async function explainContacts(ctx: Ctx, view: OrgView, { accountId, figure, only }: Asked): Promise<Explained> {
  const contacts = (await contactsOf(ctx, view, accountId)).filter(({ id }) => only === undefined || id === only)
  const touches = contacts.reduce((sum, contact) => sum + contact.touches, 0)
  const value = count(figure === 'touches' ? touches : contacts.length)
  return {
    title: figure === 'touches' ? 'Touches' : 'People',
    value,
    words:
      figure === 'touches'
        ? 'Calls, mails and meetings held with these people.'
        : 'Contacts that belong to this account in this view.',
    n: figure === 'touches' ? touches : contacts.length,
    rows: {
      columns: [column('name', 'Contact'), column('title', 'Title'), column('touches', 'Touches', true)],
      rows: contacts.map((contact) => ({
        id: contact.id,
        cells: [text(contact.name), text(contact.title), count(contact.touches)],
        opens: { drawer: 'contact', id: contact.id },
      })),
      count: contacts.length,
      total: value,
    },
  }
}

async function explainProducts(ctx: Ctx, view: OrgView, { accountId, only, counted }: Asked): Promise<Explained> {
  const products = (await productsBought(ctx, view, accountId)).filter(
    ({ name }) => only === undefined || name === only,
  )
  const [first] = products
  if (first === undefined) throw notFound()
  const money = (minor: number | null): FigureValue => ({ type: 'money', minor, currency: first.currency })
  const value = counted ? { type: 'number' as const, value: first.quantity } : money(first.total)
  return {
    title: first.name,
    value,
    words: 'What the line items of won deals with this account add up to for this product.',
    n: first.deals,
    rows: {
      columns: [column('name', 'Product'), column('quantity', 'Quantity', true), column('total', 'Total', true)],
      rows: [
        {
          id: first.name,
          cells: [text(first.name), { type: 'number', value: first.quantity }, money(first.total)],
          opens: null,
        },
      ],
      count: 1,
      total: value,
    },
  }
}
