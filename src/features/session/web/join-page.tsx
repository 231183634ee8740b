import { Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState, type FormEvent } from 'react'
import { Loading } from '#ui/states/states.tsx'
import { useApi } from '../../api.tsx'
import { messageOf } from '../../failure.ts'
import { Door } from './door.tsx'
import styles from './door.module.css'

const SHORTEST_PASSWORD = 12

const TITLES = {
  'first-user': ['Create the first user', 'You will own this workspace: its sources, members and settings.'],
  invite: ['Join the workspace', 'Choose a name and a password.'],
  reset: ['Choose a new password', 'You are signed out everywhere else.'],
} as const

/** Where a one-time link leads; its token stays behind the # and never reaches a log. */
export function Page() {
  const api = useApi()
  const [token] = useState(() => globalThis.location.hash.slice(1))
  const link = useQuery(api.session.link.queryOptions({ input: { token }, enabled: token !== '', retry: false }))
  if (token === '' || link.isError) {
    return (
      <Door
        title="This link does not work"
        lead={link.isError ? messageOf(link.error) : 'It is incomplete. Copy it whole.'}
      >
        <Link to="/sign-in">Sign in</Link>
      </Door>
    )
  }
  if (!link.data) return <Loading />
  return <JoinForm token={token} purpose={link.data.purpose} email={link.data.email} />
}

type Purpose = keyof typeof TITLES

function JoinForm({ token, purpose, email: known }: { token: string; purpose: Purpose; email: string | null }) {
  const join = useJoin(token, purpose)
  const [email, setEmail] = useState(known ?? '')
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const [title, lead] = TITLES[purpose]
  const short = password.length > 0 && password.length < SHORTEST_PASSWORD
  const submit = (event: FormEvent) => {
    event.preventDefault()
    join.mutate({ email, name, password })
  }
  return (
    <Door title={title} lead={lead}>
      <form onSubmit={submit}>
        <Stack gap={16}>
          {purpose === 'reset' ? null : (
            <TextInput
              label="Your name"
              autoComplete="name"
              required
              withAsterisk={false}
              autoFocus
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
          )}
          <TextInput
            label="E-mail"
            type="email"
            autoComplete="username"
            required
            withAsterisk={false}
            readOnly={known !== null}
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <PasswordInput
            label="Password"
            description={`At least ${SHORTEST_PASSWORD} characters. A sentence is easier to remember than a riddle.`}
            autoComplete="new-password"
            required
            withAsterisk={false}
            minLength={SHORTEST_PASSWORD}
            error={short ? `${SHORTEST_PASSWORD - password.length} more` : null}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          {join.isError ? (
            <p className={styles.problem} role="alert">
              {messageOf(join.error)}
            </p>
          ) : null}
          <Button type="submit" loading={join.isPending} fullWidth>
            {purpose === 'reset' ? 'Set password' : 'Create user'}
          </Button>
        </Stack>
      </form>
    </Door>
  )
}

interface Joiner {
  readonly email: string
  readonly name: string
  readonly password: string
}

/** Uses the link for its purpose; afterwards the person is signed in. */
function useJoin(token: string, purpose: Purpose) {
  const api = useApi()
  const queries = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: ({ email, name, password }: Joiner) => {
      switch (purpose) {
        case 'first-user':
          return api.session.firstUser.call({
            token,
            email,
            name,
            password,
            zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
          })
        case 'invite':
          return api.session.acceptInvite.call({ token, name, password })
        case 'reset':
          return api.session.acceptReset.call({ token, password })
      }
    },
    onSuccess: async () => {
      queries.clear()
      await navigate({ to: '/', replace: true })
    },
  })
}
