import { Button, NativeSelect, Stack, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { SinceField } from '#ui/forms/since-field.tsx'
import { useFrame } from '../../view.tsx'
import type { OrgPerson, OrgTeam } from '../contract.ts'
import styles from './org.module.css'
import { useOrgEdit } from './use-org-edit.ts'
import { sinceWords } from './words.ts'

interface Fields {
  readonly teamId: string
  readonly discipline: string
  readonly segment: string
  readonly level: string
  readonly office: string
  readonly managerId: string
  readonly dottedManagerId: string
}

const NOBODY = ''

/** Team, role and both lines of one person, from a date or as a correction. Only what was changed is sent. */
export function MembershipForm({
  person,
  org,
  teamId,
}: {
  person: OrgPerson
  org: { readonly teams: readonly OrgTeam[]; readonly people: readonly OrgPerson[] }
  /** proposed by dragging */
  teamId?: string | undefined
}) {
  const { workspace } = useFrame()
  const save = useOrgEdit()
  const held = fieldsOf(person)
  const [fields, setFields] = useState<Fields>({ ...held, ...(teamId !== undefined && { teamId }) })
  const [since, setSince] = useState(workspace.clock.today)
  const set = (change: Partial<Fields>) => setFields({ ...fields, ...change })
  const patch = Object.fromEntries(
    Object.entries(fields)
      .filter(([field, value]) => value !== held[field as keyof Fields])
      .map(([field, value]) => [field, value === NOBODY ? null : value]),
  )
  const changed = Object.keys(patch).length > 0 || person.membership === null
  const others = org.people.filter((one) => one.id !== person.id && one.membership !== null && !one.notPerson)
  const people = (blank: string) => [
    { value: NOBODY, label: blank },
    ...others.map(({ id, name }) => ({ value: id, label: name })),
  ]
  const [whole, setWhole] = useState(teamId === undefined)
  const target = org.teams.find(({ id }) => id === teamId)?.name
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const edits = [{ kind: 'membership' as const, id: person.id, since, patch: { ...patch, ...employed(person) } }]
    save(`Membership of ${person.name} changed`, edits)
  }
  if (!whole && target !== undefined) {
    return (
      <form onSubmit={submit}>
        <Stack gap={16} pt={12}>
          <p>{sinceWords(person.name, target)}</p>
          <SinceField value={since} today={workspace.clock.today} onChange={setSince} />
          <div className={styles.buttons}>
            <Button type="submit" disabled={!changed}>
              Move
            </Button>
            <button type="button" className="plain" onClick={() => setWhole(true)}>
              Change more
            </button>
          </div>
        </Stack>
      </form>
    )
  }
  return (
    <form onSubmit={submit}>
      <Stack gap={16} pt={12}>
        <div className={styles.pair}>
          <NativeSelect
            label="Team"
            data={[
              { value: NOBODY, label: 'No team' },
              ...org.teams.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            value={fields.teamId}
            onChange={(event) => set({ teamId: event.currentTarget.value })}
          />
          <TextInput
            label="Office"
            description="Empty: the team’s"
            value={fields.office}
            onChange={(event) => set({ office: event.currentTarget.value })}
          />
          <TextInput
            label="Discipline"
            placeholder="ae, sdr, csm, manager"
            value={fields.discipline}
            onChange={(event) => set({ discipline: event.currentTarget.value })}
          />
          <TextInput
            label="Segment"
            placeholder="smb, enterprise"
            value={fields.segment}
            onChange={(event) => set({ segment: event.currentTarget.value })}
          />
          <NativeSelect
            label="Manager (skills)"
            data={people('The team’s manager')}
            value={fields.managerId}
            onChange={(event) => set({ managerId: event.currentTarget.value })}
          />
          <NativeSelect
            label="Dotted line (cadence)"
            data={people('Nobody')}
            value={fields.dottedManagerId}
            onChange={(event) => set({ dottedManagerId: event.currentTarget.value })}
          />
          <TextInput
            label="Level"
            placeholder="junior, senior"
            value={fields.level}
            onChange={(event) => set({ level: event.currentTarget.value })}
          />
        </div>
        <SinceField value={since} today={workspace.clock.today} onChange={setSince} />
        <div>
          <Button type="submit" disabled={!changed}>
            Save
          </Button>
        </div>
      </Stack>
    </form>
  )
}

/** Whoever is not employed becomes so with the first membership. */
function employed(person: OrgPerson): { employed?: true } {
  return person.membership === null ? { employed: true } : {}
}

function fieldsOf({ membership }: OrgPerson): Fields {
  return {
    teamId: membership?.teamId ?? NOBODY,
    discipline: membership?.discipline ?? '',
    segment: membership?.segment ?? '',
    level: membership?.level ?? '',
    office: membership?.office ?? '',
    managerId: membership?.managerId ?? NOBODY,
    dottedManagerId: membership?.dottedManagerId ?? NOBODY,
  }
}
