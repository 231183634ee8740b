import { formatMoney } from '#ui/format/money.ts'
import { formatDecimal } from '#ui/format/number.ts'
import { formatDate } from '#ui/format/time.ts'
import { Section } from '#ui/frame/page-head.tsx'
import { DataTable, type Column } from '#ui/table/data-table.tsx'
import { useOpenDrawer } from '../../drawers.tsx'
import { Figure } from '../../figure.tsx'
import type { FigureRef } from '../../receipt.ts'
import type { AccountAnswer, AccountDeal } from '../contract.ts'
import styles from './accounts.module.css'
import { accountFigure } from './figure-of.ts'
import { dealsCount } from './words.ts'

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

/** What was bought, by the line items of deals won. */
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
