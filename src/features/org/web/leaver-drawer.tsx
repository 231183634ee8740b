import { Button, NativeSelect, Stack, Switch, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { Drawer as Shell } from '#ui/drawer/drawer.tsx'
import { formatMoney } from '#ui/format/money.ts'
import { Section } from '#ui/frame/page-head.tsx'
import { Failure, Loading } from '#ui/states/states.tsx'
import { type Column, DataTable } from '#ui/table/data-table.tsx'
import { useApi } from '../../api.tsx'
import { type DrawerContentProps, useCloseDrawer } from '../../drawers.tsx'
import { useEdits } from '../../edits.tsx'
import { newEditId } from '../../edit-id.ts'
import { messageOf } from '../../failure.ts'
import { Figure } from '../../figure.tsx'
import { useFrame } from '../../view.tsx'
import styles from './org.module.css'
import { bookWords, leaverWords } from './words.ts'

interface BookDeal {
  readonly dealId: string
  readonly name: string | null
  readonly account: string | null
  readonly stage: string | null
  readonly amount: number | null
  readonly currency: string
}

/** Somebody leaves: the last day, who takes the open book, and what exactly that is. One act, one undo. */
export function Drawer({ id }: DrawerContentProps) {
  const api = useApi()
  const { workspace } = useFrame()
  const edit = useEdits()
  const close = useCloseDrawer('org-leaver')
  const org = useQuery(api.org.tree.queryOptions({ input: {} }))
  const book = useQuery(api.org.leaver.book.queryOptions({ input: { personId: id } }))
  const [lastDay, setLastDay] = useState(workspace.clock.today)
  const [to, setTo] = useState<string | null>(null)
  const [reportsTo, setReportsTo] = useState('')
  const members = useQuery(api.members.list.queryOptions())
  const [endSignIn, setEndSignIn] = useState<boolean | null>(null)
  const [except, setExcept] = useState<Readonly<Record<string, string>>>({})
  const failed = [org, book].find((query) => query.isError && !query.data)
  if (failed) {
    return (
      <Shell title="Leaves">
        <Failure message={messageOf(failed.error)} onRetry={() => void failed.refetch()} />
      </Shell>
    )
  }
  const person = org.data?.people.find((one) => one.id === id)
  if (!org.data || !book.data || !person) {
    return (
      <Shell title="Leaves">
        <Loading lines={6} />
      </Shell>
    )
  }
  const { deals, minor, missing, accounts, reports, teams } = book.data
  const { currency } = workspace.org
  const others = org.data.people
    .filter((one) => one.id !== id && one.membership !== null && !one.notPerson)
    .map((one) => ({ value: one.id, label: one.name }))
  const signIn = members.data?.members.find((one) => one.personId === id && one.active)
  const endsNow = signIn !== undefined && (endSignIn ?? lastDay <= workspace.clock.today)
  const heir = to ?? person.membership?.lineManagerId ?? ''
  const handed = deals.filter(({ dealId }) => (except[dealId] ?? heir) !== '').length
  const columns: Column<BookDeal>[] = [
    { id: 'name', header: 'Deal', cell: (deal) => deal.name ?? deal.account ?? '–' },
    { id: 'stage', header: 'Stage', minor: true, cell: (deal) => deal.stage ?? '–' },
    {
      id: 'amount',
      header: 'Amount',
      align: 'end',
      cell: (deal) => (deal.amount === null ? '–' : formatMoney(deal.amount, deal.currency, { style: 'compact' })),
    },
    {
      id: 'to',
      header: 'Goes to',
      cell: (deal) => (
        <NativeSelect
          size="xs"
          aria-label={`${deal.name ?? 'The deal'} goes to`}
          data={[{ value: '', label: heir === '' ? 'Stays' : 'As the others' }, ...others]}
          value={except[deal.dealId] ?? ''}
          onChange={(event) => setExcept(changed(except, deal.dealId, event.currentTarget.value))}
        />
      ),
    },
  ]
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const editId = newEditId()
    edit({
      label: leaverWords(person.name, handed),
      call: [
        'org.leaver.leave',
        {
          editId,
          personId: id,
          lastDay,
          to: heir === '' ? null : heir,
          except: { ...except },
          reportsTo: reportsTo === '' ? null : reportsTo,
          endSignIn: endsNow,
        },
      ],
      undo: ['org.undo', { editId }],
    })
    close()
  }
  return (
    <Shell
      title={`${person.name} leaves`}
      lead="Days up to the last one stay as they were; closed deals keep their owner."
    >
      <form onSubmit={submit}>
        <Stack gap={16} pt={8}>
          <div className={styles.pair}>
            <TextInput
              label="Last day"
              type="date"
              required
              withAsterisk={false}
              data-autofocus
              value={lastDay}
              onChange={(event) => setLastDay(event.currentTarget.value)}
            />
            <NativeSelect
              label="The open book goes to"
              data={[{ value: '', label: 'Nobody: it stays' }, ...others]}
              value={heir}
              onChange={(event) => setTo(event.currentTarget.value)}
            />
            {reports.length + teams.length > 0 ? (
              <NativeSelect
                label="Their people and teams report to"
                data={[{ value: '', label: 'Nobody named' }, ...others]}
                value={reportsTo}
                onChange={(event) => setReportsTo(event.currentTarget.value)}
              />
            ) : null}
          </div>
          <Section
            title="The open book"
            aside={
              <Figure figure={{ kind: 'leaver-book', of: { personId: id } }}>
                {bookWords(deals.length, formatMoney(minor, currency, { style: 'compact' }))}
              </Figure>
            }
          >
            {deals.length === 0 ? <p className="quiet">No open deal.</p> : null}
            {deals.length > 0 ? (
              <DataTable caption="Open deals" columns={columns} rows={deals} rowKey={(deal) => deal.dealId} />
            ) : null}
            {missing.length > 0 ? (
              <p className="quiet">{`Without a rate, not in the sum: ${missing.join(', ')}`}</p>
            ) : null}
            {accounts > 0 ? (
              <p className="quiet">
                <Figure figure={{ kind: 'leaver-book', of: { personId: id, accounts: true } }}>
                  {accounts === 1 ? '1 account' : `${accounts} accounts`}
                </Figure>
                {' go with it.'}
              </p>
            ) : null}
          </Section>
          {signIn === undefined ? null : (
            <Switch
              label={`End the sign-in of ${signIn.email} at once`}
              description="Sessions and API keys end with it. Undo brings the employment back; the sign-in is given back in Settings / Members."
              checked={endsNow}
              onChange={(event) => setEndSignIn(event.currentTarget.checked)}
            />
          )}
          <div>
            <Button type="submit">{leaveButton(handed)}</Button>
          </div>
        </Stack>
      </form>
    </Shell>
  )
}

function leaveButton(handed: number): string {
  return handed === 0 ? 'End the employment' : 'End the employment and hand over'
}

function changed(except: Readonly<Record<string, string>>, dealId: string, to: string): Record<string, string> {
  const { [dealId]: _, ...others } = except
  return to === '' ? others : { ...others, [dealId]: to }
}
