import { Autocomplete, Button, Modal, Select, Stack, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState, type FormEvent } from 'react'
import { useEdits } from '../../edits.tsx'
import { useFrame } from '../../view.tsx'
import { useOwners } from './use-owners.ts'

/** An account by hand: a name is enough. */
export function NewAccount({ kinds }: { kinds: readonly string[] }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>New account</Button>
      <Modal opened={open} onClose={() => setOpen(false)} title="New account">
        <AccountForm kinds={kinds} onDone={() => setOpen(false)} />
      </Modal>
    </>
  )
}

function AccountForm({ kinds, onDone }: { kinds: readonly string[]; onDone: () => void }) {
  const edit = useEdits()
  const navigate = useNavigate()
  const owners = useOwners()
  const { me } = useFrame()
  const [name, setName] = useState('')
  const [ownerId, setOwner] = useState<string | null>(me.personId ?? null)
  const [kind, setKind] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const accountOf = (answer: unknown) => (answer as { accountId: string }).accountId
    edit({
      label: `${name.trim()} made`,
      call: ['accounts.create', { name: name.trim(), ownerId, type: kind.trim() === '' ? null : kind.trim() }],
      undo: (answer) => ['accounts.remove', { accountId: accountOf(answer) }],
      onSaved: (answer) =>
        void navigate({
          to: '/accounts/$accountId',
          params: { accountId: accountOf(answer) },
          search: (before: object) => before,
        }),
    })
    onDone()
  }
  return (
    <form onSubmit={submit}>
      <Stack gap={16}>
        <TextInput
          label="Name"
          required
          withAsterisk={false}
          data-autofocus
          maxLength={500}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Select label="Owner" data={owners} value={ownerId} onChange={setOwner} searchable clearable />
        <Autocomplete label="Kind" data={[...kinds]} value={kind} onChange={setKind} maxLength={500} />
        <Button type="submit" disabled={name.trim() === ''}>
          Make account
        </Button>
      </Stack>
    </form>
  )
}
