import { Button, NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { formatMoment } from '#ui/format/time.ts'
import { formatDate } from '#ui/format/time.ts'
import { PageHead } from '#ui/frame/page-head.tsx'
import { Empty, Failure, Loading } from '#ui/states/states.tsx'
import { toCsv } from '#ui/table/csv.ts'
import { type Column, DataTable } from '#ui/table/data-table.tsx'
import { useApi } from '../../api.tsx'
import { messageOf } from '../../failure.ts'
import { useFrame } from '../../view.tsx'
import type { AuditRow } from '../contract.ts'
import { changeWords, KIND_WORDS } from './audit-words.ts'
import styles from './settings.module.css'

const PAGE = 200

/** Who changed what by hand, when, and from which day on; filtered and exported. */
export function Page() {
  const api = useApi()
  const { workspace } = useFrame()
  const [kind, setKind] = useState('')
  const [actorId, setActorId] = useState('')
  const [limit, setLimit] = useState(PAGE)
  const members = useQuery(api.members.list.queryOptions())
  const audit = useQuery(
    api.settings.audit.queryOptions({
      input: { limit, ...(kind !== '' && { kind }), ...(actorId !== '' && { actorId }) },
    }),
  )
  if (audit.isError && !audit.data)
    return <Failure message={messageOf(audit.error)} onRetry={() => void audit.refetch()} />
  const { zone } = workspace.org
  const columns: Column<AuditRow>[] = [
    {
      id: 'at',
      header: 'When',
      whole: true,
      cell: (row) => formatMoment(row.at, zone),
      text: (row) => new Date(row.at).toISOString(),
    },
    { id: 'by', header: 'Who', cell: (row) => row.by ?? row.source, text: (row) => row.by ?? row.source },
    { id: 'kind', header: 'What', cell: (row) => KIND_WORDS[row.kind] ?? row.kind, text: (row) => row.kind },
    { id: 'label', header: 'Which', cell: (row) => row.label ?? '–', text: (row) => row.label ?? row.entityId },
    {
      id: 'change',
      header: 'Change',
      cell: (row) => {
        const words = changeWords(row.patch, zone)
        return <span data-typed>{row.retracted ? <s>{words}</s> : words}</span>
      },
      text: (row) => JSON.stringify(row.patch),
    },
    {
      id: 'from',
      header: 'Holds from',
      minor: true,
      whole: true,
      cell: (row) => (row.validFrom === null ? 'always' : formatDate(row.validFrom, { year: true })),
      text: (row) => row.validFrom ?? '',
    },
  ]
  const rows = audit.data?.rows ?? []
  return (
    <>
      <PageHead
        title="Audit log"
        lead="Every change made by hand. It can be added to and not rewritten; what was taken back is struck through."
        actions={
          <Button variant="default" onClick={() => download(toCsv(columns, rows))}>
            Export
          </Button>
        }
      />
      <div className={styles.controls}>
        <NativeSelect
          aria-label="Who"
          data={[
            { value: '', label: 'Everyone' },
            ...(members.data?.members ?? []).map(({ userId, name }) => ({ value: userId, label: name })),
          ]}
          value={actorId}
          onChange={(event) => setActorId(event.currentTarget.value)}
        />
        <NativeSelect
          aria-label="What"
          data={[
            { value: '', label: 'Everything' },
            ...Object.entries(KIND_WORDS).map(([value, label]) => ({ value, label })),
          ]}
          value={kind}
          onChange={(event) => setKind(event.currentTarget.value)}
        />
      </div>
      {audit.data ? null : <Loading lines={8} />}
      {audit.data && rows.length === 0 ? <Empty>Nothing was changed by hand yet.</Empty> : null}
      {rows.length > 0 ? (
        <DataTable caption="Changes" columns={columns} rows={rows} rowKey={(row) => row.id} narrow="cards" />
      ) : null}
      {rows.length === limit ? (
        <p>
          <button type="button" className="plain" onClick={() => setLimit(limit + PAGE)}>
            Older changes
          </button>
        </p>
      ) : null}
    </>
  )
}

function download(csv: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([csv], { type: 'text/csv;charset=utf-8' }))
  link.download = 'audit-log.csv'
  link.click()
  URL.revokeObjectURL(link.href)
}
