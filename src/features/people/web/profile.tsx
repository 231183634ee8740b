import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { formatMoney } from '#ui/format/money.ts'
import { formatDate, formatMoment } from '#ui/format/time.ts'
import { Section } from '#ui/frame/page-head.tsx'
import { Failure, Loading } from '#ui/states/states.tsx'
import { DataTable, type Column } from '#ui/table/data-table.tsx'
import { useApi } from '../../api.tsx'
import { useOpenDrawer } from '../../drawers.tsx'
import { messageOf } from '../../failure.ts'
import { Figure } from '../../figure.tsx'
import { CellContent } from '../../metric-cell.tsx'
import { spanWords } from '../../metric-words.tsx'
import { useFrame, useTravel } from '../../view.tsx'
import type { Look, Profile } from '../contract.ts'
import styles from './people.module.css'
import { SURFACE_WORDS } from './words.ts'

/** Every metric of the manager's grid for one person, against the own past. */
export function Trends({ profile: { trends, person, currency } }: { profile: Profile }) {
  const search = useTravel()
  return (
    <Section title="Trends" aside="against own past">
      <ul className={styles.trends}>
        {trends.map(({ column, cell }) => (
          <li key={column.id} className={styles.trend} data-row tabIndex={-1}>
            <Link to="/metrics/$metricId" params={{ metricId: column.id }} search={search}>
              {column.label}
            </Link>
            <span className={styles.span}>{spanWords(column)}</span>
            <CellContent cell={cell} column={column} personId={person.personId} against="past" currency={currency} />
          </li>
        ))}
      </ul>
    </Section>
  )
}

const SHOWN_DEALS = 20

/** The open deals of a person, the next to close first. */
export function Deals({ personId }: { personId: string }) {
  const api = useApi()
  const open = useOpenDrawer()
  const deals = useQuery(
    api.deals.board.queryOptions({
      input: { scope: { kind: 'person', id: personId }, status: 'open', sort: 'close', limit: SHOWN_DEALS },
    }),
  )
  if (deals.isError && !deals.data)
    return <Failure message={messageOf(deals.error)} onRetry={() => void deals.refetch()} />
  if (!deals.data) return <Loading lines={4} />
  const { rows, total } = deals.data
  const columns: Column<(typeof rows)[number]>[] = [
    {
      id: 'deal',
      header: 'Deal',
      cell: (row) => (
        <button type="button" className="plain" onClick={() => open('deal', row.id)}>
          {row.name ?? row.id}
        </button>
      ),
    },
    { id: 'stage', header: 'Stage', minor: true, cell: (row) => row.stage ?? '–' },
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
          <Figure figure={{ kind: 'deal', of: { dealId: row.id, field: 'amount' } }}>
            {formatMoney(row.amount, row.currency, { style: 'exact' })}
          </Figure>
        ),
    },
  ]
  return (
    <Section title="Open deals" aside={total.count > rows.length ? moreWords(rows.length, total.count) : null}>
      {rows.length === 0 ? (
        <p className={styles.sentence}>No open deals.</p>
      ) : (
        <DataTable caption="Open deals" columns={columns} rows={rows} rowKey={(row) => row.id} />
      )}
    </Section>
  )
}

function moreWords(shown: number, count: number): string {
  return `${shown} of ${count}`
}

/** Who looked at this person, and where: what the person sees, everybody here sees. */
export function Looks({ profile: { looks } }: { profile: Profile }) {
  const { workspace } = useFrame()
  const columns: Column<Look>[] = [
    { id: 'who', header: 'Who', cell: ({ who }) => who },
    { id: 'where', header: 'Where', cell: ({ surface }) => SURFACE_WORDS[surface] },
    { id: 'when', header: 'When', align: 'end', cell: ({ at }) => formatMoment(at, workspace.org.zone) },
  ]
  return (
    <Section title="Who looked">
      {looks.last.length === 0 ? (
        <p className={styles.sentence}>Nobody yet.</p>
      ) : (
        <DataTable caption="Who looked" columns={columns} rows={looks.last} rowKey={({ id }) => id} />
      )}
    </Section>
  )
}
