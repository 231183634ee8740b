import { Link } from '@tanstack/react-router'
import { formatMoney } from '#ui/format/money.ts'
import { formatRange } from '#ui/format/time.ts'
import { Section } from '#ui/frame/page-head.tsx'
import { DataTable, type Column } from '#ui/table/data-table.tsx'
import { dealsRef } from '../../deal-ref.ts'
import { Figure } from '../../figure.tsx'
import { scopeToText } from '../../scope-text.ts'
import type { Today, TodayPerson } from '../contract.ts'
import styles from './today.module.css'

/** Those whose last four weeks differ most from the four before: a question to ask, not a ranking. */
export function People({ today, people }: { today: Today; people: NonNullable<Today['people']> }) {
  const { now, before, rows } = people
  const money = (minor: number, search: Record<string, string>) => (
    <Figure
      figure={dealsRef('sum', today.scope, search)}
      title={formatMoney(minor, today.currency, { style: 'exact' })}
    >
      {formatMoney(minor, today.currency, { style: 'compact' })}
    </Figure>
  )
  const columns: Column<TodayPerson>[] = [
    {
      id: 'name',
      header: 'Person',
      cell: ({ personId, name }) => (
        <Link
          to="."
          search={(search: Record<string, string>) => ({
            ...search,
            scope: scopeToText({ kind: 'person', id: personId }),
          })}
        >
          {name}
        </Link>
      ),
    },
    {
      id: 'before',
      header: 'Four weeks before',
      align: 'end',
      minor: true,
      cell: ({ personId, wonBefore }) => money(wonBefore, { status: 'won', owner: personId, ...before }),
    },
    {
      id: 'now',
      header: 'Won in four weeks',
      align: 'end',
      cell: ({ personId, won }) => money(won, { status: 'won', owner: personId, ...now }),
    },
    {
      id: 'untouched',
      header: 'Untouched for 30 days',
      align: 'end',
      cell: ({ personId, untouched }) => money(untouched, { owner: personId, untouched: '30' }),
    },
  ]
  return (
    <Section title="Whose weeks changed most" aside={formatRange(now.from, now.to)}>
      {rows.length === 0 ? (
        <p className={styles.empty}>Nobody whose figures you see belongs to this scope. People come with an import.</p>
      ) : (
        <>
          <p className={styles.meaning}>The largest differences to the four weeks before, up or down, by name.</p>
          <DataTable
            caption="Whose weeks changed most"
            columns={columns}
            rows={rows}
            rowKey={({ personId }) => personId}
          />
        </>
      )}
    </Section>
  )
}
