import { Button, NativeSelect, Stack, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { Drawer as Shell } from '#ui/drawer/drawer.tsx'
import { SinceField } from '#ui/forms/since-field.tsx'
import { Section } from '#ui/frame/page-head.tsx'
import { Failure, Loading } from '#ui/states/states.tsx'
import { useApi } from '../../api.tsx'
import { type DrawerContentProps, useOpenDrawer } from '../../drawers.tsx'
import { messageOf } from '../../failure.ts'
import { useFrame } from '../../view.tsx'
import type { OrgPerson, OrgTeam } from '../contract.ts'
import { CloseTeam } from './close-team.tsx'
import styles from './org.module.css'
import { useOrgEdit } from './use-org-edit.ts'

export interface Org {
  readonly teams: readonly OrgTeam[]
  readonly people: readonly OrgPerson[]
}

/** One team: name, parent, manager, office; `new` makes one, `id:parentId` proposes a parent. */
export function Drawer({ id }: DrawerContentProps) {
  const api = useApi()
  const org = useQuery(api.org.tree.queryOptions({ input: {} }))
  if (org.isError && !org.data) {
    return (
      <Shell title="Team">
        <Failure message={messageOf(org.error)} onRetry={() => void org.refetch()} />
      </Shell>
    )
  }
  if (!org.data) {
    return (
      <Shell title="Team">
        <Loading lines={6} />
      </Shell>
    )
  }
  const [teamId, parentId] = id.split(':')
  const team = org.data.teams.find((one) => one.id === teamId)
  if (team === undefined && teamId !== 'new') {
    return (
      <Shell title="Team">
        <p>This team is not there on the day shown.</p>
      </Shell>
    )
  }
  return (
    <Shell title={team?.name ?? 'New team'}>
      <TeamForm key={`${id} ${team?.name}`} team={team} org={org.data} parentId={parentId} />
      {team === undefined ? null : (
        <Section title="Close the team">
          <CloseTeam team={team} org={org.data} />
        </Section>
      )}
    </Shell>
  )
}

interface Fields {
  readonly name: string
  readonly parentId: string
  readonly managerId: string
  readonly office: string
}

function TeamForm({ team, org, parentId }: { team: OrgTeam | undefined; org: Org; parentId: string | undefined }) {
  const { workspace } = useFrame()
  const save = useOrgEdit()
  const open = useOpenDrawer()
  const held: Fields = {
    name: team?.name ?? '',
    parentId: team?.parentId ?? '',
    managerId: team?.managerId ?? '',
    office: team?.office ?? '',
  }
  const [fields, setFields] = useState<Fields>({ ...held, ...(parentId !== undefined && { parentId }) })
  const [since, setSince] = useState(workspace.clock.today)
  const set = (change: Partial<Fields>) => setFields({ ...fields, ...change })
  const patch = Object.fromEntries(
    Object.entries({ ...fields, name: fields.name.trim() })
      .filter(([field, value]) => value !== held[field as keyof Fields])
      .map(([field, value]) => [field, value === '' ? null : value]),
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save(team ? `${fields.name} changed` : `${fields.name} added`, [
      { kind: 'team', since, patch, ...(team && { id: team.id }) },
    ])
    if (team === undefined) open('org-team', 'new')
  }
  return (
    <form onSubmit={submit}>
      <Stack gap={16} pt={8}>
        <TextInput
          label="Name"
          required
          withAsterisk={false}
          data-autofocus
          value={fields.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <div className={styles.pair}>
          <NativeSelect
            label="Below"
            data={[
              { value: '', label: 'Nothing: at the top' },
              ...org.teams.filter(({ id }) => id !== team?.id).map(({ id, name }) => ({ value: id, label: name })),
            ]}
            value={fields.parentId}
            onChange={(event) => set({ parentId: event.currentTarget.value })}
          />
          <NativeSelect
            label="Manager"
            data={[
              { value: '', label: 'Nobody' },
              ...org.people
                .filter((person) => person.membership !== null && !person.notPerson)
                .map(({ id, name }) => ({ value: id, label: name })),
            ]}
            value={fields.managerId}
            onChange={(event) => set({ managerId: event.currentTarget.value })}
          />
          <TextInput
            label="Office"
            value={fields.office}
            onChange={(event) => set({ office: event.currentTarget.value })}
          />
        </div>
        <SinceField value={since} today={workspace.clock.today} onChange={setSince} />
        <div>
          <Button type="submit" disabled={Object.keys(patch).length === 0}>
            {team ? 'Save' : 'Add team'}
          </Button>
        </div>
      </Stack>
    </form>
  )
}
