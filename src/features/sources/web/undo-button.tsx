import { ORPCError } from '@orpc/client'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { formatMoment } from '#ui/format/time.ts'
import { useApi } from '../../api.tsx'
import { messageOf } from '../../failure.ts'
import { useFrame } from '../../view.tsx'
import type { Import } from '../contract.ts'
import { canUndo } from './words.ts'

/** Later edits stand on the rows of the import: the person decides. */
function isConflict(error: unknown): error is ORPCError<'CONFLICT', unknown> {
  return error instanceof ORPCError && error.code === 'CONFLICT'
}

/** Takes a whole import back; what it wrote stays in the history as known then. */
export function UndoButton({ item }: { item: Import }) {
  const api = useApi()
  const queries = useQueryClient()
  const { workspace } = useFrame()
  const undo = useMutation(
    api.sources.imports.undo.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries()
        notifications.show({ message: `Undone: ${item.label}` })
      },
      onError: (error) => {
        if (!isConflict(error)) notifications.show({ message: messageOf(error), role: 'alert' })
      },
    }),
  )
  if (!canUndo(item, workspace.clock.now) || item.undoUntil === null) return null
  if (isConflict(undo.error)) {
    return (
      <span role="alert">
        {messageOf(undo.error)}{' '}
        <button type="button" className="plain" onClick={() => undo.mutate({ importId: item.id, force: true })}>
          Undo all the same
        </button>
      </span>
    )
  }
  return (
    <button
      type="button"
      className="plain"
      disabled={undo.isPending}
      title={`Until ${formatMoment(item.undoUntil, workspace.org.zone)}`}
      onClick={() => undo.mutate({ importId: item.id })}
    >
      Undo
    </button>
  )
}
