import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import type { AccessLevel } from '#domain/access/permission.ts'
import { useApi } from '../../api.tsx'
import { messageOf } from '../../failure.ts'
import { useFrame } from '../../view.tsx'
import type { MadeLink } from '../contract.ts'
import styles from './members.module.css'

/** Invites by a link to copy, and by mail where a mail server is set up. */
export function InviteForm({
  levels,
  onMade,
}: {
  levels: readonly AccessLevel[]
  onMade: (link: MadeLink & { email: string }) => void
}) {
  const api = useApi()
  const queries = useQueryClient()
  const { workspace } = useFrame()
  const [email, setEmail] = useState('')
  const [level, setLevel] = useState<AccessLevel>('rep')
  const [personId, setPersonId] = useState('')
  const invite = useMutation(
    api.members.invite.mutationOptions({
      onSuccess: async (link) => {
        onMade({ ...link, email })
        setEmail('')
        await queries.invalidateQueries()
      },
    }),
  )
  const people = workspace.scopes.filter(({ scope }) => scope.kind === 'person')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    invite.mutate({ email, level, personId: personId === '' ? null : personId, mail: true })
  }
  return (
    <form onSubmit={submit} className={styles.invite}>
      <TextInput
        label="E-mail"
        type="email"
        required
        withAsterisk={false}
        autoComplete="off"
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <NativeSelect
        label="Level"
        data={[...levels]}
        value={level}
        onChange={(event) => setLevel(event.currentTarget.value as AccessLevel)}
      />
      <NativeSelect
        label="Is the person"
        data={[{ value: '', label: 'Nobody' }, ...people.map(({ scope, name }) => ({ value: scope.id, label: name }))]}
        value={personId}
        onChange={(event) => setPersonId(event.currentTarget.value)}
      />
      <Button type="submit" loading={invite.isPending}>
        Invite
      </Button>
      {invite.isError ? (
        <p className="behind" role="alert">
          {messageOf(invite.error)}
        </p>
      ) : null}
    </form>
  )
}
