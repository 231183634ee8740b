import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { PageHead } from '#ui/frame/page-head.tsx'
import { ProgressBar } from '#ui/progress-bar.tsx'
import { Failure, Loading } from '#ui/states/states.tsx'
import { useApi } from '../../api.tsx'
import { messageOf } from '../../failure.ts'
import type { Import, ImportPreview } from '../contract.ts'
import { Columns } from './columns.tsx'
import { FirstFinding } from './finding.tsx'
import { Problems } from './problems.tsx'
import { Questions } from './questions.tsx'
import { Sentence } from './sentence.tsx'
import { UndoButton } from './undo-button.tsx'
import { countingWords, isOpen, labelWords, previewParts, type Part } from './words.ts'

const ASK_EVERY_MS = 700

/** What an import would write, before it writes anything: questions, problems, columns. */
export function Preview({ item }: { item: Import }) {
  const api = useApi()
  const preview = useQuery(
    api.sources.imports.preview.queryOptions({
      input: { importId: item.id },
      refetchInterval: ({ state }) => (state.data?.counting ? ASK_EVERY_MS : false),
    }),
  )
  if (preview.isError && !preview.data) {
    return <Failure message={messageOf(preview.error)} onRetry={() => void preview.refetch()} />
  }
  return preview.data ? <PreviewBody preview={preview.data} /> : <Loading lines={8} />
}

function leadParts(preview: ImportPreview): readonly Part[] {
  if (preview.counts) return previewParts(preview.counts, preview.import.id)
  const open = preview.questions.filter(isOpen).length
  if (open === 0) return [{ text: 'Counting what it would write.' }]
  return [
    {
      text:
        open === 1
          ? 'One question is open. Nothing is written yet.'
          : `${open} questions are open. Nothing is written yet.`,
    },
  ]
}

function PreviewBody({ preview }: { preview: ImportPreview }) {
  const api = useApi()
  const queries = useQueryClient()
  const { import: item, questions, problems, files } = preview
  const importId = item.id
  const open = questions.filter(isOpen).length
  const again = { onSuccess: () => queries.invalidateQueries() }
  const apply = useMutation(api.sources.imports.apply.mutationOptions(again))
  const recount = useMutation(api.sources.imports.recount.mutationOptions(again))
  const toCheck = files.toSorted((a, b) => Number(a.object === null) - Number(b.object === null))
  return (
    <>
      <PageHead
        title={labelWords(item.label)}
        lead={<Sentence parts={leadParts(preview)} />}
        actions={
          <>
            <Button onClick={() => apply.mutate({ importId })} disabled={open > 0} loading={apply.isPending}>
              Import
            </Button>
            <UndoButton item={item} />
          </>
        }
      />
      {preview.counting ? (
        <ProgressBar share={null} label={item.progress ? countingWords(item.progress) : 'Waiting to begin'} />
      ) : null}
      {preview.stale ? (
        <p role="status">
          Another import was written or undone since these rows were counted.{' '}
          <button
            type="button"
            className="plain"
            disabled={recount.isPending}
            onClick={() => recount.mutate({ importId })}
          >
            Count again
          </button>
        </p>
      ) : null}
      {apply.isError ? <Failure message={messageOf(apply.error)} /> : null}
      <FirstFinding finding={preview.finding} importId={importId} />
      <Questions importId={importId} questions={questions} />
      <Problems importId={importId} problems={problems} />
      {toCheck.map((file) => (
        <Columns key={file.fileNo} importId={importId} file={file} />
      ))}
    </>
  )
}
