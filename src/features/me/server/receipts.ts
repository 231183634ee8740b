import { dataAt } from '#db/data-at.ts'
import { LeadoutError } from '#domain/errors.ts'
import type { ReceiptProvider } from '../../receipt-provider.ts'
import { readMe } from './queries.ts'

const HELD = {
  deals: ['Deals I own', 'Deals whose present owner is the person that this user is, open and decided.'],
  activities: ['Activities of mine', 'Calls, mails, meetings and tasks recorded for the person that this user is.'],
  contacts: ['Contacts I own', 'Contacts whose present owner is the person that this user is.'],
  changes: ['Changes I made', 'Lines of the ledger that this user wrote.'],
  views: [
    'Looks at me',
    'Lines of the view log about the person that this user is: by name, and on lists of the teams of that day.',
  ],
} as const

/** How much is held of the one who asks: a figure of nobody else. */
export const holdings: ReceiptProvider = {
  kind: 'mine',
  async explain(ctx, view, of) {
    const held = (await readMe(ctx)).holdings.find(({ kind }) => kind === of['held'])
    if (held === undefined) throw new LeadoutError('not-found', 'There is no such figure.')
    const [title, words] = HELD[held.kind]
    return {
      title,
      value: { type: 'number', value: held.count },
      words,
      parts: [],
      window: null,
      asOf: view.asOf,
      knownAt: view.knownAt,
      sources: [{ name: 'Leadout', at: await dataAt(ctx.db, ctx.orgId) }],
      n: held.count,
      audience: 'Only you.',
      notes: ['Each of them is in the export of everything of yours.'],
      rows: null,
    }
  },
}
