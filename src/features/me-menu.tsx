import { Menu, useMantineColorScheme, type MantineColorScheme } from '@mantine/core'
import { IconCheck, IconUser } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import styles from '#ui/frame/frame.module.css'
import { useApi } from './api.tsx'
import type { Me } from './session/contract.ts'

const SCHEMES = [
  ['auto', 'As the device'],
  ['light', 'Light'],
  ['dark', 'Dark'],
] as const satisfies readonly (readonly [MantineColorScheme, string])[]

/** Who is signed in, light or dark, sign out. */
export function MeMenu({ me }: { me: Me }) {
  return (
    <Menu position="top-start" width={220}>
      <Menu.Target>
        <button type="button" className={styles.item} title={me.name}>
          <IconUser size={18} stroke={1.6} aria-hidden />
          <span className={styles.word}>{me.name}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <MeItems me={me} />
      </Menu.Dropdown>
    </Menu>
  )
}

/** The lines of that menu, which a phone shows under More. */
export function MeItems({ me }: { me: Me }) {
  const api = useApi()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const prefer = useMutation(
    api.me.prefer.mutationOptions({ onSuccess: () => queries.invalidateQueries({ queryKey: api.session.me.key() }) }),
  )
  const signOut = useMutation(
    api.session.signOut.mutationOptions({
      onSuccess: async () => {
        await navigate({ to: '/sign-in' })
        queries.clear()
      },
    }),
  )
  return (
    <>
      <Menu.Label>{me.email}</Menu.Label>
      {SCHEMES.map(([scheme, label]) => (
        <Menu.Item
          key={scheme}
          onClick={() => {
            setColorScheme(scheme)
            prefer.mutate({ theme: scheme })
          }}
          rightSection={scheme === colorScheme ? <IconCheck size={14} aria-label="chosen" /> : null}
        >
          {label}
        </Menu.Item>
      ))}
      <Menu.Divider />
      <Menu.Item onClick={() => void navigate({ to: '/me', search: (before: object) => before })}>My data</Menu.Item>
      <Menu.Item onClick={() => signOut.mutate(undefined)}>Sign out</Menu.Item>
    </>
  )
}
