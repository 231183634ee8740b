import { dataAt } from '#db/data-at.ts'
import { LeadoutError } from '#domain/errors.ts'
import { teamsBelow } from '#domain/structure.ts'
import { requirePermission } from '#services/access/can.ts'
import type { Ctx } from '#services/context.ts'
import { readLeaverBook } from '#services/org/leaver.ts'
import { readStructure } from '#services/org/structure.ts'
import type { OrgView } from '#services/org/view.ts'
import type { FigureValue, Receipt } from '../../receipt.ts'
import type { ReceiptProvider } from '../../receipt-provider.ts'
import type { OrgPerson } from '../contract.ts'
import { readPeople, readTeams } from './queries.ts'

const text = (value: string | null): FigureValue => ({ type: 'text', text: value ?? '' })
const column = (id: string, label: string, numeric = false) => ({ id, label, numeric })

/** How many people a team has with the teams below it, or how many report to somebody. */
export const headcount: ReceiptProvider = {
  kind: 'headcount',
  async explain(ctx, view, of, page) {
    requirePermission(ctx, 'figures.read')
    const teams = await readTeams(ctx, view)
    const people = (await readPeople(ctx, view, teams)).filter((one) => one.membership !== null && !one.notPerson)
    const { counted, title, words } = await countedIn(ctx, view, of, people)
    const names = new Map([...teams, ...people].map(({ id, name }) => [id, name]))
    const nameOf = (id: string | null | undefined) => text(id == null ? null : (names.get(id) ?? null))
    return {
      ...(await stamp(ctx, view)),
      title,
      value: { type: 'number', value: counted.length },
      words,
      n: counted.length,
      audience: 'Everyone in the organisation: who belongs where is no figure of a person.',
      rows: {
        columns: [column('name', 'Person'), column('team', 'Team'), column('manager', 'Reports to')],
        rows: counted.slice(page.offset, page.offset + page.limit).map(({ id, name, membership }) => ({
          id,
          cells: [text(name), nameOf(membership?.teamId), nameOf(membership?.lineManagerId)],
          opens: { drawer: 'org-person', id },
        })),
        count: counted.length,
        total: { type: 'number', value: counted.length },
      },
    }
  },
}

async function countedIn(
  ctx: Ctx,
  view: OrgView,
  { teamId, managerId }: Readonly<Record<string, unknown>>,
  people: readonly OrgPerson[],
): Promise<{ counted: OrgPerson[]; title: string; words: string }> {
  if (typeof teamId === 'string') {
    const below = teamsBelow(await readStructure(ctx.db, view, view.asOfDate), teamId, view.asOfDate)
    return {
      counted: people.filter(({ membership }) => membership?.teamId != null && below.has(membership.teamId)),
      title: 'People of a team',
      words: 'Everyone employed on this day whose membership is in the team or in a team below it.',
    }
  }
  if (typeof managerId !== 'string') throw new LeadoutError('not-found', 'There is no such figure.')
  return {
    counted: people.filter(({ membership }) => membership?.lineManagerId === managerId),
    title: 'Span of control',
    words:
      'Everyone whose membership names this manager, or names nobody and whose nearest team with a manager has this one. The dotted line does not count.',
  }
}

/** What somebody who leaves would leave behind. */
export const leaverBook: ReceiptProvider = {
  kind: 'leaver-book',
  async explain(ctx, view, { personId, accounts }, page) {
    if (typeof personId !== 'string') throw new LeadoutError('not-found', 'There is no such figure.')
    const book = await readLeaverBook(ctx, personId)
    const base = {
      ...(await stamp(ctx, view)),
      audience: 'Administrators, who hand the book over.',
    }
    if (accounts === true) {
      const value: FigureValue = { type: 'number', value: book.accounts.length }
      return {
        ...base,
        title: 'Accounts',
        value,
        words: 'Accounts that this person owns now.',
        n: book.accounts.length,
        rows: {
          columns: [column('name', 'Account')],
          rows: book.accounts
            .slice(page.offset, page.offset + page.limit)
            .map(({ id, name }) => ({ id, cells: [text(name)], opens: { drawer: 'account', id } })),
          count: book.accounts.length,
          total: value,
        },
      }
    }
    const value: FigureValue = { type: 'money', minor: book.minor, currency: view.settings.currency }
    return {
      ...base,
      title: 'The open book',
      value,
      words: 'The amounts of the deals that are open now and owned by this person, at plan rates.',
      notes: book.missing.length === 0 ? [] : [`Left out, because there is no rate: ${book.missing.join(', ')}.`],
      n: book.deals.length,
      rows: {
        columns: [
          column('name', 'Deal'),
          column('account', 'Account'),
          column('stage', 'Stage'),
          column('amount', 'Amount', true),
        ],
        rows: book.deals.slice(page.offset, page.offset + page.limit).map((deal) => ({
          id: deal.dealId,
          cells: [
            text(deal.name),
            text(deal.account),
            text(deal.stage),
            { type: 'money', minor: deal.amount, currency: deal.currency },
          ],
          opens: { drawer: 'deal', id: deal.dealId },
        })),
        count: book.deals.length,
        total: value,
      },
    }
  },
}

async function stamp(
  ctx: Ctx,
  view: OrgView,
): Promise<Pick<Receipt, 'parts' | 'window' | 'asOf' | 'knownAt' | 'sources' | 'notes'>> {
  return {
    parts: [],
    window: null,
    asOf: view.asOf,
    knownAt: view.knownAt,
    sources: [{ name: 'Memberships and deals of this organisation', at: await dataAt(ctx.db, ctx.orgId) }],
    notes: [],
  }
}
