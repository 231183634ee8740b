import { Button } from '@mantine/core'
import { useMemo } from 'react'
import { allows } from '#domain/access/permission.ts'
import { formatCount } from '#ui/format/number.ts'
import { formatDate } from '#ui/format/time.ts'
import { PageHead } from '#ui/frame/page-head.tsx'
import { Empty, Failure, Loading } from '#ui/states/states.tsx'
import { useApi } from '../../api.tsx'
import { useOpenDrawer } from '../../drawers.tsx'
import { messageOf } from '../../failure.ts'
import { Figure } from '../../figure.tsx'
import { useFrame } from '../../view.tsx'
import { CONTACT_SORTS, type ContactRow } from '../contract.ts'
import styles from './accounts.module.css'
import { ExportButton } from './export-button.tsx'
import { SearchField } from './search-field.tsx'
import { useListSearch } from './use-list-search.ts'
import { useListWindows, WINDOW } from './use-list-windows.ts'
import { type VirtualColumn, VirtualTable } from './virtual-table.tsx'

const TRACKS = {
  wide: 'minmax(120px, 1.6fr) minmax(110px, 1.3fr) minmax(120px, 1.6fr) minmax(90px, 1fr) minmax(76px, 110px)',
  narrow: 'minmax(0, 1fr) minmax(0, 1fr) 84px',
}
const NUMERIC = ['touch'] as const

/** Everybody we know at the accounts. */
export function Page() {
  const api = useApi()
  const { me } = useFrame()
  const open = useOpenDrawer()
  const search = useListSearch(CONTACT_SORTS, 'name', NUMERIC)
  const input = {
    sort: search.sort,
    descending: search.descending,
    ...(search.text !== '' && { text: search.text }),
  }
  const { head, rowAt, onSight } = useListWindows(
    (offset) => api.accounts.contacts.list.queryOptions({ input: { ...input, offset, limit: WINDOW } }),
    ({ contacts }) => contacts,
  )
  const first = head.data
  const columns = useMemo((): VirtualColumn<ContactRow>[] => {
    return [
      {
        id: 'name',
        header: 'Name',
        sort: 'name',
        cell: (row) => (
          <button type="button" className={styles.name} onClick={() => open('contact', row.id)}>
            {row.name ?? row.email ?? 'Without a name'}
          </button>
        ),
      },
      { id: 'title', header: 'Title', minor: true, sort: 'title', cell: (row) => row.title ?? '' },
      {
        id: 'account',
        header: 'Account',
        sort: 'account',
        cell: (row) => row.account ?? <span className="quiet">none</span>,
      },
      { id: 'owner', header: 'Ours', minor: true, sort: 'owner', cell: (row) => row.owner ?? '' },
      {
        id: 'touch',
        header: 'Last touch',
        align: 'end',
        sort: 'touch',
        cell: (row) => (row.lastTouch ? formatDate(row.lastTouch) : <span className="quiet">never</span>),
      },
    ]
  }, [open])
  const mayWrite = allows(me.level, 'accounts.write')
  const add = mayWrite ? <Button onClick={() => open('contact', 'new')}>New contact</Button> : null
  return (
    <>
      <PageHead
        title="Contacts"
        actions={
          <>
            <ExportButton file="contacts" of={input} />
            {add}
          </>
        }
      />
      <div className={styles.filters}>
        <SearchField label="Find a contact" value={search.text} onChange={search.setText} />
        {first ? (
          <p className={styles.sums}>
            <Figure figure={{ kind: 'contacts', of: { ...(search.text !== '' && { text: search.text }) } }}>
              {contactsWords(first.count)}
            </Figure>
          </p>
        ) : null}
      </div>
      {head.isError && !first ? (
        <Failure message={messageOf(head.error)} onRetry={() => void head.refetch()} />
      ) : !first ? (
        <Loading lines={8} />
      ) : first.count === 0 ? (
        search.text === '' ? (
          <Empty action={add}>
            No contacts yet. They come with an export that holds people, or are made here by hand.
          </Empty>
        ) : (
          <Empty
            action={
              <Button variant="default" onClick={() => search.setText('')}>
                Clear the search
              </Button>
            }
          >
            Nobody matches.
          </Empty>
        )
      ) : (
        <VirtualTable
          caption="Contacts"
          tracks={TRACKS}
          columns={columns}
          count={first.count}
          rowAt={rowAt}
          sort={search.sort}
          descending={search.descending}
          onSort={search.setSort}
          onSight={onSight}
        />
      )}
    </>
  )
}

function contactsWords(count: number): string {
  return count === 1 ? '1 contact' : `${formatCount(count)} contacts`
}
