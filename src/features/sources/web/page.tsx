import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { formatMoment } from '#ui/format/time.ts'
import { PageHead, Section } from '#ui/frame/page-head.tsx'
import { Failure, Loading } from '#ui/states/states.tsx'
import { DataTable, type Column } from '#ui/table/data-table.tsx'
import { useApi } from '../../api.tsx'
import { messageOf } from '../../failure.ts'
import { useFrame } from '../../view.tsx'
import type { Import } from '../contract.ts'
import { DropZone } from './drop-zone.tsx'
import { FirstFinding } from './finding.tsx'
import { Notices } from './notices.tsx'
import { QualityList } from './quality.tsx'
import { Sentence } from './sentence.tsx'
import styles from './sources.module.css'
import { UndoButton } from './undo-button.tsx'
import { countParts, isBusy, labelWords, progressWords, STATE_WORDS } from './words.ts'

const ASK_EVERY_MS = 1500

/** Where the figures come from: drop files, see what was imported, undo it, repair what keeps figures from being true. */
export function Page() {
  const api = useApi()
  const { workspace } = useFrame()
  const imports = useQuery(
    api.sources.imports.list.queryOptions({
      refetchInterval: ({ state }) => (state.data?.imports.some((item) => isBusy(item.state)) ? ASK_EVERY_MS : false),
    }),
  )
  const quality = useQuery(api.sources.quality.list.queryOptions())
  const zone = workspace.org.zone
  const columns: Column<Import>[] = [
    {
      id: 'label',
      header: 'Import',
      cell: (item) => (
        <Link to="/sources/$importId" params={{ importId: item.id }} search={(before: object) => before}>
          {labelWords(item.label)}
        </Link>
      ),
    },
    { id: 'started', header: 'Started', minor: true, whole: true, cell: (item) => formatMoment(item.startedAt, zone) },
    {
      id: 'by',
      header: 'By',
      minor: true,
      whole: true,
      cell: (item) => item.by ?? <span className="quiet">command line</span>,
    },
    { id: 'state', header: 'State', cell: (item) => STATE_WORDS[item.state] },
    { id: 'counts', header: 'Rows', minor: true, cell: (item) => <Outcome item={item} /> },
    { id: 'undo', header: '', align: 'end', cell: (item) => <UndoButton item={item} /> },
  ]
  const listed = imports.data?.imports ?? []
  return (
    <>
      <PageHead
        title="Sources"
        lead="An export of your CRM as it is: CSV or Excel, one file or many, zipped or not. Nothing is written before you have seen the preview, and every import can be undone."
      />
      <Notices imports={listed} sources={quality.data?.sources ?? []} />
      <DropZone />
      {workspace.hasData && quality.data ? (
        <>
          <FirstFinding finding={quality.data.finding} />
          <QualityList issues={quality.data.issues} currency={quality.data.currency} />
        </>
      ) : null}
      {quality.isError && !quality.data ? (
        <Failure message={messageOf(quality.error)} onRetry={() => void quality.refetch()} />
      ) : null}
      <Section title="Imports">
        {imports.isError && !imports.data ? (
          <Failure message={messageOf(imports.error)} onRetry={() => void imports.refetch()} />
        ) : null}
        {imports.isPending ? <Loading /> : null}
        {imports.data && listed.length === 0 ? (
          <p className="quiet" style={{ padding: '12px 0' }}>
            Nothing imported yet. A file is enough.
          </p>
        ) : null}
        {listed.length > 0 ? (
          <DataTable
            caption="Imports, newest first"
            columns={columns}
            rows={listed}
            rowKey={(item) => item.id}
            narrow="cards"
          />
        ) : null}
      </Section>
    </>
  )
}

function Outcome({ item }: { item: Import }) {
  if (item.error) return <>{item.error}</>
  if (item.progress && isBusy(item.state)) return <>{progressWords(item.progress)}</>
  return item.counts ? (
    <span className={styles.whole}>
      <Sentence parts={countParts(item.counts, item.id)} />
    </span>
  ) : null
}
