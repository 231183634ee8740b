import { Button, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { formatMoment } from '#ui/format/time.ts'
import { Section } from '#ui/frame/page-head.tsx'
import { useApi } from '../../api.tsx'
import { messageOf } from '../../failure.ts'
import { type KeyLevel, KeyLevelField, keyLevelWords } from '../../key-level.tsx'
import { useFrame } from '../../view.tsx'
import styles from './me.module.css'

/** Own API keys: each may do what its user may do, or less. */
export function OwnKeys() {
  const api = useApi()
  const queries = useQueryClient()
  const { me } = useFrame()
  const [name, setName] = useState('')
  const [level, setLevel] = useState<KeyLevel>('')
  const refresh = () => queries.invalidateQueries()
  const keys = useQuery(api.members.apiKeys.list.queryOptions())
  const create = useMutation(api.members.apiKeys.create.mutationOptions({ onSettled: refresh }))
  const revoke = useMutation(api.members.apiKeys.revoke.mutationOptions({ onSettled: refresh }))
  const error = create.error ?? revoke.error
  const own = keys.data?.keys.filter(({ userId }) => userId === me.userId) ?? []
  const submit = (event: FormEvent) => {
    event.preventDefault()
    create.mutate({ name: name.trim(), expiresInDays: 90, ...(level !== '' && { level }) })
    setName('')
  }
  return (
    <Section title="My API keys" aside="For reports and scripts; each works for 90 days">
      <ul className={styles.list}>
        {own.map((key) => (
          <li key={key.id}>
            <span>
              {key.name} <span className="quiet">{keyLevelWords(key.level)}</span>{' '}
              <span className="quiet">
                {key.lastUsedAt === null ? 'never used' : `last used ${formatMoment(key.lastUsedAt)}`}
              </span>
            </span>
            <button
              type="button"
              className="plain"
              aria-label={`Revoke the key ${key.name}`}
              onClick={() => revoke.mutate({ keyId: key.id })}
            >
              Revoke
            </button>
          </li>
        ))}
      </ul>
      {create.data ? (
        <div role="status">
          <p>The key, shown this once.</p>
          <code className={styles.code}>{create.data.key}</code>
        </div>
      ) : null}
      <form onSubmit={submit} className={styles.row}>
        <TextInput
          aria-label="What the key is for"
          placeholder="nightly report"
          required
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <KeyLevelField own={me.level} value={level} onChange={setLevel} bare />
        <Button type="submit" variant="default" loading={create.isPending}>
          Make a key
        </Button>
      </form>
      {error ? (
        <p className="behind" role="alert">
          {messageOf(error)}
        </p>
      ) : null}
    </Section>
  )
}
