import { useQuery } from '@tanstack/react-query'
import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { allows } from '#domain/access/permission.ts'
import { formatMoney } from '#ui/format/money.ts'
import { formatCount, formatDecimal } from '#ui/format/number.ts'
import { formatDate, formatMoment } from '#ui/format/time.ts'
import { Section } from '#ui/frame/page-head.tsx'
import { DataTable, type Column } from '#ui/table/data-table.tsx'
import { useApi } from '../../api.tsx'
import { useOpenDrawer } from '../../drawers.tsx'
import { useEdits } from '../../edits.tsx'
import { Figure } from '../../figure.tsx'
import type { FigureRef } from '../../receipt.ts'
import { useFrame, useTravel } from '../../view.tsx'
import type { AccountActivity, AccountAnswer, AccountChange, AccountDeal, ContactRow, Duplicate } from '../contract.ts'
import styles from './accounts.module.css'
import { accountFigure } from './figure-of.ts'
import { activityDay, activityWords, dealsCount, duplicateWords, fieldWords } from './words.ts'

/** Deals of one status with their sum. */
export function Deals({
  title,
  deals,
  sum,
  currency,
  figures,
  onHead,
  empty,
}: {
  title: string
  deals: readonly AccountDeal[]
  sum: number
  currency: string
  /** of the sum and of the number */
  figures: { readonly sum: FigureRef; readonly count: FigureRef } | null
  /** over the dates */
  onHead: string
  empty: string
}) {
  const open = useOpenDrawer()
  const columns: Column<AccountDeal>[] = [
    {
      id: 'name',
      header: 'Deal',
      cell: (deal) => (
        <button type="button" className="plain" onClick={() => open('deal', deal.id)}>
          {deal.name ?? 'Without a name'}
        </button>
      ),
    },
    {
      id: 'owner',
      header: 'Owner',
      minor: true,
      cell: (deal) => deal.owner ?? <span className="quiet">no person</span>,
    },
    { id: 'stage', header: 'Stage', minor: true, cell: (deal) => deal.stage ?? <span className="quiet">unknown</span> },
    { id: 'on', header: onHead, align: 'end', cell: (deal) => (deal.on ? formatDate(deal.on, { year: true }) : '–') },
    {
      id: 'amount',
      header: 'Amount',
      align: 'end',
      cell: (deal) =>
        deal.amount === null ? (
          '–'
        ) : (
          <Figure figure={{ kind: 'deal', of: { dealId: deal.id, field: 'amount' } }}>
            {formatMoney(deal.amount, deal.currency, { style: 'exact' })}
          </Figure>
        ),
    },
  ]
  return (
    <Section
      title={title}
      aside={
        figures && deals.length > 0 ? (
          <span className={styles.asides}>
            <Figure figure={figures.count}>{dealsCount(deals.length)}</Figure>
            <Figure figure={figures.sum}>{formatMoney(sum, currency, { style: 'exact' })}</Figure>
          </span>
        ) : undefined
      }
    >
      {deals.length === 0 ? (
        <p className={styles.none}>{empty}</p>
      ) : (
        <DataTable caption={title} columns={columns} rows={deals} rowKey={(deal) => deal.id} />
      )}
    </Section>
  )
}

/** The tree an account stands in, each with its own deals and with everything below it. */
export function Family({ answer }: { answer: AccountAnswer }) {
  const travel = useTravel()
  const { family, currency, account } = answer
  if (family.length < 2) return null
  const money = (id: string, figure: 'open' | 'won', minor: number) =>
    minor === 0 ? (
      <span className="quiet">–</span>
    ) : (
      <Figure figure={accountFigure(id, figure, { below: true })}>
        {formatMoney(minor, currency, { style: 'compact' })}
      </Figure>
    )
  const columns: Column<AccountAnswer['family'][number]>[] = [
    {
      id: 'name',
      header: 'Account',
      cell: (row) => (
        <span style={{ paddingLeft: `${row.depth * 18}px` }}>
          {row.id === account.id ? (
            <strong>{row.name}</strong>
          ) : (
            <Link to="/accounts/$accountId" params={{ accountId: row.id }} search={travel}>
              {row.name}
            </Link>
          )}
        </span>
      ),
    },
    { id: 'owner', header: 'Owner', minor: true, cell: (row) => row.owner ?? <span className="quiet">nobody</span> },
    { id: 'open', header: 'Open, with all below', align: 'end', cell: (row) => money(row.id, 'open', row.below.open) },
    { id: 'won', header: 'Won, with all below', align: 'end', cell: (row) => money(row.id, 'won', row.below.won) },
  ]
  return (
    <Section title="Family">
      <DataTable caption="Accounts above and below" columns={columns} rows={family} rowKey={(row) => row.id} />
    </Section>
  )
}

