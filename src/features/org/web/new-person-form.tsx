import { Button, NativeSelect, Stack, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { useFrame } from '../../view.tsx'
import type { OrgTeam } from '../contract.ts'
import { useOrgEdit } from './use-org-edit.ts'

/** A person with a first membership, in one act. */
export function NewPersonForm({ teams }: { teams: readonly OrgTeam[] }) {
  const { workspace } = useFrame()
  const save = useOrgEdit()
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [teamId, setTeamId] = useState('')
  const [discipline, setDiscipline] = useState('')
  const [since, setSince] = useState(workspace.clock.today)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const patch = { name: name.trim(), email: email.trim() === '' ? null : email.trim() }
    const membership = { teamId: teamId === '' ? null : teamId, discipline: discipline === '' ? null : discipline }
    save(`${patch.name} added`, [{ kind: 'person', since, patch, membership }])
    setName('')
    setEmail('')
  }
  return (
    <form onSubmit={submit}>
      <Stack gap={16} pt={8}>
        <TextInput
          label="Name"
          required
          withAsterisk={false}
          data-autofocus
          autoComplete="off"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label="E-mail"
          description="Finds them in imports, calendars and invitations"
          type="email"
          autoComplete="off"
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <NativeSelect
          label="Team"
          data={[{ value: '', label: 'No team' }, ...teams.map((team) => ({ value: team.id, label: team.name }))]}
          value={teamId}
          onChange={(event) => setTeamId(event.currentTarget.value)}
        />
        <TextInput
          label="Discipline"
          placeholder="ae, sdr, csm, manager"
          value={discipline}
          onChange={(event) => setDiscipline(event.currentTarget.value)}
        />
        <TextInput
          label="First day"
          type="date"
          required
          withAsterisk={false}
          value={since}
          onChange={(event) => setSince(event.currentTarget.value)}
        />
        <div>
          <Button type="submit">Add</Button>
        </div>
      </Stack>
    </form>
  )
}
