import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { PageHead } from '#ui/frame/page-head.tsx'
import { ProgressBar } from '#ui/progress-bar.tsx'
import { Failure, Loading } from '#ui/states/states.tsx'
import { useApi } from '../../api.tsx'
import { messageOf } from '../../failure.ts'
import type { Import, ImportPreview } from '../contract.ts'
import { Columns } from './columns.tsx'
import { Problems } from './problems.tsx'
import { Questions } from './questions.tsx'
import { UndoButton } from './undo-button.tsx'
import { countWords, isBusy, previewWords, progressWords } from './words.ts'

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
  if (held.isError && !held.data) return <Failure message={messageOf(held.error)} onRetry={() => void held.refetch()} />
  if (!held.data) return <Loading lines={6} />
  return (
    <>
      <p className="quiet" style={{ marginBottom: 8 }}>
        <Link to="/sources" search={(before: object) => before}>
          Sources
        </Link>
      </p>
      <ImportBody item={held.data} />
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
      return (
        <PageHead title={`${item.label}: not imported`} lead={item.error ?? 'It stopped, and nothing was written.'} />
      )
    case 'undone':
      return (
        <PageHead
          title={`${item.label}: undone`}
          lead="Its figures still show where the clock is set to what was known then."
        />
      )
  }
}

function Progress({ item }: { item: Import }) {
  const { progress } = item
  const share = progress?.rowsTotal ? progress.rows / progress.rowsTotal : null
  return (
    <>
      <PageHead title={item.label} lead="You can leave this page; it goes on by itself, also after a restart." />
      <ProgressBar share={share} label={progress ? progressWords(progress) : 'Waiting to begin'} />
    </>
  )
}

function Preview({ item }: { item: Import }) {
  const api = useApi()
  const preview = useQuery(
    api.sources.imports.preview.queryOptions({
      input: { importId: item.id },
      refetchInterval: ({ state }) => (state.data && isCounting(state.data) ? ASK_EVERY_MS : false),
    }),
  )
  if (preview.isError && !preview.data) {
    return <Failure message={messageOf(preview.error)} onRetry={() => void preview.refetch()} />
  }
  return preview.data ? <PreviewBody preview={preview.data} /> : <Loading lines={8} />
}

/** Rows are counted in the background, once nothing is left to ask. */
function isCounting({ counts, questions }: ImportPreview): boolean {
  return counts === null && questions.every((question) => question.answer !== null)
}

function leadWords(preview: ImportPreview): string {
  if (preview.counts) return previewWords(preview.counts)
  return isCounting(preview) ? 'Counting what it would write.' : 'Nothing is written yet.'
}

function PreviewBody({ preview }: { preview: ImportPreview }) {
  const api = useApi()
  const queries = useQueryClient()
  const { id, label } = preview.import
  const open = preview.questions.filter((question) => question.answer === null).length
  const apply = useMutation(api.sources.imports.apply.mutationOptions({ onSuccess: () => queries.invalidateQueries() }))
  return (
    <>
      <PageHead
        title={label}
        lead={leadWords(preview)}
        actions={
          <Button onClick={() => apply.mutate({ importId: id })} disabled={open > 0} loading={apply.isPending}>
            Import
          </Button>
        }
      />
      {open > 0 ? <p role="status">{open === 1 ? 'One question is open.' : `${open} questions are open.`}</p> : null}
      {apply.isError ? <Failure message={messageOf(apply.error)} /> : null}
      <Questions importId={id} questions={preview.questions} />
      <Problems problems={preview.problems} />
      {preview.files.map((file) => (
        <Columns key={file.fileNo} importId={id} file={file} />
      ))}
    </>
  )
}

function Done({ item }: { item: Import }) {
  return (
    <PageHead
      title={`${item.label}: imported`}
      lead={item.counts ? countWords(item.counts) : undefined}
      actions={
        <>
          <UndoButton item={item} />
          {item.counts && item.counts.rejected > 0 ? (
            <a href={`/api/v1/imports/${encodeURIComponent(item.id)}/rejected`} download>
              Download rejected rows
            </a>
          ) : null}
          <Button component={Link} to="/board/sprint">
            See the sprint
          </Button>
        </>
      }
    />
  )
}
