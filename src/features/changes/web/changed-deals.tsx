import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo, useRef } from 'react'
import type { Part } from '#domain/changes/waterfall.ts'
import { formatMoney } from '#ui/format/money.ts'
import { formatDate } from '#ui/format/time.ts'
import { Section } from '#ui/frame/page-head.tsx'
import { useShortcuts } from '#ui/keyboard/keyboard.tsx'
import { Failure, Loading } from '#ui/states/states.tsx'
import { DataTable, type Column } from '#ui/table/data-table.tsx'
import { useApi } from '../../api.tsx'
import { CommentButton, useComments } from '../../comments.tsx'
import { useOpenDrawer } from '../../drawers.tsx'
import { messageOf } from '../../failure.ts'
import { Figure } from '../../figure.tsx'
import type { ChangedDeal, WaterfallAnswer } from '../contract.ts'
import { PART_WORDS } from '../../change-words.ts'
import styles from './changes.module.css'
import type { Comparison } from './use-comparison.ts'
import { whatChanged } from './words.ts'

const PAGE = 100

interface ChangedDealsProps {
  readonly answer: WaterfallAnswer
  readonly comparison: Comparison
  readonly part: Part
}

/** The deals behind one part, the largest first, each with what was said about it. */
export function ChangedDeals({ answer, comparison, part }: ChangedDealsProps) {
  const api = useApi()
  const rows = useInfiniteQuery(
    api.changes.rows.infiniteOptions({
      input: (offset: number) => ({ ...comparison.input, part, offset, limit: PAGE }),
      initialPageParam: 0,
      getNextPageParam: ({ count }, pages) => {
        const shown = pages.reduce((sum, page) => sum + page.deals.length, 0)
        return shown < count ? shown : undefined
      },
    }),
  )
  const { label, meaning } = PART_WORDS[part]
  return (
    <Section title={label}>
      <p className={styles.meaning}>{meaning}</p>
      {rows.isError && !rows.data ? (
        <Failure message={messageOf(rows.error)} onRetry={() => void rows.refetch()} />
      ) : rows.data ? (
        <Rows
          deals={rows.data.pages.flatMap((page) => page.deals)}
          answer={answer}
          comparison={comparison}
          part={part}
        />
      ) : (
        <Loading lines={4} />
      )}
      {rows.hasNextPage ? (
        <p className={styles.more}>
          <button
            type="button"
            className="plain"
            disabled={rows.isFetchingNextPage}
            onClick={() => void rows.fetchNextPage()}
          >
            Show more
          </button>
        </p>
      ) : null}
    </Section>
  )
}

function Rows({ deals, answer, comparison, part }: ChangedDealsProps & { readonly deals: readonly ChangedDeal[] }) {
  const open = useOpenDrawer()
  const ids = useMemo(() => deals.map((deal) => deal.dealId), [deals])
  const comments = useComments('deal', ids)
  const table = useRef<HTMLDivElement>(null)
  useRowKeys(table)
  const { currency } = answer
  const money = (deal: ChangedDeal, measure: 'amount' | 'before' | 'after', minor: number | null | undefined) =>
    minor === null || minor === undefined ? (
      <span className="quiet">–</span>
    ) : (
      <Figure figure={comparison.figure(part, measure, deal.dealId)}>
        {formatMoney(minor, currency, { style: 'exact' })}
      </Figure>
    )
  if (deals.length === 0) return <p className={styles.none}>No deal stands here.</p>
  const columns: Column<ChangedDeal>[] = [
    {
      id: 'deal',
      header: 'Deal',
      cell: (deal) => (
        <button type="button" className={styles.deal} data-row onClick={() => open('deal', deal.dealId)}>
          <span>{deal.name}</span>
          {deal.account && deal.account !== deal.name ? <span className="quiet">{deal.account}</span> : null}
        </button>
      ),
    },
    {
      id: 'owner',
      header: 'Owner',
      minor: true,
      cell: (deal) => (deal.closing ?? deal.opening)?.owner ?? <span className="quiet">no person</span>,
    },
    { id: 'what', header: 'What changed', minor: true, cell: (deal) => whatChanged(part, deal) },
    {
      id: 'before',
      header: formatDate(answer.fromDate),
      align: 'end',
      minor: true,
      cell: (deal) => money(deal, 'before', deal.opening?.amount),
    },
    {
      id: 'after',
      header: comparison.until === undefined ? 'Now' : formatDate(answer.toDate),
      align: 'end',
      minor: true,
      cell: (deal) => money(deal, 'after', deal.closing?.amount),
    },
    { id: 'given', header: PART_WORDS[part].label, align: 'end', cell: (deal) => money(deal, 'amount', deal.given) },
    {
      id: 'comment',
      header: 'Why',
      cell: (deal) => (
        <CommentButton
          subject={{ kind: 'deal', id: deal.dealId }}
          name={deal.name}
          comments={comments.get(deal.dealId) ?? []}
        />
      ),
    },
  ]
  return (
    <div ref={table}>
      <DataTable
        caption={`Deals: ${PART_WORDS[part].label}`}
        columns={columns}
        rows={deals}
        rowKey={(deal) => deal.dealId}
      />
    </div>
  )
}

/** J and K walk down and up the deals. */
function useRowKeys(table: React.RefObject<HTMLDivElement | null>): void {
  useShortcuts(
    useMemo(() => {
      const step = (by: 1 | -1) => {
        const rows = [...(table.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])]
        const at = rows.findIndex((row) => row === document.activeElement)
        rows[at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + by))]?.focus()
      }
      return [
        { keys: 'j', label: 'Next deal', run: () => step(1) },
        { keys: 'k', label: 'Deal before', run: () => step(-1) },
      ]
    }, [table]),
  )
}
