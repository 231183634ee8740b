import type { LeadoutClient } from '../../client.ts'
import { newEditId } from '../../edit-id.ts'
import { useEdits } from '../../edits.tsx'

export type SettingEdits = Parameters<LeadoutClient['settings']['edit']>[0]['edits']

/** Sends edits of settings as one act, with its undo. */
export function useSettingEdit(): (label: string, edits: SettingEdits) => void {
  const edit = useEdits()
  return (label, edits) => {
    const editId = newEditId()
    edit({ label, call: ['settings.edit', { editId, edits }], undo: ['org.undo', { editId }] })
  }
}
