import type { LeadoutClient } from '../../client.ts'
import { newEditId } from '../../edit-id.ts'
import { useEdits } from '../../edits.tsx'

type SettingEdits = Parameters<LeadoutClient['settings']['edit']>[0]['edits']

/** Says something of a role as one act, with its undo. */
export function useRoleEdit(): (label: string, edits: SettingEdits) => void {
  const edit = useEdits()
  return (label, edits) => {
    const editId = newEditId()
    edit({ label, call: ['settings.edit', { editId, edits }], undo: ['org.undo', { editId }] })
  }
}
