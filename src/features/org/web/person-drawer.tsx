import { useQuery } from '@tanstack/react-query'
import { allows } from '#domain/access/permission.ts'
import { Drawer as Shell } from '#ui/drawer/drawer.tsx'
import { formatDate } from '#ui/format/time.ts'
import { Section } from '#ui/frame/page-head.tsx'
import { Failure, Loading } from '#ui/states/states.tsx'
import { useApi } from '../../api.tsx'
import { type DrawerContentProps, useOpenDrawer } from '../../drawers.tsx'
import { messageOf } from '../../failure.ts'
import { useFrame } from '../../view.tsx'
import type { Stint } from '../contract.ts'
import { MembershipForm } from './membership-form.tsx'
import { NewPersonForm } from './new-person-form.tsx'
import { PersonForm } from './person-form.tsx'
import styles from './org.module.css'
import { roleWords } from './words.ts'

/** One person of the organisation: where they belong, since when, and what can be changed. `id:teamId` proposes a team. */
export function Drawer({ id }: DrawerContentProps) {
  const api = useApi()
  const { me } = useFrame()
  const openDrawer = useOpenDrawer()
  const org = useQuery(api.org.tree.queryOptions({ input: {} }))
  const [personId, teamId] = id.split(':')
  if (org.isError && !org.data) {
    return (
      <Shell title="Person">
        <Failure message={messageOf(org.error)} onRetry={() => void org.refetch()} />
      </Shell>
    )
  }
  if (!org.data) {
    return (
      <Shell title="Person">
        <Loading lines={6} />
      </Shell>
    )
  }
  if (personId === 'new') {
    return (
      <Shell title="Add a person" lead="A name is enough; everything else can wait.">
        <NewPersonForm teams={org.data.teams} />
      </Shell>
    )
  }
  const person = org.data.people.find((one) => one.id === personId)
  if (person === undefined) {
    return (
      <Shell title="Person">
        <p>This person is not here on the day shown.</p>
      </Shell>
    )
  }
  const mayEdit = allows(me.level, 'settings.manage')
  return (
    <Shell
      title={person.name}
      lead={person.notPerson ? 'not a person' : roleWords(person.membership)}
      actions={
        mayEdit && person.membership !== null ? (
          <button type="button" className="plain" onClick={() => openDrawer('org-leaver', person.id)}>
            Leaves…
          </button>
        ) : null
      }
    >
      {mayEdit && !person.notPerson ? (
        <Section title="Membership">
          <MembershipForm key={id} person={person} org={org.data} teamId={teamId} />
        </Section>
      ) : null}
      <History personId={person.id} />
      {mayEdit ? (
        <Section title="Person">
          <PersonForm person={person} />
        </Section>
      ) : null}
    </Shell>
  )
}

function History({ personId }: { personId: string }) {
  const api = useApi()
  const history = useQuery(api.org.history.queryOptions({ input: { personId }, retry: false }))
  if (history.isError && !history.data) {
    return (
      <Section title="Until now">
        <p className="quiet">{messageOf(history.error)}</p>
      </Section>
    )
  }
  if (!history.data) return <Loading />
  return (
    <Section title="Until now">
      {history.data.stints.length === 0 ? <p className="quiet">No membership yet.</p> : null}
      <ol className={styles.stints}>
        {history.data.stints.map((stint) => (
          <li key={`${stint.from} ${stint.to}`}>
            <span className="quiet">{stintDays(stint)}</span>
            <span>{stintWords(stint)}</span>
          </li>
        ))}
      </ol>
    </Section>
  )
}

function stintDays({ from, to }: Stint): string {
  const day = (date: string) => formatDate(date, { year: true })
  if (from === null) return to === null ? 'always' : `until ${day(to)}`
  return to === null ? `since ${day(from)}` : `${day(from)} – ${day(to)}`
}

function stintWords(stint: Stint): string {
  const parts = [
    stint.team ?? 'no team',
    stint.discipline,
    stint.segment,
    stint.level,
    stint.office,
    stint.manager === null ? null : `manager ${stint.manager}`,
    stint.dottedManager === null ? null : `dotted line to ${stint.dottedManager}`,
  ]
  return parts.filter((part) => part !== null).join(' · ')
}
