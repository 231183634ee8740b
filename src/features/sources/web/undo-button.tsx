import { ORPCError } from '@orpc/client'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { formatMoment } from '#ui/format/time.ts'
import { useApi } from '../../api.tsx'
import { messageOf } from '../../failure.ts'
import { useFrame } from '../../view.tsx'
import type { Import } from '../contract.ts'
import { canRemove, canUndo } from './words.ts'

/** Later edits stand on the rows of the import: the person decides. */
function isConflict(error: unknown): error is ORPCError<'CONFLICT', unknown> {
  return error instanceof ORPCError && error.code === 'CONFLICT'
}

/**
 * Takes a whole import back, or writes it again; what it wrote stays in the history as known then. One that was never
 * written is removed. `informed`: the page says beside the button what goes with it, so nothing is asked.
 */
export function UndoButton({ item, informed = false }: { item: Import; informed?: boolean }) {
  const api = useApi()
  const queries = useQueryClient()
  const { workspace } = useFrame()
  const done = (message: string) => ({
    onSuccess: async () => {
      await queries.invalidateQueries()
      notifications.show({ message })
    },
    onError: (error: Error) => {
      if (!isConflict(error)) notifications.show({ message: messageOf(error), role: 'alert' })
    },
  })
  const undo = useMutation(api.sources.imports.undo.mutationOptions(done(`Undone: ${item.label}`)))
  const redo = useMutation(api.sources.imports.redo.mutationOptions(done(`Imported again: ${item.label}`)))
  const remove = useMutation(api.sources.imports.remove.mutationOptions(done(`Removed: ${item.label}`)))
  const importId = item.id
  if (canRemove(item)) {
    return <Act label="Remove" busy={remove.isPending} onClick={() => remove.mutate({ importId })} />
  }
  if (!canUndo(item, workspace.clock.now) || item.undoUntil === null) return null
  const until = `Until ${formatMoment(item.undoUntil, workspace.org.zone)}`
  if (item.state === 'undone') {
    return <Act label="Do it again" title={until} busy={redo.isPending} onClick={() => redo.mutate({ importId })} />
  }
  if (isConflict(undo.error)) {
    return (
      <span role="alert">
        {messageOf(undo.error)}{' '}
        <Act label="Undo all the same" busy={undo.isPending} onClick={() => undo.mutate({ importId, force: true })} />
      </span>
    )
  }
  return (
    <Act label="Undo" title={until} busy={undo.isPending} onClick={() => undo.mutate({ importId, force: informed })} />
  )
}

function Act({ label, title, busy, onClick }: { label: string; title?: string; busy: boolean; onClick: () => void }) {
  return (
    <button type="button" className="plain" disabled={busy} title={title} onClick={onClick}>
      {label}
    </button>
  )
}
