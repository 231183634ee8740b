import { Button, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { formatMoment } from '#ui/format/time.ts'
import { Section } from '#ui/frame/page-head.tsx'
import { useApi } from '../../api.tsx'
import { messageOf } from '../../failure.ts'
import { canUsePasskeys, makePasskey } from '../../passkey.tsx'
import styles from './me.module.css'

/** Passkeys: sign in with the fingerprint or the face that unlocks the device. */
export function Passkeys() {
  const api = useApi()
  const queries = useQueryClient()
  const [name, setName] = useState('')
  const refresh = () => queries.invalidateQueries()
  const list = useQuery(api.me.passkeys.list.queryOptions())
  const add = useMutation({
    mutationFn: async (label: string) => {
      const { options } = await api.me.passkeys.begin.call(undefined)
      const response = await makePasskey(options)
      await api.me.passkeys.finish.call({ response, name: label })
    },
    onSuccess: async () => {
      setName('')
      await refresh()
    },
  })
  const remove = useMutation(api.me.passkeys.remove.mutationOptions({ onSettled: refresh }))
  const error = add.error ?? remove.error
  const submit = (event: FormEvent) => {
    event.preventDefault()
    add.mutate(name.trim())
  }
  return (
    <Section title="Passkeys" aside="Sign in with what unlocks your device, without a password">
      <ul className={styles.list}>
        {list.data?.passkeys.map((passkey) => (
          <li key={passkey.id}>
            <span>
              {passkey.name ?? 'Passkey'}{' '}
              {passkey.createdAt === null ? null : (
                <span className="quiet">{`added ${formatMoment(passkey.createdAt)}`}</span>
              )}
            </span>
            <button
              type="button"
              className="plain"
              aria-label={`Remove ${passkey.name ?? 'the passkey'}`}
              onClick={() => remove.mutate({ id: passkey.id })}
            >
              Remove
            </button>
          </li>
        ))}
      </ul>
      {canUsePasskeys() ? (
        <form onSubmit={submit} className={styles.row}>
          <TextInput
            aria-label="Name of the passkey"
            placeholder="My laptop"
            required
            maxLength={100}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button type="submit" variant="default" loading={add.isPending}>
            Add a passkey
          </Button>
        </form>
      ) : (
        <p className="quiet">This browser offers passkeys only where Leadout is reached by https or as localhost.</p>
      )}
      {error ? (
        <p className="behind" role="alert">
          {error instanceof DOMException ? 'The device did not make a passkey.' : messageOf(error)}
        </p>
      ) : null}
    </Section>
  )
}
