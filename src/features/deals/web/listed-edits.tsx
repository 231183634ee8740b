import { useQuery } from '@tanstack/react-query'
import { ProgressBar } from '#ui/progress-bar.tsx'
import { useApi } from '../../api.tsx'
import { progressWords } from './words.ts'

const POLL_MS = 700

/** How far the edits of whole lists are. */
export function ListedEdits() {
  const api = useApi()
  const { data } = useQuery(
    api.deals.listedEdits.queryOptions({
      refetchInterval: ({ state }) => ((state.data?.edits.length ?? 0) > 0 ? POLL_MS : false),
    }),
  )
  return data?.edits.map(({ editId, total, done, undoing }) => (
    <ProgressBar key={editId} share={done / total} label={progressWords(done, total, undoing)} />
  ))
}
