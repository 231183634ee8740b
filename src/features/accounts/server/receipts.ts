import * as z from 'zod'
import { listAccounts } from '#db/accounts.ts'
import { accountsQuery } from '#services/accounts/access.ts'
import { clockOf } from '#services/org/view.ts'
import type { FigureValue } from '../../receipt.ts'
import type { ReceiptProvider } from '../../receipt-provider.ts'
import { scopeFromText } from '../../scope-text.ts'
import { readContacts } from './contacts.ts'
import { accountsFilter } from './list.ts'
import { column, count, head, notFound, read, text } from './receipt-parts.ts'

const listSchema = z.object({
  figure: z.enum(['count', 'open', 'won']),
  scope: z.string().optional(),
  text: z.string().optional(),
  kind: z.string().optional(),
})

/** What a filtered list of accounts adds up to. */
export const accountsReceipt: ReceiptProvider = {
  kind: 'accounts',
  async explain(ctx, view, of, page) {
    const asked = read(listSchema, of)
    const scope = scopeFromText(asked.scope ?? 'company')
    if (scope === null) throw notFound()
    const filter = await accountsFilter(ctx, view, { scope, text: asked.text, kind: asked.kind })
    const found = await listAccounts(ctx.db, await accountsQuery(ctx, view), filter, {
      ...page,
      sort: 'name',
      descending: false,
    })
    const money = (minor: number): FigureValue => ({ type: 'money', minor, currency: view.settings.currency })
    const { figure } = asked
    const value = figure === 'count' ? count(found.count) : money(found[figure])
    return {
      ...(await head(ctx, view)),
      title: { count: 'Accounts', open: 'Open at accounts', won: 'Won at accounts' }[figure],
      value,
      words: {
        count: 'Every account that the filter lets through, counted once.',
        open: 'The amounts of all open deals of these accounts, at plan rates.',
        won: 'The amounts of all deals with these accounts that were won, each at the rate of its day.',
      }[figure],
      n: found.count,
      rows: {
        columns: [
          column('name', 'Account'),
          column('owner', 'Owner'),
          column('value', figure === 'won' ? 'Won' : 'Open', true),
        ],
        rows: found.rows.map((row) => ({
          id: row.id,
          cells: [text(row.name), text(row.owner), money(figure === 'won' ? row.won : row.open)],
          opens: { drawer: 'account', id: row.id },
        })),
        count: found.count,
        total: value,
      },
    }
  },
}

const contactsSchema = z.object({ text: z.string().optional() })

/** How many contacts a list has. */
export const contactsReceipt: ReceiptProvider = {
  kind: 'contacts',
  async explain(ctx, view, of, page) {
    const { text: wanted } = read(contactsSchema, of)
    const found = await readContacts(ctx, { ...clockOf(view), text: wanted, sort: 'name', descending: false, ...page })
    return {
      ...(await head(ctx, view)),
      title: 'Contacts',
      value: count(found.count),
      words: 'Every contact that the search lets through, counted once.',
      n: found.count,
      rows: {
        columns: [column('name', 'Contact'), column('title', 'Title'), column('account', 'Account')],
        rows: found.contacts.map((contact) => ({
          id: contact.id,
          cells: [text(contact.name), text(contact.title), text(contact.account)],
          opens: { drawer: 'contact', id: contact.id },
        })),
        count: found.count,
        total: count(found.count),
      },
    }
  },
}
