import { Button, PasswordInput, Stack } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { useApi } from '../../api.tsx'
import { messageOf } from '../../failure.ts'

const SHORTEST = 12

/** A new password; every other session ends with the old one. */
export function PasswordForm() {
  const api = useApi()
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const change = useMutation(
    api.session.changePassword.mutationOptions({
      onSuccess: () => {
        setCurrent('')
        setNext('')
      },
    }),
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    change.mutate({ current, next })
  }
  return (
    <form onSubmit={submit}>
      <Stack gap={16} pt={16} maw={420}>
        <PasswordInput
          label="Current password"
          autoComplete="current-password"
          required
          withAsterisk={false}
          value={current}
          onChange={(event) => setCurrent(event.currentTarget.value)}
        />
        <PasswordInput
          label="New password"
          description={`At least ${SHORTEST} characters. You are signed out everywhere else.`}
          autoComplete="new-password"
          required
          withAsterisk={false}
          minLength={SHORTEST}
          value={next}
          onChange={(event) => setNext(event.currentTarget.value)}
        />
        {change.isError ? (
          <p className="behind" role="alert">
            {messageOf(change.error)}
          </p>
        ) : null}
        {change.isSuccess ? <p role="status">The password was changed.</p> : null}
        <div>
          <Button type="submit" variant="default" loading={change.isPending}>
            Change password
          </Button>
        </div>
      </Stack>
    </form>
  )
}
