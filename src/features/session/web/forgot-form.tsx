import { Button, Stack, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { useApi } from '../../api.tsx'
import { messageOf } from '../../failure.ts'
import { Door } from './door.tsx'
import styles from './door.module.css'

/** Asks for a link by mail; the answer is the same whether the address is known or not. */
export function ForgotForm({ email: typed, onBack }: { email: string; onBack: () => void }) {
  const api = useApi()
  const [email, setEmail] = useState(typed)
  const ask = useMutation(api.session.forgot.mutationOptions())
  const submit = (event: FormEvent) => {
    event.preventDefault()
    ask.mutate({ email })
  }
  return (
    <Door
      title="A new password"
      lead={
        ask.isSuccess
          ? 'If this address is known here and mail is set up, a link is on its way. Otherwise ask an administrator for one.'
          : 'A link to choose a new one is sent to your address.'
      }
    >
      <form onSubmit={submit}>
        <Stack gap={16}>
          {ask.isSuccess ? null : (
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
          )}
          {ask.isError ? (
            <p className={styles.problem} role="alert">
              {messageOf(ask.error)}
            </p>
          ) : null}
          {ask.isSuccess ? null : (
            <Button type="submit" loading={ask.isPending} fullWidth>
              Send the link
            </Button>
          )}
          <p>
            <button type="button" className="plain" onClick={onBack}>
              Back to sign in
            </button>
          </p>
        </Stack>
      </form>
    </Door>
  )
}
