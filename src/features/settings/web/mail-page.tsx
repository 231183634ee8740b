import { Button, NativeSelect, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { PageHead, Section } from '#ui/frame/page-head.tsx'
import { Failure, Loading } from '#ui/states/states.tsx'
import { useApi } from '../../api.tsx'
import { messageOf } from '../../failure.ts'
import { useFrame } from '../../view.tsx'
import type { MailSettings } from '../contract.ts'
import styles from './settings.module.css'

const SECURITY = [
  { value: 'starttls', label: 'STARTTLS, port 587' },
  { value: 'tls', label: 'TLS, port 465' },
  { value: 'none', label: 'None, inside the own network only' },
]
const PORTS = { starttls: 587, tls: 465, none: 25 } as const

/** The mail server that invitations and new passwords are sent by, and a test that shows its own answer. */
export function Page() {
  const api = useApi()
  const query = useQuery(api.settings.mail.get.queryOptions())
  if (query.isError && !query.data)
    return <Failure message={messageOf(query.error)} onRetry={() => void query.refetch()} />
  if (!query.data) return <Loading lines={6} />
  const { mail } = query.data
  return (
    <>
      <PageHead
        title="Mail"
        lead="Invitations and new passwords are sent by your own mail server. Without one, every link can be copied by hand."
      />
      <MailForm key={mail?.host ?? 'none'} mail={mail} />
      {mail === null ? null : <TestMessage />}
    </>
  )
}

function MailForm({ mail }: { mail: (MailSettings & { hasPassword: boolean }) | null }) {
  const api = useApi()
  const queries = useQueryClient()
  const { me } = useFrame()
  const [fields, setFields] = useState<MailSettings>({
    host: mail?.host ?? '',
    port: mail?.port ?? 587,
    security: mail?.security ?? 'starttls',
    user: mail?.user ?? null,
    from: mail?.from ?? me.email,
  })
  const [password, setPassword] = useState('')
  const done = { onSuccess: () => queries.invalidateQueries() }
  const save = useMutation(api.settings.mail.set.mutationOptions(done))
  const clear = useMutation(api.settings.mail.clear.mutationOptions(done))
  const error = save.error ?? clear.error
  const set = (change: Partial<MailSettings>) => setFields({ ...fields, ...change })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate({ ...fields, ...(password !== '' && { password }), ...(fields.user === null && { password: null }) })
    setPassword('')
  }
  return (
    <form onSubmit={submit}>
      <Stack gap={16}>
        <div className={styles.fields}>
          <TextInput
            label="Server"
            placeholder="mail.example.org"
            required
            withAsterisk={false}
            value={fields.host}
            onChange={(event) => set({ host: event.currentTarget.value })}
          />
          <NativeSelect
            label="Encryption"
            data={SECURITY}
            value={fields.security}
            onChange={(event) => {
              const security = event.currentTarget.value as MailSettings['security']
              set({ security, port: PORTS[security] })
            }}
          />
          <TextInput
            label="Port"
            type="number"
            min={1}
            max={65_535}
            required
            withAsterisk={false}
            value={String(fields.port)}
            onChange={(event) => set({ port: Number(event.currentTarget.value) })}
          />
          <TextInput
            label="User"
            description="Empty: the server asks for none"
            autoComplete="off"
            value={fields.user ?? ''}
            onChange={(event) => set({ user: event.currentTarget.value === '' ? null : event.currentTarget.value })}
          />
          <PasswordInput
            label="Password"
            description={mail?.hasPassword ? 'Kept, encrypted; type to replace it' : 'Stored encrypted'}
            autoComplete="off"
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <TextInput
            label="From"
            type="email"
            required
            withAsterisk={false}
            value={fields.from}
            onChange={(event) => set({ from: event.currentTarget.value })}
          />
        </div>
        {error ? (
          <p className="behind" role="alert">
            {messageOf(error)}
          </p>
        ) : null}
        <div className={styles.controls}>
          <Button type="submit" loading={save.isPending}>
            Save
          </Button>
          {mail === null ? null : (
            <Button variant="default" onClick={() => clear.mutate(undefined)} loading={clear.isPending}>
              Send no mail
            </Button>
          )}
          {save.isSuccess ? <span role="status">Saved.</span> : null}
        </div>
      </Stack>
    </form>
  )
}

function TestMessage() {
  const api = useApi()
  const { me } = useFrame()
  const [to, setTo] = useState(me.email)
  const test = useMutation(api.settings.mail.test.mutationOptions())
  const submit = (event: FormEvent) => {
    event.preventDefault()
    test.mutate({ to })
  }
  return (
    <Section title="Test message">
      <form onSubmit={submit} className={styles.controls}>
        <TextInput
          type="email"
          aria-label="To"
          required
          value={to}
          onChange={(event) => setTo(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" loading={test.isPending}>
          Send a test message
        </Button>
      </form>
      {test.isError ? (
        <p className="behind" role="alert">
          {messageOf(test.error)}
        </p>
      ) : null}
      {test.data ? (
        <p role="status" className={test.data.sent ? undefined : 'behind'}>
          {test.data.sent ? `Sent. The server answered: ${test.data.answer}` : test.data.answer}
        </p>
      ) : null}
    </Section>
  )
}
