import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { PageHead } from '#ui/frame/page-head.tsx'
import { ProgressBar } from '#ui/progress-bar.tsx'
import { Failure, Loading } from '#ui/states/states.tsx'
import { useApi } from '../../api.tsx'
import { messageOf } from '../../failure.ts'
import type { Import } from '../contract.ts'
import { FirstFinding } from './finding.tsx'
import { Preview } from './preview.tsx'
import { Sentence } from './sentence.tsx'
import styles from './sources.module.css'
import { Steps } from './steps.tsx'
import { UndoButton } from './undo-button.tsx'
import { countParts, isBusy, labelWords, progressWords, withdrawalWords } from './words.ts'

const ASK_EVERY_MS = 700

/** One import from the first byte to undo: progress, questions, preview, result. */
export function Page() {
  const api = useApi()
  const { importId = '' }: { importId?: string } = useParams({ strict: false })
  const held = useQuery(
    api.sources.imports.get.queryOptions({
      input: { importId },
      refetchInterval: ({ state }) => (state.data && isBusy(state.data.state) ? ASK_EVERY_MS : false),
    }),
  )
  return (
    <>
      <p className={styles.back}>
        <Link to="/sources" search={(before: object) => before}>
          Sources
        </Link>
      </p>
      {held.isError && !held.data ? (
        <Failure message={messageOf(held.error)} onRetry={() => void held.refetch()} />
      ) : held.data ? (
        <>
          <Steps state={held.data.state} />
          <ImportBody item={held.data} />
        </>
      ) : (
        <Loading lines={6} />
      )}
    </>
  )
}

function ImportBody({ item }: { item: Import }) {
  switch (item.state) {
    case 'staging':
    case 'applying':
      return <Progress item={item} />
    case 'questions':
    case 'ready':
      return <Preview item={item} />
    case 'done':
      return <Done item={item} />
    case 'failed':
      return <Failed item={item} />
    case 'undone':
      return (
        <PageHead
          title={`${labelWords(item.label)}: undone`}
          lead="Its figures still show where the clock is set to what was known then."
          actions={<UndoButton item={item} />}
        />
      )
  }
}

function Progress({ item }: { item: Import }) {
  const { progress } = item
  const share = progress?.rowsTotal ? progress.rows / progress.rowsTotal : null
  return (
    <>
      <PageHead
        title={labelWords(item.label)}
        lead="You can leave this page; it goes on by itself, also after a restart."
      />
      <ProgressBar share={share} label={progress ? progressWords(progress) : 'Waiting to begin'} />
    </>
  )
}

function Failed({ item }: { item: Import }) {
  const api = useApi()
  const queries = useQueryClient()
  const recount = useMutation(
    api.sources.imports.recount.mutationOptions({ onSuccess: () => queries.invalidateQueries() }),
  )
  return (
    <>
      <PageHead
        title={`${labelWords(item.label)}: not imported`}
        lead={item.error ?? 'It stopped, and nothing was written.'}
        actions={
          <>
            <Button variant="default" loading={recount.isPending} onClick={() => recount.mutate({ importId: item.id })}>
              Try again
            </Button>
            <UndoButton item={item} />
          </>
        }
      />
      {recount.isError ? <Failure message={messageOf(recount.error)} /> : null}
    </>
  )
}

function Done({ item }: { item: Import }) {
  const api = useApi()
  const withdrawal = useQuery(api.sources.imports.withdrawal.queryOptions({ input: { importId: item.id } }))
  const quality = useQuery(api.sources.quality.list.queryOptions())
  return (
    <>
      <PageHead
        title={`${labelWords(item.label)}: imported`}
        lead={item.counts ? <Sentence parts={countParts(item.counts, item.id)} /> : undefined}
        actions={
          <Button component={Link} to="/board/sprint">
            See the sprint
          </Button>
        }
      />
      <FirstFinding finding={quality.data?.finding ?? null} />
      <p className={styles.after}>
        {quality.data && quality.data.issues.length > 0 ? (
          <Link to="/sources" search={(before: object) => before}>
            See what to repair
          </Link>
        ) : null}
        {item.counts && item.counts.rejected > 0 ? (
          <a href={`/api/v1/imports/${encodeURIComponent(item.id)}/rejected`} download>
            Download the rows that were left out
          </a>
        ) : null}
      </p>
      {withdrawal.data ? (
        <p className={styles.after}>
          <span className="quiet">{withdrawalWords(withdrawal.data.kinds, withdrawal.data.edited)}</span>
          <UndoButton item={item} informed />
        </p>
      ) : null}
    </>
  )
}
