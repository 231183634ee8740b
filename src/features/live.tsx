import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { LiveState } from '#ui/frame/status.tsx'

export interface LiveSource {
  /** comma-separated topics */
  readonly topics: string
  /** position to resume after; null: from now */
  readonly after: string | null
  /** token of a wallboard's screen, instead of a session */
  readonly screen?: string
}

/** `reset`: the position was too old to say what changed; either way everything on screen is asked for again. */
const REFETCH_ON = ['change', 'reset'] as const
const COALESCE_MS = 250
const FIRST_WAIT_MS = 500
const LONGEST_WAIT_MS = 15_000
/** the server ends each stream after some minutes: a gap shorter than this is not worth a word */
const LOST_AFTER_MS = 4000

/**
 * One stream for the whole page: whatever changed, the figures on screen are marked stale and fetched again, at most
 * four times a second. It resumes after the last event it saw, so a restart of the server loses nothing.
 */
export function useLive(source: LiveSource | null): LiveState {
  const queries = useQueryClient()
  const [state, setState] = useState<LiveState>('connecting')
  const topics = source?.topics ?? null
  const after = source?.after ?? null
  const screen = source?.screen

  useEffect(() => {
    if (topics === null) return
    let events: EventSource | null = null
    let refetchTimer: ReturnType<typeof setTimeout> | undefined
    let retryTimer: ReturnType<typeof setTimeout> | undefined
    let lostTimer: ReturnType<typeof setTimeout> | undefined
    let wait = FIRST_WAIT_MS
    let position = after

    let again = false
    // at once, then at most once per gap: a single win paints without waiting, a burst does not flood the server
    const refetch = () => {
      if (refetchTimer !== undefined) {
        again = true
        return
      }
      void queries.invalidateQueries()
      refetchTimer = setTimeout(() => {
        refetchTimer = undefined
        if (!again) return
        again = false
        refetch()
      }, COALESCE_MS)
    }
    const remember = (event: MessageEvent) => {
      if (event.lastEventId) position = event.lastEventId
    }
    const connect = () => {
      const query = new URLSearchParams({ topics })
      if (position !== null) query.set('after', position)
      if (screen !== undefined) query.set('screen', screen)
      events = new EventSource(`/api/v1/stream?${query}`)
      events.onopen = () => {
        wait = FIRST_WAIT_MS
        clearTimeout(lostTimer)
        lostTimer = undefined
        setState('live')
      }
      events.onerror = () => {
        events?.close()
        lostTimer ??= setTimeout(() => setState('lost'), LOST_AFTER_MS)
        retryTimer = setTimeout(connect, wait)
        wait = Math.min(wait * 2, LONGEST_WAIT_MS)
      }
      events.addEventListener('ready', remember)
      for (const name of REFETCH_ON) {
        events.addEventListener(name, (event) => {
          remember(event)
          refetch()
        })
      }
    }
    connect()
    return () => {
      events?.close()
      for (const timer of [refetchTimer, retryTimer, lostTimer]) clearTimeout(timer)
    }
  }, [topics, after, screen, queries])

  return state
}
