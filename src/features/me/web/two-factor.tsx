import { Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { Section } from '#ui/frame/page-head.tsx'
import { useApi } from '../../api.tsx'
import { messageOf } from '../../failure.ts'
import styles from './me.module.css'

/** A second factor: a code of an authenticator app after the password. */
export function TwoFactor({ enabled }: { enabled: boolean }) {
  const api = useApi()
  const queries = useQueryClient()
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const refresh = async () => {
    setPassword('')
    setCode('')
    await queries.invalidateQueries()
  }
  const enable = useMutation(api.me.twoFactor.enable.mutationOptions({ onSuccess: () => setPassword('') }))
  const confirm = useMutation(api.me.twoFactor.confirm.mutationOptions({ onSuccess: refresh }))
  const disable = useMutation(api.me.twoFactor.disable.mutationOptions({ onSuccess: refresh }))
  const error = enable.error ?? confirm.error ?? disable.error
  const begun = enable.data && !enabled ? enable.data : null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (enabled) disable.mutate({ password })
    else enable.mutate({ password })
  }
  const submitCode = (event: FormEvent) => {
    event.preventDefault()
    confirm.mutate({ code })
  }
  return (
    <Section title="Second factor" aside={enabled ? 'on' : 'off'}>
      {begun ? (
        <form onSubmit={submitCode}>
          <Stack gap={16} pt={16} maw={560}>
            <p>Add this key to an authenticator app, then type the code that it shows.</p>
            <code className={styles.code} data-testid="totp-secret">
              {secretOf(begun.uri)}
            </code>
            <p>
              <a href={begun.uri}>Open in an app of this device</a>
            </p>
            <div>
              <p>Write these down. Each opens once, on the day the app is lost:</p>
              <code className={styles.code}>{begun.backupCodes.join('  ')}</code>
            </div>
            <div className={styles.row}>
              <TextInput
                aria-label="Code of the app"
                inputMode="numeric"
                autoComplete="one-time-code"
                pattern="\d{6}"
                required
                value={code}
                onChange={(event) => setCode(event.currentTarget.value)}
              />
              <Button type="submit" loading={confirm.isPending}>
                Switch it on
              </Button>
            </div>
          </Stack>
        </form>
      ) : (
        <form onSubmit={submit} className={styles.row}>
          <PasswordInput
            aria-label="Password for the second factor"
            placeholder="Your password"
            autoComplete="current-password"
            required
            w={240}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <Button type="submit" variant="default" loading={enable.isPending || disable.isPending}>
            {enabled ? 'Do without it' : 'Set it up'}
          </Button>
        </form>
      )}
      {error ? (
        <p className="behind" role="alert">
          {messageOf(error)}
        </p>
      ) : null}
    </Section>
  )
}

function secretOf(uri: string): string {
  return new URL(uri).searchParams.get('secret') ?? uri
}
