import { useCallback } from 'react'
import { useEdits } from '../../edits.tsx'
import type { AccountAnswer, AccountEditInput } from '../contract.ts'
import { FIELD_WORDS } from './words.ts'

type Field = keyof AccountEditInput

/** `save('ownerId', id)`: one field of an account, from now on, with its undo. */
export function useAccountEdit({ account }: AccountAnswer): (field: Field, value: string | null) => void {
  const edit = useEdits()
  return useCallback(
    (field, value) => {
      const before = field === 'type' ? account.kind : account[field]
      edit({
        label: `${FIELD_WORDS[field]} of ${account.name} changed`,
        call: ['accounts.edit', { accountId: account.id, edit: { [field]: value }, base: { [field]: before } }],
        undo: ['accounts.edit', { accountId: account.id, edit: { [field]: before }, base: { [field]: value } }],
      })
    },
    [edit, account],
  )
}
