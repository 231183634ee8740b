import type { LeadoutClient } from '../../client.ts'
import { useEdits } from '../../edits.tsx'
import { newEditId } from '../../edit-id.ts'

type OrgEdits = Parameters<LeadoutClient['org']['edit']>[0]['edits']

/** Sends edits of the organisation as one act, with its undo. */
export function useOrgEdit(): (label: string, edits: OrgEdits, onSaved?: () => void) => void {
  const edit = useEdits()
  return (label, edits, onSaved) => {
    const editId = newEditId()
    edit({
      label,
      call: ['org.edit', { editId, edits }],
      undo: ['org.undo', { editId }],
      ...(onSaved && { onSaved }),
    })
  }
}
