import { TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { PageHead } from '#ui/frame/page-head.tsx'
import { Empty, Failure, Loading } from '#ui/states/states.tsx'
import { DataTable, type Column } from '#ui/table/data-table.tsx'
import { useApi } from '../../api.tsx'
import { messageOf } from '../../failure.ts'
import { roleWords } from '../../metric-words.tsx'
import { useTravel, useView } from '../../view.tsx'
import type { PersonRow } from '../contract.ts'
import styles from './people.module.css'
import { tenureWords } from './words.ts'

/** Everybody whose page the reader may open, by name. */
export function Page() {
  const api = useApi()
  const { scope } = useView()
  const search = useTravel()
  const [text, setText] = useState('')
  const list = useQuery(api.people.list.queryOptions({ input: { scope } }))
  if (list.isError && !list.data) return <Failure message={messageOf(list.error)} onRetry={() => void list.refetch()} />
  if (!list.data) return <Loading lines={10} />
  const { people } = list.data
  if (people.length === 0) return <Empty>Nobody here whose page you may open.</Empty>
  const wanted = text.trim().toLocaleLowerCase()
  const shown = people.filter((one) =>
    [one.name, one.team, one.role, one.manager].some((part) => part?.toLocaleLowerCase().includes(wanted)),
  )
  const columns: Column<PersonRow>[] = [
    {
      id: 'name',
      header: 'Person',
      cell: (one) => (
        <Link
          to="/team/people/$personId"
          params={{ personId: one.personId }}
          search={search}
          className={styles.personLink}
        >
          {one.name}
        </Link>
      ),
    },
    { id: 'role', header: 'Role', cell: (one) => roleWords(one.role, one.weeks) || '–' },
    { id: 'tenure', header: 'In the role', minor: true, cell: (one) => tenureWords(one.weeks) ?? '–' },
    { id: 'team', header: 'Team', cell: (one) => one.team ?? '–' },
    { id: 'manager', header: 'Manager', minor: true, cell: (one) => one.manager ?? '–' },
  ]
  return (
    <>
      <PageHead title="People" />
      <TextInput
        type="search"
        className={styles.search ?? ''}
        aria-label="Search people"
        placeholder="Search"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {shown.length === 0 ? (
        <p className={styles.sentence}>Nobody of that name.</p>
      ) : (
        <DataTable caption="People" columns={columns} rows={shown} rowKey={(one) => one.personId} />
      )}
    </>
  )
}
