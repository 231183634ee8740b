import { Link } from '@tanstack/react-router'
import { stepWords } from '#ui/format/due-words.ts'
import { formatMoney } from '#ui/format/money.ts'
import { formatCount } from '#ui/format/number.ts'
import { formatDate, localDate } from '#ui/format/time.ts'
import { Section } from '#ui/frame/page-head.tsx'
import { DataTable, type Column } from '#ui/table/data-table.tsx'
import { dealAmountRef, dealsRef } from '../../deal-ref.ts'
import { useOpenDrawer } from '../../drawers.tsx'
import { Figure } from '../../figure.tsx'
import { useFrame, useTravel } from '../../view.tsx'
import type { Today, TodayList, TodayRow } from '../contract.ts'
import styles from './today.module.css'
import { lackWords, listWords } from './words.ts'

/** A named list: what it holds, the first of it, what it adds up to, and how it is made. */
export function DealList({ today, list }: { today: Today; list: TodayList }) {
  const { workspace } = useFrame()
  const travel = useTravel()
  const open = useOpenDrawer()
  const { scope, currency } = today
  const { search, count, minor, rows, lacks } = list
  const words = listWords(list)
  const { zone } = workspace.org
  const columns: Column<TodayRow>[] = [
    {
      id: 'name',
      header: 'Deal',
      cell: (row) => (
        <>
          <button type="button" className="plain" onClick={() => open('deal', row.dealId)}>
            {row.name}
          </button>
          {row.account && row.account !== row.name ? <span className={styles.account}>{row.account}</span> : null}
        </>
      ),
    },
    ...(rows.some((row) => row.nextStep !== null || row.nextStepDate !== null)
      ? [
          {
            id: 'next',
            header: 'Next step',
            minor: true as const,
            cell: (row: TodayRow) => stepWords(row, workspace.clock.today) ?? <span className="quiet">none</span>,
          },
        ]
      : []),
    ...(scope.kind === 'person'
      ? []
      : [
          {
            id: 'owner',
            header: 'Owner',
            minor: true as const,
            cell: (row: TodayRow) => row.owner ?? <span className="quiet">no person</span>,
          },
        ]),
    ...(search.untouched === undefined
      ? []
      : [
          {
            id: 'touch',
            header: 'Last touch',
            align: 'end' as const,
            minor: true as const,
            cell: (row: TodayRow) => (row.lastTouch === null ? 'never' : formatDate(localDate(row.lastTouch, zone))),
          },
        ]),
    {
      id: 'close',
      header: 'Closes',
      align: 'end',
      cell: (row) => (row.closeDate === null ? '–' : formatDate(row.closeDate)),
    },
    {
      id: 'amount',
      header: 'Amount',
      align: 'end',
      cell: (row) =>
        row.amount === null ? (
          '–'
        ) : (
          <Figure figure={dealAmountRef(row.dealId)}>
            {formatMoney(row.amount, row.currency, { style: 'exact' })}
          </Figure>
        ),
    },
  ]
  return (
    <Section
      title={words.title}
      aside={
        count === 0 || lacks ? null : (
          <>
            <Figure figure={dealsRef('count', scope, search)}>{formatCount(count)}</Figure>
            {minor === null ? null : (
              <>
                {' · '}
                <Figure
                  figure={dealsRef('sum', scope, search)}
                  title={formatMoney(minor, currency, { style: 'exact' })}
                >
                  {formatMoney(minor, currency, { style: 'compact' })}
                </Figure>
              </>
            )}
          </>
        )
      }
    >
      {lacks || count === 0 ? (
        <p className={styles.empty}>{lacks ? lackWords(lacks) : words.empty}</p>
      ) : (
        <>
          <p className={styles.meaning}>{words.meaning}</p>
          <DataTable caption={words.title} columns={columns} rows={rows} rowKey={(row) => row.dealId} />
        </>
      )}
      <p className={styles.ways}>
        {count > rows.length && !lacks ? (
          <Link to="/board/deals" search={{ ...travel, ...search }}>
            All of them
          </Link>
        ) : null}
        <Figure figure={dealsRef('count', scope, search)}>How this list is made</Figure>
      </p>
    </Section>
  )
}
