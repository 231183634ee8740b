import { Button, NativeSelect, Stack, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { useFrame } from '../../view.tsx'
import type { OrgTeam } from '../contract.ts'
import styles from './org.module.css'
import type { Org } from './team-drawer.tsx'
import { useOrgEdit } from './use-org-edit.ts'
import { peopleWords } from './words.ts'

/** Closes a team with a day; its people and teams move in the same act. */
export function CloseTeam({ team, org }: { team: OrgTeam; org: Org }) {
  const { workspace } = useFrame()
  const save = useOrgEdit()
  const [since, setSince] = useState(workspace.clock.today)
  const [to, setTo] = useState(team.parentId ?? '')
  const people = org.people.filter((person) => person.membership?.teamId === team.id)
  const teams = org.teams.filter((one) => one.parentId === team.id)
  const teamId = to === '' ? null : to
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save(`${team.name} closed`, [
      ...people.map(({ id }) => ({ kind: 'membership' as const, id, since, patch: { teamId } })),
      ...teams.map(({ id }) => ({ kind: 'team' as const, id, since, patch: { parentId: teamId } })),
      { kind: 'team', id: team.id, since, patch: { deleted: true } },
    ])
  }
  const moves = people.length + teams.length > 0
  return (
    <form onSubmit={submit}>
      <Stack gap={16} pt={12}>
        <p>
          {moves
            ? `From that day on ${peopleWords(people.length)} and the teams below move; figures of the days before keep the team.`
            : 'Figures of the days before keep the team.'}
        </p>
        <div className={styles.pair}>
          <TextInput
            label="First day without it"
            type="date"
            required
            withAsterisk={false}
            value={since}
            onChange={(event) => setSince(event.currentTarget.value)}
          />
          {moves ? (
            <NativeSelect
              label="Its people and teams move to"
              data={[
                { value: '', label: 'No team' },
                ...org.teams.filter(({ id }) => id !== team.id).map(({ id, name }) => ({ value: id, label: name })),
              ]}
              value={to}
              onChange={(event) => setTo(event.currentTarget.value)}
            />
          ) : null}
        </div>
        <div>
          <Button type="submit" variant="default">
            Close {team.name}
          </Button>
        </div>
      </Stack>
    </form>
  )
}
