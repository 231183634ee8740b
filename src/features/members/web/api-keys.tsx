import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { formatMoment } from '#ui/format/time.ts'
import { Section } from '#ui/frame/page-head.tsx'
import { type Column, DataTable } from '#ui/table/data-table.tsx'
import { useApi } from '../../api.tsx'
import { messageOf } from '../../failure.ts'
import { type KeyLevel, KeyLevelField, keyLevelWords } from '../../key-level.tsx'
import { useFrame } from '../../view.tsx'
import type { ApiKeyRow, MemberRow } from '../contract.ts'
import styles from './members.module.css'

/** API keys: the own ones, and for whoever manages members those of all. A key acts with the level of its user, or a lower one. */
export function ApiKeys({ members }: { members: readonly MemberRow[] }) {
  const api = useApi()
  const queries = useQueryClient()
  const { me, workspace } = useFrame()
  const [name, setName] = useState('')
  const [days, setDays] = useState('90')
  const [level, setLevel] = useState<KeyLevel>('')
  const keys = useQuery(api.members.apiKeys.list.queryOptions())
  const refresh = () => queries.invalidateQueries()
  const create = useMutation(api.members.apiKeys.create.mutationOptions({ onSettled: refresh }))
  const revoke = useMutation(api.members.apiKeys.revoke.mutationOptions({ onSettled: refresh }))
  const error = create.error ?? revoke.error
  const moment = (at: number | null, none: string) => (at === null ? none : formatMoment(at, workspace.org.zone))
  const owner = (key: ApiKeyRow) =>
    key.userId === me.userId ? 'you' : (members.find(({ userId }) => userId === key.userId)?.name ?? '–')
  const columns: Column<ApiKeyRow>[] = [
    { id: 'name', header: 'Name', cell: (key) => key.name },
    { id: 'start', header: 'Begins with', minor: true, cell: (key) => <code>{key.start}</code> },
    { id: 'owner', header: 'Acts as', cell: owner },
    { id: 'level', header: 'May', cell: (key) => keyLevelWords(key.level) },
    { id: 'used', header: 'Last used', minor: true, cell: (key) => moment(key.lastUsedAt, 'never') },
    { id: 'expires', header: 'Until', minor: true, cell: (key) => moment(key.expiresAt, 'revoked') },
    {
      id: 'revoke',
      header: '',
      align: 'end',
      cell: (key) => (
        <button
          type="button"
          className="plain"
          aria-label={`Revoke the key ${key.name}`}
          onClick={() => revoke.mutate({ keyId: key.id })}
        >
          Revoke
        </button>
      ),
    },
  ]
  const submit = (event: FormEvent) => {
    event.preventDefault()
    create.mutate({
      name: name.trim(),
      ...(days !== '' && { expiresInDays: Number(days) }),
      ...(level !== '' && { level }),
    })
    setName('')
  }
  return (
    <Section title="API keys">
      <form onSubmit={submit} className={styles.invite}>
        <TextInput
          label="A new key for"
          placeholder="nightly report"
          required
          withAsterisk={false}
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <KeyLevelField own={me.level} value={level} onChange={setLevel} />
        <NativeSelect
          label="Works for"
          data={[
            { value: '30', label: '30 days' },
            { value: '90', label: '90 days' },
            { value: '365', label: 'a year' },
            { value: '', label: 'until it is revoked' },
          ]}
          value={days}
          onChange={(event) => setDays(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" loading={create.isPending}>
          Make a key
        </Button>
      </form>
      {error ? (
        <p className="behind" role="alert">
          {messageOf(error)}
        </p>
      ) : null}
      {create.data ? (
        <div className={styles.note} role="status">
          <p>The key, shown this once.</p>
          <code className={styles.link}>{create.data.key}</code>
        </div>
      ) : null}
      {keys.data && keys.data.keys.length > 0 ? (
        <DataTable caption="API keys" columns={columns} rows={keys.data.keys} rowKey={(key) => key.id} />
      ) : (
        <p className="quiet">No key yet: reports and scripts use one instead of a password.</p>
      )}
    </Section>
  )
}
