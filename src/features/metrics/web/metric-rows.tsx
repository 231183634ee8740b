import { useInfiniteQuery } from '@tanstack/react-query'
import { formatCount } from '#ui/format/number.ts'
import { Section } from '#ui/frame/page-head.tsx'
import { Failure, Loading } from '#ui/states/states.tsx'
import { DataTable, type Column } from '#ui/table/data-table.tsx'
import { useApi } from '../../api.tsx'
import { useOpenDrawer } from '../../drawers.tsx'
import { messageOf } from '../../failure.ts'
import { figureText } from '../../figure-text.tsx'
import { Figure } from '../../figure.tsx'
import type { FigureRef, ReceiptRows } from '../../receipt.ts'
import { useFrame } from '../../view.tsx'
import styles from './metric.module.css'

type Row = ReceiptRows['rows'][number]

const PAGE = 20

/** The rows behind the figure, a page at a time; a deal opens over the page. */
export function MetricRows({ figure }: { figure: FigureRef }) {
  const api = useApi()
  const { workspace } = useFrame()
  const open = useOpenDrawer()
  const pages = useInfiniteQuery(
    api.receipts.get.infiniteOptions({
      input: (offset: number) => ({ figure, offset, limit: PAGE }),
      initialPageParam: 0,
      getNextPageParam: (last, all) => {
        const shown = all.reduce((sum, page) => sum + (page.rows?.rows.length ?? 0), 0)
        return shown < (last.rows?.count ?? 0) ? shown : undefined
      },
    }),
  )
  const first = pages.data?.pages[0]
  if (pages.isError && !first) return <Failure message={messageOf(pages.error)} onRetry={() => void pages.refetch()} />
  if (!first) return <Loading lines={4} />
  if (!first.rows) return null
  const { columns, count } = first.rows
  const rows = pages.data?.pages.flatMap((page) => page.rows?.rows ?? []) ?? []
  const cells = columns.map(({ id, label, numeric }, at): Column<Row> => ({
    id,
    header: label,
    ...(numeric && { align: 'end' as const }),
    cell: (row) => {
      const cell = row.cells[at]
      const text = cell ? figureText(cell, workspace.org.zone) : '–'
      const { opens } = row
      if (at > 0 || !opens) return text
      return (
        <button type="button" className="plain" onClick={() => open(opens.drawer, opens.id)}>
          {text}
        </button>
      )
    },
  }))
  return (
    <Section title="Rows" aside={<Figure figure={figure}>{countWords(rows.length, count)}</Figure>}>
      {count === 0 ? (
        <p className={styles.sentence}>No rows stand behind it.</p>
      ) : (
        <DataTable caption="Rows behind the figure" columns={cells} rows={rows} rowKey={(row) => row.id} />
      )}
      {pages.hasNextPage ? (
        <p className={styles.more}>
          <button
            type="button"
            className="plain"
            disabled={pages.isFetchingNextPage}
            onClick={() => void pages.fetchNextPage()}
          >
            Show more
          </button>
        </p>
      ) : null}
    </Section>
  )
}

function countWords(shown: number, count: number): string {
  if (shown < count) return `${formatCount(shown)} of ${formatCount(count)}`
  return count === 1 ? '1 row' : `${formatCount(count)} rows`
}
