import { Button, Stack, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { useApi } from '../../api.tsx'
import { messageOf } from '../../failure.ts'
import { Door } from './door.tsx'
import styles from './door.module.css'

/** The second factor after the password: the code of the app, or one that was written down. */
export function CodeForm({ onEntered }: { onEntered: () => Promise<void> }) {
  const api = useApi()
  const [code, setCode] = useState('')
  const [backup, setBackup] = useState(false)
  const check = useMutation(api.session.code.mutationOptions({ onSuccess: onEntered }))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    check.mutate({ code: code.trim(), kind: backup ? 'backup' : 'app' })
  }
  return (
    <Door title="Second factor" lead={backup ? 'One of the codes you wrote down.' : 'The code your app shows now.'}>
      <form onSubmit={submit}>
        <Stack gap={16}>
          <TextInput
            key={String(backup)}
            label="Code"
            inputMode={backup ? 'text' : 'numeric'}
            autoComplete="one-time-code"
            required
            withAsterisk={false}
            autoFocus
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
          />
          {check.isError ? (
            <p className={styles.problem} role="alert">
              {messageOf(check.error)}
            </p>
          ) : null}
          <Button type="submit" loading={check.isPending} fullWidth>
            Sign in
          </Button>
          <p>
            <button type="button" className="plain" onClick={() => setBackup(!backup)}>
              {backup ? 'Use the app' : 'The app is lost'}
            </button>
          </p>
        </Stack>
      </form>
    </Door>
  )
}
