import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { formatMoment } from '#ui/format/time.ts'
import { useApi } from '../../api.tsx'
import { messageOf } from '../../failure.ts'
import { useFrame } from '../../view.tsx'
import type { Upload } from '../contract.ts'

/** Takes an upload back, writes it again, or forgets one that was never written: whichever it can be. */
export function UploadActs({ item }: { item: Upload }) {
  const api = useApi()
  const queries = useQueryClient()
  const { workspace } = useFrame()
  const done = (message: string) => ({
    onSuccess: async () => {
      await queries.invalidateQueries()
      notifications.show({ message })
    },
    onError: (error: Error) => notifications.show({ message: messageOf(error), role: 'alert' }),
  })
  const undo = useMutation(api.captures.undo.mutationOptions(done(`Taken back: ${item.label}`)))
  const redo = useMutation(api.captures.redo.mutationOptions(done(`Stored again: ${item.label}`)))
  const remove = useMutation(api.captures.remove.mutationOptions(done(`Removed: ${item.label}`)))
  const input = { importId: item.id }
  if (item.finishedAt === null) {
    if (item.state === 'applying') return null
    return (
      <button type="button" className="plain" disabled={remove.isPending} onClick={() => remove.mutate(input)}>
        Remove
      </button>
    )
  }
  if (item.undoUntil === null || item.undoUntil < workspace.clock.now) return null
  const act = item.state === 'undone' ? redo : undo
  return (
    <button
      type="button"
      className="plain"
      disabled={act.isPending}
      title={`Until ${formatMoment(item.undoUntil, workspace.org.zone)}`}
      onClick={() => act.mutate(input)}
    >
      {item.state === 'undone' ? 'Store again' : 'Undo'}
    </button>
  )
}
