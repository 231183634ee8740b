import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { SURE } from '#domain/fingerprint/contrast.ts'
import { DotTrack } from '#ui/charts/dot-track.tsx'
import { formatMetricValue } from '#ui/format/metric.ts'
import { formatDecimal } from '#ui/format/number.ts'
import { PageHead } from '#ui/frame/page-head.tsx'
import { Empty, Failure, Loading } from '#ui/states/states.tsx'
import { DataTable, type Column } from '#ui/table/data-table.tsx'
import { useAddress } from '../../address.ts'
import { useApi } from '../../api.tsx'
import { messageOf } from '../../failure.ts'
import { Figure } from '../../figure.tsx'
import { roleWords } from '../../metric-words.tsx'
import { useTravel } from '../../view.tsx'
import type { ContrastReport, ContrastRow } from '../contract.ts'
import styles from './contrast.module.css'
import { CERTAIN_WORDS, effectWords, groupsWords, sureWords } from './contrast-words.ts'

/** What do the proven of a role do differently? */
export function Page() {
  const api = useApi()
  const { role } = useAddress(['role'])
  const navigate = useNavigate()
  const report = useQuery(api.people.contrast.queryOptions({ input: role === undefined ? {} : { role } }))
  if (report.isError && !report.data)
    return <Failure message={messageOf(report.error)} onRetry={() => void report.refetch()} />
  if (!report.data) return <Loading lines={10} />
  const { data } = report
  if (data.role === null) return <Empty>Nobody has a role yet. Say in Team / Org what people do.</Empty>
  return (
    <>
      <PageHead title="What the proven do differently" lead={groupsWords(data)} />
      <NativeSelect
        className={styles.role ?? ''}
        label="Role"
        value={data.role}
        onChange={(event) => {
          const chosen = event.currentTarget.value
          void navigate({ to: '.', search: (before: object) => ({ ...before, role: chosen }) })
        }}
        data={data.roles.map(({ key }) => ({ value: key, label: roleWords(key, null) }))}
      />
      <Groups report={data} role={data.role} />
      {data.metrics.length > 0 ? <Differences report={data} role={data.role} /> : null}
    </>
  )
}

/** How many stand on either side. */
function Groups({ report: { group }, role }: { report: ContrastReport; role: string }) {
  const count = (part: 'proven' | 'others' | 'people', value: number) => (
    <Figure figure={{ kind: 'contrast', of: { role, part } }}>{formatDecimal(value)}</Figure>
  )
  return (
    <dl className={styles.groups}>
      {group.proven === null ? (
        <div>
          <dt>With four full quarters</dt>
          <dd>{count('people', group.people)}</dd>
        </div>
      ) : (
        <>
          <div>
            <dt>Proven</dt>
            <dd>{count('proven', group.proven)}</dd>
          </div>
          <div>
            <dt>Others</dt>
            <dd>{count('others', group.others)}</dd>
          </div>
        </>
      )}
    </dl>
  )
}

function Differences({ report, role }: { report: ContrastReport; role: string }) {
  const search = useTravel()
  const reach = Math.max(1, ...report.metrics.flatMap(({ contrast }) => [contrast?.low, contrast?.high].map(sizeOf)))
  const figure = (row: ContrastRow, part: string) => ({
    kind: 'contrast',
    of: { role, metric: row.column.id, part },
  })
  const mean = (part: 'proven' | 'others'): Column<ContrastRow> => ({
    id: part,
    header: part === 'proven' ? 'Proven' : 'Others',
    align: 'end',
    cell: (row) =>
      row.contrast === null ? (
        'too few'
      ) : (
        <Figure figure={figure(row, part)}>
          {formatMetricValue(row.contrast[part], { ...row.column, currency: report.currency })}
        </Figure>
      ),
  })
  const columns: Column<ContrastRow>[] = [
    {
      id: 'metric',
      header: 'Metric',
      cell: ({ column }) => (
        <Link to="/metrics/$metricId" params={{ metricId: column.id }} search={search} className={styles.metric}>
          {column.label}
        </Link>
      ),
    },
    mean('proven'),
    mean('others'),
    {
      id: 'track',
      header: 'Others do more · proven do more',
      minor: true,
      cell: ({ contrast }) =>
        contrast?.effect == null ? null : (
          <span className={styles.track}>
            <DotTrack
              value={contrast.effect}
              band={{ low: contrast.low!, high: contrast.high! }}
              tick={0}
              scale={{ low: -reach, high: reach }}
            />
          </span>
        ),
    },
    {
      id: 'effect',
      header: 'Effect',
      align: 'end',
      cell: (row) => <Effect row={row} figure={figure(row, 'effect')} />,
    },
    {
      id: 'sure',
      header: 'Certain',
      align: 'end',
      cell: (row) =>
        row.contrast?.sure == null ? (
          '–'
        ) : (
          <span data-sure={row.contrast.sure >= SURE || undefined} className={styles.sure}>
            <Figure figure={figure(row, 'sure')}>{sureWords(row.contrast.sure)}</Figure>
          </span>
        ),
    },
  ]
  return (
    <>
      <DataTable
        caption="What the proven do differently"
        columns={columns}
        rows={report.metrics}
        rowKey={({ column }) => column.id}
        narrow="cards"
      />
      <p className={styles.sentence}>{CERTAIN_WORDS}</p>
      <p className={styles.sentence}>
        The effect is in standard deviations of a person (Hedges&rsquo; g), its interval at nine in ten the wash around
        the dot. It says where people differ, not why: territory and product differ, too.
      </p>
    </>
  )
}

function Effect({ row: { contrast }, figure }: { row: ContrastRow; figure: Parameters<typeof Figure>[0]['figure'] }) {
  if (contrast === null) return '–'
  if (contrast.effect === null) return 'all alike'
  return (
    <span className={styles.effect}>
      <span className={styles.size}>{effectWords(contrast.effect)}</span>
      <Figure figure={figure}>{formatDecimal(Math.round(contrast.effect * 10) / 10)}</Figure>
    </span>
  )
}

function sizeOf(number: number | null | undefined): number {
  return Math.abs(number ?? 0)
}
