import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { allows } from '#domain/access/permission.ts'
import { PageHead, Section } from '#ui/frame/page-head.tsx'
import { useShortcuts } from '#ui/keyboard/keyboard.tsx'
import { Empty, Failure, Loading } from '#ui/states/states.tsx'
import { useApi } from '../../api.tsx'
import { messageOf } from '../../failure.ts'
import { useFrame } from '../../view.tsx'
import type { Board } from '../contract.ts'
import { BoardForm } from './board-form.tsx'
import { PairForm } from './pair-form.tsx'
import { RemoveBoard } from './remove-board.tsx'
import { Screens } from './screens.tsx'
import styles from './boards.module.css'

type Opened =
  | { readonly kind: 'pair'; readonly board: Board }
  | { readonly kind: 'board'; readonly board: Board | null }

/** Boards for TVs: what they show, which screens show them. */
export function Page() {
  const api = useApi()
  const navigate = useNavigate()
  const { me } = useFrame()
  const list = useQuery(api.wallboards.list.queryOptions())
  const [opened, setOpened] = useState<Opened | null>(null)
  const boards = list.data?.boards ?? []
  const first = boards[0]
  useShortcuts(
    useMemo(
      () =>
        first
          ? [{ keys: 'w', label: 'Wall view', run: () => void navigate({ to: '/wall', search: { board: first.id } }) }]
          : [],
      [first, navigate],
    ),
  )
  if (list.isError && !list.data) return <Failure message={messageOf(list.error)} onRetry={() => void list.refetch()} />
  if (!list.data) return <Loading lines={5} />
  const mayManage = allows(me.level, 'boards.manage')
  const close = () => setOpened(null)
  const newBoard = <Button onClick={() => setOpened({ kind: 'board', board: null })}>New wallboard</Button>

  return (
    <>
      <PageHead
        title="Wallboards"
        lead="Open /wall on a TV and pair it with the code it shows. No login stays on the screen; every screen can be revoked."
        actions={mayManage && boards.length > 0 ? newBoard : null}
      />
      {boards.length === 0 ? (
        <Empty action={mayManage ? newBoard : null}>
          A TV needs a board: teams against pace, and the burn-down beside it.
        </Empty>
      ) : null}
      {boards.map((board) => (
        <Section key={board.id} title={board.title} aside={boardWords(board)}>
          <div className={styles.actions}>
            <Link to="/wall" search={{ board: board.id }}>
              Wall view
            </Link>
            {mayManage ? (
              <>
                <button type="button" className="plain" onClick={() => setOpened({ kind: 'pair', board })}>
                  Pair a TV
                </button>
                <button type="button" className="plain" onClick={() => setOpened({ kind: 'board', board })}>
                  Change
                </button>
                <RemoveBoard board={board} />
              </>
            ) : null}
          </div>
          <Screens screens={board.screens} mayManage={mayManage} />
        </Section>
      ))}
      {opened?.kind === 'pair' ? <PairForm board={opened.board} onClose={close} /> : null}
      {opened?.kind === 'board' ? (
        <BoardForm board={opened.board} personBars={list.data.personBarsAllowed} onClose={close} />
      ) : null}
    </>
  )
}

function boardWords({ pages, rotationSeconds, percentOnly }: Board): string {
  const count = pages.length === 1 ? '1 page' : `${pages.length} pages, ${rotationSeconds} s each`
  return percentOnly ? `${count}, percent only` : count
}
