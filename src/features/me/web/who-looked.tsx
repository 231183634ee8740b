import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { formatMoment } from '#ui/format/time.ts'
import { Section } from '#ui/frame/page-head.tsx'
import { Failure, Loading } from '#ui/states/states.tsx'
import { type Column, DataTable } from '#ui/table/data-table.tsx'
import { useApi } from '../../api.tsx'
import { messageOf } from '../../failure.ts'
import { useFrame } from '../../view.tsx'
import type { LeadoutClient } from '../../client.ts'
import styles from './me.module.css'
import { SURFACES } from './words.ts'

type ViewRow = Awaited<ReturnType<LeadoutClient['members']['views']['mine']>>['views'][number]

const PAGE = 25

/** Everyone who looked at this person by name, administrators and programs included. */
export function WhoLooked() {
  const api = useApi()
  const { workspace } = useFrame()
  const [limit, setLimit] = useState(PAGE)
  const query = useQuery(api.members.views.mine.queryOptions({ input: { limit } }))
  const columns: Column<ViewRow>[] = [
    { id: 'at', header: 'When', cell: (view) => formatMoment(view.at, workspace.org.zone) },
    { id: 'who', header: 'Who', cell: viewerWords },
    { id: 'where', header: 'Where', cell: (view) => SURFACES[view.surface] },
  ]
  return (
    <Section title="Who looked">
      {query.isError && !query.data ? (
        <Failure message={messageOf(query.error)} onRetry={() => void query.refetch()} />
      ) : null}
      {query.isPending ? <Loading /> : null}
      {query.data?.views.length === 0 ? (
        <p className={styles.none}>Nobody has looked at your page, drawers, exports or figures by name.</p>
      ) : null}
      {query.data && query.data.views.length > 0 ? (
        <DataTable caption="Who looked" columns={columns} rows={query.data.views} rowKey={(view) => view.id} />
      ) : null}
      {query.data?.views.length === limit && limit < 500 ? (
        <p>
          <button type="button" className="plain" onClick={() => setLimit(Math.min(500, limit * 4))}>
            Older looks
          </button>
        </p>
      ) : null}
    </Section>
  )
}

function viewerWords({ viewer }: ViewRow): string {
  if (viewer.kind === 'cli') return 'the command line of the server'
  const name = viewer.name ?? 'somebody who left'
  return viewer.kind === 'api-key' ? `${name}, by API key` : name
}
