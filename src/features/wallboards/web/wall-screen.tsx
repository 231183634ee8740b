import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { Mark } from '#ui/mark.tsx'
import { useApi } from '../../api.tsx'
import { isFatal, messageOf } from '../../failure.ts'
import { useLive } from '../../live.tsx'
import type { Wall } from '../contract.ts'
import { useTicker } from './ticker.tsx'
import { WallBoard } from './wall-board.tsx'
import styles from './wall.module.css'

export type WallSource =
  | { readonly kind: 'screen'; readonly screenToken: string }
  | { readonly kind: 'preview'; readonly boardId: string }

const ASK_EVERY_MS = 60_000

/** Keeps a board on a screen for months: asks by itself, keeps the last answer when the server is away. */
export function WallScreen({ source, onRevoked }: { source: WallSource; onRevoked?: (() => void) | undefined }) {
  const api = useApi()
  const keep = {
    refetchInterval: ASK_EVERY_MS,
    refetchIntervalInBackground: true,
    gcTime: Infinity,
    retry: (count: number, error: unknown) => !isFatal(error) && count < 1,
  }
  const screen = useQuery(
    api.wallboards.wall.board.queryOptions({
      ...keep,
      input: { screenToken: source.kind === 'screen' ? source.screenToken : '' },
      enabled: source.kind === 'screen',
    }),
  )
  const preview = useQuery(
    api.wallboards.preview.queryOptions({
      ...keep,
      input: { id: source.kind === 'preview' ? source.boardId : '' },
      enabled: source.kind === 'preview',
    }),
  )
  const { data, error, isError } = source.kind === 'screen' ? screen : preview
  const revoked = isError && isFatal(error)
  useEffect(() => {
    if (revoked) onRevoked?.()
  }, [revoked, onRevoked])

  if (revoked) return <Notice>{messageOf(error)}</Notice>
  if (!data) return <Notice>{isError ? 'The server cannot be reached. Trying again.' : 'Loading'}</Notice>
  return <LiveWall wall={data} screenToken={source.kind === 'screen' ? source.screenToken : undefined} />
}

function LiveWall({ wall, screenToken }: { wall: Wall; screenToken: string | undefined }) {
  const [cursor] = useState(wall.cursor)
  const live = useLive({
    topics: `figures,goals,clock,board:${wall.boardId}`,
    after: cursor,
    ...(screenToken === undefined ? {} : { screen: screenToken }),
  })
  const elapsed = useElapsed(wall)
  useReloadOnNewVersion(wall.version)
  return <WallBoard wall={wall} live={live} elapsed={elapsed} />
}

const TICK_MS = 1000

/** Milliseconds since an answer came, by a clock that nobody can set. */
function useElapsed(wall: Wall): number {
  const now = useTicker(TICK_MS)
  const [came, setCame] = useState({ wall, at: now })
  if (came.wall !== wall) setCame({ wall, at: now })
  return came.wall === wall ? Math.max(0, now - came.at) : 0
}

/** A screen that sees the server in another version than at its start loads itself again. */
function useReloadOnNewVersion(version: string) {
  const first = useRef(version)
  useEffect(() => {
    if (version !== first.current) globalThis.location.reload()
  }, [version])
}

function Notice({ children }: { children: string }) {
  return (
    <main className={styles.pairing}>
      <Mark size={64} />
      <p className={styles.pairingHelp} role="status">
        {children}
      </p>
    </main>
  )
}
