import { Button, Stack, Switch, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import type { OrgPerson } from '../contract.ts'
import { useOrgEdit } from './use-org-edit.ts'

/** Name and address, which have no history, and whether the user is a human at all. */
export function PersonForm({ person }: { person: OrgPerson }) {
  const save = useOrgEdit()
  const [name, setName] = useState(person.name)
  const [email, setEmail] = useState(person.email ?? '')
  const changed = name.trim() !== person.name || email.trim() !== (person.email ?? '')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const patch = { name: name.trim(), email: email.trim() === '' ? null : email.trim() }
    save(`${patch.name} saved`, [{ kind: 'person', id: person.id, since: 'correction', patch }])
  }
  const setNotPerson = (notPerson: boolean) =>
    save(notPerson ? `${person.name} is not a person` : `${person.name} is a person`, [
      { kind: 'person', id: person.id, since: 'correction', patch: { notPerson } },
    ])
  return (
    <Stack gap={16} pt={12}>
      <form onSubmit={submit}>
        <Stack gap={16}>
          <TextInput
            label="Name"
            required
            withAsterisk={false}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <TextInput
            label="E-mail"
            type="email"
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <div>
            <Button type="submit" variant="default" disabled={!changed}>
              Save name and e-mail
            </Button>
          </div>
        </Stack>
      </form>
      <Switch
        label="Not a person"
        description="An integration or a queue of the CRM: never counted as somebody, never credited with a deal"
        checked={person.notPerson}
        onChange={(event) => setNotPerson(event.currentTarget.checked)}
      />
    </Stack>
  )
}
