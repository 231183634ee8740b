import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { allows } from '#domain/access/permission.ts'
import { useApi } from '../../api.tsx'
import { messageOf } from '../../failure.ts'
import { formatPercent } from '#ui/format/number.ts'
import { useFrame } from '../../view.tsx'
import styles from './first-run.module.css'

/** Three ways to begin, for whoever may bring data in; the others are told who does. */
export function FirstRun() {
  const { me } = useFrame()
  if (!allows(me.level, 'imports.manage'))
    return <p className={styles.words}>There are no deals here yet. An administrator can bring them in.</p>
  return (
    <ul className={styles.ways}>
      <Demo />
      <Way
        title="Drop a file"
        words="An export of your CRM as it is: CSV, Excel, a folder or a zip. Nothing is written before you have seen what it would be."
      >
        <Button component={Link} to="/sources">
          Drop a file
        </Button>
      </Way>
      {allows(me.level, 'settings.manage') ? <Alone /> : null}
    </ul>
  )
}

function Demo() {
  const api = useApi()
  const queries = useQueryClient()
  const start = useMutation(api.demo.start.mutationOptions({ onSuccess: () => queries.invalidateQueries() }))
  const status = useQuery(api.demo.status.queryOptions({ enabled: start.isPending, refetchInterval: 700 }))
  return (
    <Way
      title="Try a demo team"
      words="Twelve made-up people with nine months behind them, who go on selling by the hour. One click takes them away again."
      state={start.isPending ? movingIn(status.data?.progress ?? 0) : null}
      error={start.error}
    >
      <Button variant="default" onClick={() => start.mutate({})} loading={start.isPending}>
        Try a demo team
      </Button>
    </Way>
  )
}

function movingIn(share: number): string {
  return `The team moves in: ${formatPercent(share)} is here.`
}

function Alone() {
  const api = useApi()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const begin = useMutation(
    api.members.startAlone.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries()
        await navigate({ to: '/board/deals', hash: 'new' })
      },
    }),
  )
  return (
    <Way
      title="Just me, start typing"
      words="A pipeline of three stages and you. A deal needs a name, nothing else; the rest comes when there is more to say."
      error={begin.error}
    >
      <Button variant="default" onClick={() => begin.mutate({})} loading={begin.isPending}>
        Start typing
      </Button>
    </Way>
  )
}

function Way({
  title,
  words,
  state = null,
  error = null,
  children,
}: {
  title: string
  words: string
  state?: string | null
  error?: Error | null
  children: ReactNode
}) {
  return (
    <li className={styles.way}>
      <h2 className={styles.title}>{title}</h2>
      <p className={styles.words}>{words}</p>
      {children}
      <p role="status" className={styles.words}>
        {state}
      </p>
      {error === null ? null : (
        <p role="alert" className={styles.words}>
          {messageOf(error)}
        </p>
      )}
    </li>
  )
}
