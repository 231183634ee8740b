import { Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState, type FormEvent } from 'react'
import { useApi } from '../../api.tsx'
import { messageOf } from '../../failure.ts'
import { canUsePasskeys, provePasskey } from '../../passkey.tsx'
import { CodeForm } from './code-form.tsx'
import { Door } from './door.tsx'
import styles from './door.module.css'
import { ForgotForm } from './forgot-form.tsx'

/** Signs in and returns to the address that asked for it. */
export function Page() {
  const api = useApi()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const search: { next?: string } = useSearch({ strict: false })
  const session = useQuery(api.session.me.queryOptions())
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [step, setStep] = useState<'password' | 'code' | 'forgot'>('password')
  const enter = async () => {
    queries.clear()
    await navigate({ href: localAddress(search.next), replace: true })
  }
  const signIn = useMutation(
    api.session.signIn.mutationOptions({
      onSuccess: async ({ userId }) => {
        if (userId === null) setStep('code')
        else await enter()
      },
    }),
  )
  const passkey = useMutation({
    mutationFn: async () => {
      const { options } = await api.session.passkey.ask.call(undefined)
      await api.session.passkey.signIn.call({ response: await provePasskey(options) })
    },
    onSuccess: enter,
  })
  if (session.data?.needsFirstUser) {
    return (
      <Door
        title="Nobody is here yet"
        lead="The server has printed a one-time link on its console. Open it to create the first user."
      />
    )
  }
  if (step === 'code') return <CodeForm onEntered={enter} />
  if (step === 'forgot') return <ForgotForm email={email} onBack={() => setStep('password')} />
  const submit = (event: FormEvent) => {
    event.preventDefault()
    signIn.mutate({ email, password })
  }
  return (
    <Door title="Sign in">
      <form onSubmit={submit}>
        <Stack gap={16}>
          <TextInput
            label="E-mail"
            type="email"
            autoComplete="username"
            required
            withAsterisk={false}
            autoFocus
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <PasswordInput
            label="Password"
            autoComplete="current-password"
            required
            withAsterisk={false}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          {signIn.isError ? (
            <p className={styles.problem} role="alert">
              {messageOf(signIn.error)}
            </p>
          ) : null}
          <Button type="submit" loading={signIn.isPending} fullWidth>
            Sign in
          </Button>
          {canUsePasskeys() ? (
            <Button variant="default" fullWidth loading={passkey.isPending} onClick={() => passkey.mutate()}>
              Sign in with a passkey
            </Button>
          ) : null}
          {passkey.isError ? (
            <p className={styles.problem} role="alert">
              {passkey.error instanceof DOMException ? 'The device showed no passkey.' : messageOf(passkey.error)}
            </p>
          ) : null}
          <p>
            <button type="button" className="plain" onClick={() => setStep('forgot')}>
              Forgot the password?
            </button>
          </p>
        </Stack>
      </form>
    </Door>
  )
}

/** Only a path of this site: an address with a host could lead a signed-in person away. */
function localAddress(next: string | undefined): string {
  return next && /^\/(?![/\\])/.test(next) ? next : '/'
}
