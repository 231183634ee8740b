import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { allows } from '#domain/access/permission.ts'
import { PageHead } from '#ui/frame/page-head.tsx'
import { Empty, Failure, Loading } from '#ui/states/states.tsx'
import { useAddress } from '../../address.ts'
import { useApi } from '../../api.tsx'
import { useOpenDrawer } from '../../drawers.tsx'
import { messageOf } from '../../failure.ts'
import { usePaletteItems } from '../../palette.tsx'
import { useFrame } from '../../view.tsx'
import type { OrgPerson } from '../contract.ts'
import { OrgTree } from './org-tree.tsx'
import { OtherPeople } from './other-people.tsx'
import styles from './org.module.css'
import { lineRows, teamRows } from './tree.ts'

/** Teams with their people, or who reports to whom; every change of it is dated. */
export function Page() {
  const api = useApi()
  const { me } = useFrame()
  const search = useAddress(['by'])
  const navigate = useNavigate()
  const open = useOpenDrawer()
  const org = useQuery(api.org.tree.queryOptions({ input: {} }))
  const mayEdit = allows(me.level, 'settings.manage')
  usePaletteItems(
    useMemo(
      () =>
        mayEdit
          ? [
              { id: 'org.add-person', label: 'Add a person', run: () => open('org-person', 'new') },
              { id: 'org.add-team', label: 'New team', run: () => open('org-team', 'new') },
            ]
          : [],
      [mayEdit, open],
    ),
  )
  if (org.isError && !org.data) return <Failure message={messageOf(org.error)} onRetry={() => void org.refetch()} />
  if (!org.data) return <Loading lines={8} />
  const { teams, people } = org.data
  const byLine = search.by === 'line'
  const rows = byLine ? lineRows(people) : teamRows(teams, people)
  const show = (by: string | undefined) => void navigate({ to: '.', search: (before: object) => ({ ...before, by }) })
  const add = <Button onClick={() => open('org-person', 'new')}>Add a person</Button>
  return (
    <>
      <PageHead
        title="Org"
        lead="Every change is dated: what was so yesterday stays readable."
        actions={
          mayEdit ? (
            <>
              <Button variant="default" onClick={() => open('org-team', 'new')}>
                New team
              </Button>
              {add}
            </>
          ) : null
        }
      />
      {rows.length === 0 ? (
        <Empty action={mayEdit ? add : null}>Nobody is here yet: add a person, or import the users of your CRM.</Empty>
      ) : (
        <>
          <div className={styles.views} role="group" aria-label="Drawn by">
            <button type="button" className="plain" aria-pressed={!byLine} onClick={() => show(undefined)}>
              By team
            </button>
            <button type="button" className="plain" aria-pressed={byLine} onClick={() => show('line')}>
              By reporting line
            </button>
          </div>
          <OrgTree rows={rows} org={org.data} mayEdit={mayEdit} />
        </>
      )}
      <OtherPeople
        title="Not employed on this day"
        people={people.filter((person: OrgPerson) => person.membership === null && !person.notPerson)}
        mayEdit={mayEdit}
      />
      <OtherPeople
        title="Users of the CRM that are not a person"
        people={people.filter((person: OrgPerson) => person.notPerson)}
        mayEdit={mayEdit}
      />
    </>
  )
}
