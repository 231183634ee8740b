import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { formatCount } from '#ui/format/number.ts'
import { PageHead, Section } from '#ui/frame/page-head.tsx'
import { ProgressBar } from '#ui/progress-bar.tsx'
import { Failure, Loading } from '#ui/states/states.tsx'
import { useApi } from '../../api.tsx'
import { Figure } from '../../figure.tsx'
import { messageOf } from '../../failure.ts'
import type { AsideDomain, Upload, UploadProblem } from '../contract.ts'
import styles from './capture.module.css'
import { Domains } from './domains.tsx'
import { Entries } from './entries.tsx'
import { UploadActs } from './upload-acts.tsx'
import { countLines, exampleWords, isBusy, leadWords, noteLines, progressWords, writtenWords } from './words.ts'

const ASK_EVERY_MS = 700

/** One upload: what it would bring, entry by entry, before it is confirmed; what it brought, afterwards. */
export function Page() {
  const api = useApi()
  const { importId = '' }: { importId?: string } = useParams({ strict: false })
  const one = useQuery(
    api.captures.get.queryOptions({
      input: { importId },
      refetchInterval: ({ state }) => (state.data && isBusy(state.data.upload.state) ? ASK_EVERY_MS : false),
    }),
  )
  return (
    <>
      <p className={styles.back}>
        <Link to="/sources/mine" search={(before: object) => before}>
          My mail and calendar
        </Link>
      </p>
      {one.isError && !one.data ? (
        <Failure message={messageOf(one.error)} onRetry={() => void one.refetch()} />
      ) : one.data ? (
        <Body {...one.data} />
      ) : (
        <Loading lines={6} />
      )}
    </>
  )
}

function Body({
  upload,
  domains,
  problems,
}: {
  upload: Upload
  domains: readonly AsideDomain[]
  problems: readonly UploadProblem[]
}) {
  const api = useApi()
  const queries = useQueryClient()
  const fresh = { onSuccess: () => queries.invalidateQueries() }
  const apply = useMutation(api.captures.apply.mutationOptions(fresh))
  const again = useMutation(api.captures.again.mutationOptions(fresh))
  const input = { importId: upload.id }
  switch (upload.state) {
    case 'staging':
    case 'applying':
      return (
        <>
          <PageHead title={upload.label} lead="You can leave this page; it goes on by itself, also after a restart." />
          <ProgressBar share={null} label={progressWords(upload)} />
        </>
      )
    case 'failed':
      return (
        <PageHead
          title={`${upload.label}: not read`}
          lead={upload.error ?? 'It stopped, and nothing was stored.'}
          actions={<UploadActs item={upload} />}
        />
      )
    case 'undone':
      return (
        <PageHead
          title={`${upload.label}: taken back`}
          lead="It counts nowhere any more, but in what was known before."
          actions={<UploadActs item={upload} />}
        />
      )
    case 'done':
      return (
        <>
          <PageHead
            title={`${upload.label}: stored`}
            lead={writtenWords(upload)}
            actions={<UploadActs item={upload} />}
          />
          <Counts upload={upload} />
          <Domains domains={domains} />
          <Problems problems={problems} />
        </>
      )
    case 'questions':
    case 'ready':
      return (
        <>
          <PageHead
            title={upload.label}
            lead={leadWords(upload.counts)}
            actions={
              <>
                <Button onClick={() => apply.mutate(input)} loading={apply.isPending}>
                  Store this
                </Button>
                <UploadActs item={upload} />
              </>
            }
          />
          {apply.isError ? <Failure message={messageOf(apply.error)} /> : null}
          <Counts upload={upload} />
          <Domains domains={domains} onLearned={() => again.mutate(input)} />
          <Entries upload={upload} />
          <Problems problems={problems} />
        </>
      )
  }
}

function Counts({ upload }: { upload: Upload }) {
  if (upload.counts === null) return null
  const notes = noteLines(upload.counts)
  return (
    <>
      <ul className={styles.figures}>
        {countLines(upload.counts).map(({ id, label, value }) => (
          <li key={id} className={styles.figure}>
            <span className={styles.number}>
              <Figure figure={{ kind: 'capture', of: { importId: upload.id, count: id } }}>{formatCount(value)}</Figure>
            </span>
            <span className="quiet">{label}</span>
          </li>
        ))}
      </ul>
      {notes.map((note) => (
        <p key={note} className={`quiet ${styles.after}`}>
          {note}
        </p>
      ))}
    </>
  )
}

const EFFECTS = { reject: 'left out', skip: 'left out', cell: 'kept', note: 'kept' } as const

function Problems({ problems }: { problems: readonly UploadProblem[] }) {
  if (problems.length === 0) return null
  return (
    <Section title="Problems">
      <ul className={styles.problems}>
        {problems.map(({ reason, remedy, severity, rows, examples }) => (
          <li key={`${severity} ${reason}`} className={styles.problem}>
            <p>
              {reason} <span className="quiet">{`${formatCount(rows)}, ${EFFECTS[severity]}`}</span>
            </p>
            <p className="quiet">{exampleWords(examples)}</p>
            {remedy === null ? null : <p className="quiet">{remedy}</p>}
          </li>
        ))}
      </ul>
    </Section>
  )
}