/** The people of an account, those touched last first. */
export function People({ accountId, contacts }: { accountId: string; contacts: readonly ContactRow[] }) {
  const open = useOpenDrawer()
  const { me } = useFrame()
  const columns: Column<ContactRow>[] = [
    {
      id: 'name',
      header: 'Name',
      cell: (contact) => (
        <button type="button" className="plain" onClick={() => open('contact', contact.id)}>
          {contact.name ?? 'Without a name'}
        </button>
      ),
    },
    { id: 'title', header: 'Title', minor: true, cell: (contact) => contact.title ?? '' },
    { id: 'owner', header: 'Ours', minor: true, cell: (contact) => contact.owner ?? '' },
    {
      id: 'touches',
      header: 'Touches',
      align: 'end',
      cell: (contact) =>
        contact.touches === 0 ? (
          <span className="quiet">–</span>
        ) : (
          <Figure figure={accountFigure(accountId, 'touches', { only: contact.id })}>
            {formatCount(contact.touches)}
          </Figure>
        ),
    },
    {
      id: 'last',
      header: 'Last touch',
      align: 'end',
      cell: (contact) =>
        contact.lastTouch ? formatDate(contact.lastTouch, { year: true }) : <span className="quiet">never</span>,
    },
  ]
  return (
    <Section
      title="People"
      aside={
        allows(me.level, 'accounts.write') ? (
          <button type="button" className="plain" onClick={() => open('contact', `new:${accountId}`)}>
            Add a person
          </button>
        ) : undefined
      }
    >
      {contacts.length === 0 ? (
        <p className={styles.none}>Nobody is known here yet.</p>
      ) : (
        <DataTable caption="People" columns={columns} rows={contacts} rowKey={(contact) => contact.id} />
      )}
    </Section>
  )
}

export function Products({ answer }: { answer: AccountAnswer }) {
  const { products, account } = answer
  if (products.length === 0) return null
  const columns: Column<AccountAnswer['products'][number]>[] = [
    { id: 'name', header: 'Product', cell: (row) => row.name },
    {
      id: 'quantity',
      header: 'Quantity',
      align: 'end',
      cell: (row) =>
        row.quantity === null ? (
          '–'
        ) : (
          <Figure figure={accountFigure(account.id, 'products', { only: row.name, counted: true })}>
            {formatDecimal(row.quantity)}
          </Figure>
        ),
    },
    {
      id: 'total',
      header: 'Total',
      align: 'end',
      cell: (row) =>
        row.total === null ? (
          '–'
        ) : (
          <Figure figure={accountFigure(account.id, 'products', { only: row.name })}>
            {formatMoney(row.total, row.currency, { style: 'exact' })}
          </Figure>
        ),
    },
  ]
  return (
    <Section title="Products bought">
      <DataTable
        caption="Products bought"
        columns={columns}
        rows={products}
        rowKey={(row) => `${row.name} ${row.currency}`}
      />
    </Section>
  )
}

export function Timeline({
  activities,
  count,
  figure,
}: {
  activities: readonly AccountActivity[]
  count: number
  figure: FigureRef | null
}) {
  const open = useOpenDrawer()
  return (
    <Section
      title="Activities"
      aside={figure && count > 0 ? <Figure figure={figure}>{formatCount(count)}</Figure> : undefined}
    >
      {activities.length === 0 ? (
        <p className={styles.none}>Nothing recorded yet. Mails, calls and meetings of an export appear here.</p>
      ) : (
        <ol className={styles.timeline}>
          {activities.map((activity) => (
            <li key={activity.id}>
              <span className={styles.when}>{activityDay(activity)}</span>
              <span>{activityWords(activity)}</span>
              <span className="quiet">{activity.person ?? ''}</span>
              {activity.contact ? <span className="quiet">{activity.contact}</span> : null}
              {activity.dealId ? (
                <button type="button" className="plain" onClick={() => open('deal', activity.dealId!)}>
                  {activity.deal ?? 'Deal'}
                </button>
              ) : null}
            </li>
          ))}
        </ol>
      )}
    </Section>
  )
}

/** Every value of every field, newest first: since when, and who says so. */
export function History({ changes }: { changes: readonly AccountChange[] }) {
  const { workspace } = useFrame()
  if (changes.length === 0) return null
  return (
    <Section title="History">
      <ol className={styles.timeline}>
        {changes.map((change) => (
          <li key={`${change.id} ${change.field}`}>
            <span className={styles.when}>
              {change.validAt === null ? 'From the start' : formatMoment(change.validAt, workspace.org.zone)}
            </span>
            <span className="quiet">{fieldWords(change)}</span>
            <span>{change.field === 'deleted' ? '' : (change.value ?? '–')}</span>
            <span className="quiet">{change.by ?? change.source}</span>
          </li>
        ))}
      </ol>
    </Section>
  )
}

/** What looks like the same one, to be merged with a tap; and what was merged, to be split again. */
export function Alike({
  kind,
  id,
  name,
  duplicates,
}: {
  kind: 'account' | 'contact'
  id: string
  name: string
  duplicates: readonly Duplicate[]
}) {
  const api = useApi()
  const edit = useEdits()
  const { me } = useFrame()
  const { data } = useQuery(api.merges.of.queryOptions({ input: { kind, id } }))
  const merges = data?.merges ?? []
  const mayWrite = allows(me.level, 'accounts.write')
  if (!mayWrite || duplicates.length + merges.length === 0) return null
  return (
    <Section title={duplicates.length > 0 ? 'The same one twice?' : 'Merged'}>
      <ul className={styles.alike}>
        {duplicates.map((duplicate) => (
          <li key={duplicate.id}>
            <span>{duplicateWords(duplicate)}</span>
            <Button
              size="xs"
              variant="default"
              onClick={() =>
                edit({
                  label: `${duplicate.name} merged into ${name}`,
                  call: ['merges.merge', { kind, from: duplicate.id, into: id }],
                  undo: (answer) => ['merges.split', { mergeId: (answer as { mergeId: string }).mergeId }],
                })
              }
            >
              Merge into this one
            </Button>
          </li>
        ))}
        {merges.map((merge) => (
          <li key={merge.mergeId}>
            <span>{merge.name ?? 'Another one'} is part of this one.</span>
            <Button
              size="xs"
              variant="default"
              onClick={() =>
                edit({
                  label: `${merge.name ?? 'The other one'} split from ${name}`,
                  call: ['merges.split', { mergeId: merge.mergeId }],
                })
              }
            >
              Split
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  )
}
