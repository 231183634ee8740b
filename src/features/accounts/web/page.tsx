import { Button, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { allows } from '#domain/access/permission.ts'
import { formatMoney } from '#ui/format/money.ts'
import { formatCount } from '#ui/format/number.ts'
import { formatDate } from '#ui/format/time.ts'
import { PageHead } from '#ui/frame/page-head.tsx'
import { Empty, Failure, Loading } from '#ui/states/states.tsx'
import { useApi } from '../../api.tsx'
import { DropFile } from '../../drop-file.tsx'
import { messageOf } from '../../failure.ts'
import { Figure } from '../../figure.tsx'
import { scopeToText } from '../../scope-text.ts'
import { useFrame, useTravel, useView } from '../../view.tsx'
import { ACCOUNT_SORTS, type AccountRow } from '../contract.ts'
import styles from './accounts.module.css'
import { ExportButton } from './export-button.tsx'
import { accountFigure } from './figure-of.ts'
import { NewAccount } from './new-account.tsx'
import { SearchField } from './search-field.tsx'
import { useListSearch } from './use-list-search.ts'
import { useListWindows, WINDOW } from './use-list-windows.ts'
import { type VirtualColumn, VirtualTable } from './virtual-table.tsx'

const TRACKS = {
  wide: 'minmax(120px, 2.4fr) minmax(88px, 1.2fr) minmax(72px, 1fr) minmax(64px, 110px) minmax(80px, 90px) minmax(64px, 110px) minmax(76px, 100px)',
  narrow: 'minmax(0, 1fr) 64px 84px',
}
const NUMERIC = ['open', 'deals', 'won', 'touch'] as const

/** Every account with what it adds up to. */
export function Page() {
  const api = useApi()
  const { me } = useFrame()
  const { scope } = useView()
  const search = useListSearch(ACCOUNT_SORTS, 'open', NUMERIC)
  const { data: choices } = useQuery(api.accounts.choices.queryOptions({ input: {}, staleTime: 60_000 }))
  const input = useMemo(
    () => ({
      scope,
      sort: search.sort,
      descending: search.descending,
      ...(search.text !== '' && { text: search.text }),
      ...(search.kind !== undefined && { kind: search.kind }),
    }),
    [scope, search],
  )
  const { head, rowAt, onSight } = useListWindows(
    (offset) => api.accounts.list.queryOptions({ input: { ...input, offset, limit: WINDOW } }),
    ({ accounts }) => accounts,
  )
  const first = head.data
  const columns = useColumns(first?.currency ?? 'EUR')
  const filtered = search.text !== '' || search.kind !== undefined || scope.kind !== 'company'
  const figure = (of: 'count' | 'open' | 'won') => ({
    kind: 'accounts',
    of: {
      figure: of,
      scope: scopeToText(scope),
      ...(search.text !== '' && { text: search.text }),
      ...(search.kind !== undefined && { kind: search.kind }),
    },
  })
  return (
    <>
      <PageHead
        title="Accounts"
        actions={
          <>
            <ExportButton file="accounts" of={{ ...input, scope: scopeToText(scope) }} />
            {allows(me.level, 'accounts.write') ? <NewAccount kinds={choices?.kinds ?? []} /> : null}
          </>
        }
      />
      <div className={styles.filters}>
        <SearchField label="Find an account" value={search.text} onChange={search.setText} />
        {choices && choices.kinds.length > 0 ? (
          <Select
            aria-label="Kind"
            placeholder="Every kind"
            data={choices.kinds}
            value={search.kind ?? null}
            onChange={search.setKind}
            clearable
          />
        ) : null}
        {first ? (
          <p className={styles.sums}>
            <Figure figure={figure('count')}>{accountsWords(first.count)}</Figure>
            <span>
              <Figure figure={figure('open')}>{formatMoney(first.open, first.currency, { style: 'compact' })}</Figure>{' '}
              open
            </span>
            <span>
              <Figure figure={figure('won')}>{formatMoney(first.won, first.currency, { style: 'compact' })}</Figure> won
            </span>
          </p>
        ) : null}
      </div>
      {head.isError && !first ? (
        <Failure message={messageOf(head.error)} onRetry={() => void head.refetch()} />
      ) : !first ? (
        <Loading lines={8} />
      ) : first.count === 0 ? (
        <NoAccounts filtered={filtered} onClear={() => search.setText('')} />
      ) : (
        <VirtualTable
          caption="Accounts"
          tracks={TRACKS}
          columns={columns}
          count={first.count}
          rowAt={rowAt}
          sort={search.sort}
          descending={search.descending}
          onSort={search.setSort}
          onSight={onSight}
        />
      )}
    </>
  )
}

function NoAccounts({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  if (filtered)
    return (
      <Empty
        action={
          <Button variant="default" onClick={onClear}>
            Clear the search
          </Button>
        }
      >
        No account of this scope matches.
      </Empty>
    )
  return (
    <Empty action={<DropFile />}>
      No accounts yet. They come with an export that holds companies, or are made here by hand.
    </Empty>
  )
}

function useColumns(currency: string): VirtualColumn<AccountRow>[] {
  const travel = useTravel()
  return useMemo(() => {
    const money = (row: AccountRow, figure: 'open' | 'won', minor: number) =>
      minor === 0 ? (
        <span className="quiet">–</span>
      ) : (
        <Figure
          figure={accountFigure(row.id, figure)}
          title={row.missing.length > 0 ? row.missing.join(', ') : formatMoney(minor, currency, { style: 'exact' })}
        >
          {row.missing.length > 0 ? 'no rate' : formatMoney(minor, currency, { style: 'compact' })}
        </Figure>
      )
    return [
      {
        id: 'name',
        header: 'Account',
        sort: 'name',
        cell: (row) => (
          <Link to="/accounts/$accountId" params={{ accountId: row.id }} search={travel} className={styles.name}>
            {row.name}
            {row.parent ? <span className={styles.parent}>{row.parent}</span> : null}
          </Link>
        ),
      },
      {
        id: 'owner',
        header: 'Owner',
        minor: true,
        sort: 'owner',
        cell: (row) => row.owner ?? <span className="quiet">nobody</span>,
      },
      { id: 'kind', header: 'Kind', minor: true, sort: 'kind', cell: (row) => row.kind ?? '' },
      { id: 'open', header: 'Open', align: 'end', sort: 'open', cell: (row) => money(row, 'open', row.open) },
      {
        id: 'deals',
        header: 'Open deals',
        align: 'end',
        minor: true,
        sort: 'deals',
        cell: (row) =>
          row.openCount === 0 ? (
            <span className="quiet">–</span>
          ) : (
            <Figure figure={accountFigure(row.id, 'open', { counted: true })}>{formatCount(row.openCount)}</Figure>
          ),
      },
      { id: 'won', header: 'Won', align: 'end', minor: true, sort: 'won', cell: (row) => money(row, 'won', row.won) },
      {
        id: 'touch',
        header: 'Last touch',
        align: 'end',
        sort: 'touch',
        cell: (row) => (row.lastTouch ? formatDate(row.lastTouch) : <span className="quiet">never</span>),
      },
    ]
  }, [currency, travel])
}

function accountsWords(count: number): string {
  return count === 1 ? '1 account' : `${formatCount(count)} accounts`
}
