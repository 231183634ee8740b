import { Link } from '@tanstack/react-router'
import { allows } from '#domain/access/permission.ts'
import { formatMoney } from '#ui/format/money.ts'
import { formatCount } from '#ui/format/number.ts'
import { formatDate } from '#ui/format/time.ts'
import { Section } from '#ui/frame/page-head.tsx'
import { DataTable, type Column } from '#ui/table/data-table.tsx'
import { useOpenDrawer } from '../../drawers.tsx'
import { Figure } from '../../figure.tsx'
import { useFrame, useTravel } from '../../view.tsx'
import type { AccountAnswer, ContactRow } from '../contract.ts'
import styles from './accounts.module.css'
import { accountFigure } from './figure-of.ts'

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
