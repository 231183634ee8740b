import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Segments } from '#ui/forms/segments.tsx'
import { formatDate, formatMoment } from '#ui/format/time.ts'
import { Section } from '#ui/frame/page-head.tsx'
import { Failure, Loading } from '#ui/states/states.tsx'
import { DataTable, type Column } from '#ui/table/data-table.tsx'
import { useApi } from '../../api.tsx'
import { useOpenDrawer } from '../../drawers.tsx'
import { entryWords, othersWords, reasonWords } from '../../entry-words.ts'
import { messageOf } from '../../failure.ts'
import { useFrame } from '../../view.tsx'
import type { Shown, Upload, UploadEntry } from '../contract.ts'
import styles from './capture.module.css'

const PAGE = 50

const CHOICES: readonly { readonly value: Shown; readonly label: string }[] = [
  { value: 'stored', label: 'Counts' },
  { value: 'busy', label: 'Busy time' },
  { value: 'aside', label: 'Set aside' },
  { value: 'left', label: 'Left out' },
]

/** Exactly what would be stored, entry by entry, and what would not, each with its reason. */
export function Entries({ upload }: { upload: Upload }) {
  const api = useApi()
  const [show, setShow] = useState<Shown>('stored')
  const [offset, setOffset] = useState(0)
  const entries = useQuery(
    api.captures.entries.queryOptions({
      input: { importId: upload.id, show, offset, limit: PAGE },
      placeholderData: (before) => before,
    }),
  )
  const rows = entries.data?.entries ?? []
  return (
    <Section title="Entry by entry" aside="Only you see this">
      <div className={styles.shown}>
        <Segments
          label="Which entries"
          value={show}
          options={CHOICES}
          onChange={(value) => {
            setShow(value)
            setOffset(0)
          }}
        />
      </div>
      {entries.isError && !entries.data ? (
        <Failure message={messageOf(entries.error)} onRetry={() => void entries.refetch()} />
      ) : null}
      {entries.isPending ? <Loading lines={6} /> : null}
      {entries.data && rows.length === 0 ? <p className="quiet">{offset === 0 ? 'None.' : 'No more.'}</p> : null}
      {rows.length > 0 ? <EntryTable rows={rows} /> : null}
      {offset > 0 || rows.length === PAGE ? (
        <p className={styles.after}>
          {offset > 0 ? (
            <button type="button" className="plain" onClick={() => setOffset(offset - PAGE)}>
              Earlier in the files
            </button>
          ) : null}{' '}
          {rows.length === PAGE ? (
            <button type="button" className="plain" onClick={() => setOffset(offset + PAGE)}>
              Further on in the files
            </button>
          ) : null}
        </p>
      ) : null}
    </Section>
  )
}

function EntryTable({ rows }: { rows: readonly UploadEntry[] }) {
  const { workspace } = useFrame()
  const open = useOpenDrawer()
  const columns: Column<UploadEntry>[] = [
    {
      id: 'at',
      header: 'When',
      cell: (entry) =>
        entry.date === null ? formatMoment(entry.at, workspace.org.zone) : formatDate(entry.date, { year: true }),
    },
    { id: 'what', header: 'What', cell: entryWords },
    { id: 'with', header: 'With', cell: othersWords },
    {
      id: 'for',
      header: 'Counts for',
      cell: (entry) => {
        const { deal, account } = entry
        if (deal !== null)
          return (
            <button type="button" className="plain" onClick={() => open('deal', deal.id)}>
              {deal.name}
            </button>
          )
        if (account === null) return '–'
        return (
          <Link to="/accounts/$accountId" params={{ accountId: account.id }} search={(before: object) => before}>
            {account.name}
          </Link>
        )
      },
    },
    { id: 'why', header: 'Because', cell: reasonWords },
  ]
  return <DataTable caption="Entries" columns={columns} rows={rows} rowKey={(entry) => entry.id} narrow="cards" />
}
