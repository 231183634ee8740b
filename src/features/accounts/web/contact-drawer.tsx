import { Button, Stack, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { allows } from '#domain/access/permission.ts'
import { Drawer as Panel } from '#ui/drawer/drawer.tsx'
import { SinceField } from '#ui/forms/since-field.tsx'
import { Failure, Loading } from '#ui/states/states.tsx'
import { useApi } from '../../api.tsx'
import { type DrawerContentProps, useCloseDrawer, useOpenDrawer } from '../../drawers.tsx'
import { useEdits } from '../../edits.tsx'
import { messageOf } from '../../failure.ts'
import { useFrame } from '../../view.tsx'
import type { ContactAnswer, ContactEditInput } from '../contract.ts'
import styles from './accounts.module.css'
import { AccountPicker, Fact, PickEditor, TextEditor } from './editable.tsx'
import { Deals } from './account-deals.tsx'
import { Alike } from './alike.tsx'
import { History, Timeline } from './past.tsx'
import { useOwners } from './use-owners.ts'

const NEW = /^new(?::(.+))?$/

/** A contact: who, where, since when, with which deals and activities. `new` makes one, `new:<account>` at an account. */
export function Drawer({ id }: DrawerContentProps) {
  const making = NEW.exec(id)
  return making ? <NewContact accountId={making[1] ?? null} /> : <Found id={id} />
}

function Found({ id }: { id: string }) {
  const api = useApi()
  const { data, isError, error, refetch } = useQuery(
    api.accounts.contacts.get.queryOptions({ input: { contactId: id } }),
  )
  if (data) return <OpenContact answer={data} />
  return (
    <Panel title={isError ? 'No contact' : ' '}>
      {isError ? <Failure message={messageOf(error)} onRetry={() => void refetch()} /> : <Loading lines={6} />}
    </Panel>
  )
}

const TEXTS = [
  ['name', 'Name'],
  ['title', 'Title'],
  ['email', 'E-mail'],
  ['phone', 'Phone'],
] as const

function OpenContact({ answer }: { answer: ContactAnswer }) {
  const { contact, currency } = answer
  const { me } = useFrame()
  const open = useOpenDrawer()
  const owners = useOwners()
  const edit = useEdits()
  const mayWrite = allows(me.level, 'accounts.write')
  const save = (label: string, change: ContactEditInput, before: ContactEditInput) =>
    edit({
      label: `${label} of ${contact.name ?? 'the contact'} changed`,
      call: ['accounts.contacts.edit', { contactId: contact.id, edit: change }],
      undo: ['accounts.contacts.edit', { contactId: contact.id, edit: before }],
    })
  return (
    <Panel
      title={contact.name ?? 'Without a name'}
      lead={
        contact.accountId ? (
          <button type="button" className="plain" onClick={() => open('account', contact.accountId!)}>
            {contact.account}
          </button>
        ) : null
      }
    >
      <dl className={styles.facts}>
        {TEXTS.map(([field, label]) => (
          <Fact
            key={field}
            label={label}
            text={contact[field]}
            editor={
              mayWrite
                ? (leave) => (
                    <TextEditor
                      label={label}
                      {...(field === 'name' && { required: true as const })}
                      value={contact[field]}
                      onSave={(value) =>
                        save(label, { [field]: value ?? undefined }, { [field]: contact[field] ?? undefined })
                      }
                      onLeave={leave}
                    />
                  )
                : null
            }
          />
        ))}
        <Fact
          label="Ours"
          text={contact.owner}
          editor={
            mayWrite
              ? (leave) => (
                  <PickEditor
                    label="Ours"
                    options={owners}
                    value={contact.ownerId}
                    onSave={(ownerId) => save('Owner', { ownerId }, { ownerId: contact.ownerId })}
                    onLeave={leave}
                  />
                )
              : null
          }
        />
        <Fact
          label="Account"
          text={contact.account}
          editor={mayWrite ? (leave) => <MoveContact answer={answer} onDone={leave} /> : null}
        />
        {Object.entries(contact.custom).map(([field, value]) => (
          <Fact key={field} label={field} text={value} editor={null} />
        ))}
      </dl>
      <Alike kind="contact" id={contact.id} name={contact.name ?? 'this one'} duplicates={answer.duplicates} />
      <Deals
        title="Deals"
        deals={answer.deals}
        sum={0}
        currency={currency}
        figures={null}
        onHead="Date"
        empty="No deal was spoken about with them."
      />
      <Timeline
        activities={answer.activities.map((activity) => ({ ...activity, contact: null }))}
        count={answer.activityCount}
        figure={null}
      />
      <History changes={answer.changes} />
    </Panel>
  )
}

/** Another account holds from a day, or was it all along. */
function MoveContact({ answer: { contact }, onDone }: { answer: ContactAnswer; onDone: () => void }) {
  const edit = useEdits()
  const { workspace } = useFrame()
  const [since, setSince] = useState<string>(workspace.clock.today)
  const [account, setAccount] = useState<{ id: string; name: string } | null>(
    contact.accountId ? { id: contact.accountId, name: contact.account ?? '' } : null,
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onDone()
    if ((account?.id ?? null) === contact.accountId) return
    const change = (accountId: string | null) => ({ contactId: contact.id, edit: { accountId }, from: since })
    edit({
      label: `${contact.name ?? 'The contact'} moved`,
      call: ['accounts.contacts.edit', change(account?.id ?? null)],
      undo: ['accounts.contacts.edit', change(contact.accountId)],
    })
  }
  return (
    <form onSubmit={submit} className={styles.move}>
      <Stack gap={12}>
        <AccountPicker label="Account" value={account} onSave={setAccount} onLeave={() => {}} />
        <SinceField value={since} today={workspace.clock.today} onChange={setSince} />
        <div className={styles.buttons}>
          <Button type="submit">Save</Button>
          <Button variant="default" onClick={onDone}>
            Cancel
          </Button>
        </div>
      </Stack>
    </form>
  )
}

function NewContact({ accountId }: { accountId: string | null }) {
  const edit = useEdits()
  const close = useCloseDrawer('contact')
  const api = useApi()
  const { data } = useQuery(
    api.accounts.get.queryOptions({ input: { accountId: accountId ?? '' }, enabled: accountId !== null }),
  )
  const [fields, setFields] = useState({ name: '', title: '', email: '', phone: '' })
  const [picked, setPicked] = useState<{ id: string; name: string } | null>(null)
  const account = picked ?? (data ? { id: data.account.id, name: data.account.name } : null)
  const text = (value: string) => (value.trim() === '' ? null : value.trim())
  const submit = (event: FormEvent) => {
    event.preventDefault()
    edit({
      label: `${fields.name.trim()} added`,
      call: [
        'accounts.contacts.create',
        {
          name: fields.name.trim(),
          title: text(fields.title),
          email: text(fields.email),
          phone: text(fields.phone),
          accountId: account?.id ?? accountId,
        },
      ],
      undo: (answer) => ['accounts.contacts.remove', { contactId: (answer as { contactId: string }).contactId }],
    })
    close()
  }
  return (
    <Panel title="New contact">
      <form onSubmit={submit}>
        <Stack gap={16}>
          {TEXTS.map(([field, label]) => (
            <TextInput
              key={field}
              label={label}
              {...(field === 'name' && { required: true, withAsterisk: false, 'data-autofocus': true })}
              {...(field === 'email' && { type: 'email' })}
              maxLength={500}
              value={fields[field]}
              onChange={(event) => setFields({ ...fields, [field]: event.currentTarget.value })}
            />
          ))}
          <div>
            <p className={styles.label}>Account</p>
            <AccountPicker
              key={account?.id ?? 'none'}
              label="Account"
              value={account}
              onSave={setPicked}
              onLeave={() => {}}
            />
          </div>
          <Button type="submit" disabled={fields.name.trim() === ''}>
            Add contact
          </Button>
        </Stack>
      </form>
    </Panel>
  )
}
