import { useState } from 'react'
import { formatCount } from '#ui/format/number.ts'
import { Section } from '#ui/frame/page-head.tsx'
import { DataTable, type Column } from '#ui/table/data-table.tsx'
import { downloadText } from '#ui/table/download.ts'
import { toCsv } from '#ui/table/csv.ts'
import { useApi } from '../../api.tsx'
import { useOpenDrawer } from '../../drawers.tsx'
import { figurePlain, figureText } from '../../figure-text.tsx'
import type { FigureRef, Receipt, ReceiptRows } from '../../receipt.ts'
import { useFrame } from '../../view.tsx'
import styles from './receipt.module.css'
import { useQueryClient } from '@tanstack/react-query'

type Row = ReceiptRows['rows'][number]

/** The rows behind a figure, a page at a time, what they add up to, and all of them as a file. */
export function ReceiptRowsTable({
  figure,
  receipt,
  rows,
  more,
  loading,
}: {
  figure: FigureRef
  receipt: Receipt
  rows: readonly Row[]
  /** null: all of them are there */
  more: (() => void) | null
  loading: boolean
}) {
  const { workspace } = useFrame()
  const open = useOpenDrawer()
  const download = useDownload(figure, receipt)
  const { zone } = workspace.org
  if (!receipt.rows) return null
  const { columns, count, total } = receipt.rows
  const cells = columns.map(({ id, label, numeric }, at): Column<Row> => ({
    id,
    header: label,
    ...(numeric && { align: 'end' as const }),
    cell: (row) => {
      const cell = row.cells[at]
      const text = cell ? figureText(cell, zone) : '–'
      const { opens } = row
      if (at > 0 || !opens) return text
      return (
        <button type="button" className="plain" onClick={() => open(opens.drawer, opens.id)}>
          {text}
        </button>
      )
    },
    text: (row) => (row.cells[at] ? figurePlain(row.cells[at]) : ''),
  }))
  return (
    <Section
      title="Rows"
      aside={
        <button type="button" className="plain" disabled={download.busy} onClick={() => void download.run(cells)}>
          CSV
        </button>
      }
    >
      {count === 0 ? (
        <p className={styles.none}>No rows stand behind it.</p>
      ) : (
        <DataTable
          caption="Rows behind the figure"
          columns={cells}
          rows={rows}
          rowKey={(row) => row.id}
          narrow="cards"
        />
      )}
      <p className={styles.total} data-receipt-total>
        <span>{rowsWords(rows.length, count)}</span>
        {total ? <strong>{figureText(total, zone)}</strong> : null}
      </p>
      {more ? (
        <button type="button" className="plain" disabled={loading} onClick={more}>
          Show more
        </button>
      ) : null}
    </Section>
  )
}

function rowsWords(shown: number, count: number): string {
  if (shown < count) return `${formatCount(shown)} of ${formatCount(count)} rows shown; all together`
  return count === 1 ? '1 row' : `${formatCount(count)} rows, together`
}

const DOWNLOAD_PAGE = 1000

/** Fetches every row, not only those on screen, and saves them. */
function useDownload(figure: FigureRef, receipt: Receipt) {
  const api = useApi()
  const queries = useQueryClient()
  const [busy, setBusy] = useState(false)
  const run = async (columns: readonly Column<Row>[]) => {
    setBusy(true)
    try {
      const rows: Row[] = []
      const count = receipt.rows?.count ?? 0
      while (rows.length < count) {
        const input = { figure, offset: rows.length, limit: DOWNLOAD_PAGE }
        const page = await queries.fetchQuery(api.receipts.get.queryOptions({ input, staleTime: 0 }))
        if (!page.rows?.rows.length) break
        rows.push(...page.rows.rows)
      }
      downloadText(`${receipt.title}.csv`, toCsv(columns, rows), 'text/csv')
    } finally {
      setBusy(false)
    }
  }
  return { busy, run }
}
