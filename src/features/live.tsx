import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { LiveState } from '#ui/frame/status.tsx'

/** `reset`: the cursor was too old to say what changed; either way everything on screen is asked for again. */
const EVENTS = ['change', 'reset'] as const
const COALESCE_MS = 250
const LONGEST_WAIT_MS = 30_000

/**
 * One stream for the whole page: whatever it says, every figure on screen is fetched again, at most four times a
 * second. It resumes after the last event it saw, and refetches once after every gap. `url` null: no stream yet.
 */
export function useLive(url: string | null): LiveState {
  const queries = useQueryClient()
  const [state, setState] = useState<LiveState>('connecting')

  useEffect(() => {
    if (url === null) return
    let source: EventSource | null = null
    let timer: ReturnType<typeof setTimeout> | undefined
    let retry: ReturnType<typeof setTimeout> | undefined
    let wait = 1000
    let lastId: string | null = null
    let hadGap = false

    const refetch = () => {
      timer ??= setTimeout(() => {
        timer = undefined
        void queries.invalidateQueries()
      }, COALESCE_MS)
    }
    const connect = () => {
      const at = new URL(url, globalThis.location.href)
      if (lastId !== null) at.searchParams.set('after', lastId)
      source = new EventSource(at)
      source.onopen = () => {
        wait = 1000
        setState('live')
        if (hadGap) refetch()
        hadGap = false
      }
      const onEvent = (event: MessageEvent) => {
        if (event.lastEventId) lastId = event.lastEventId
        refetch()
      }
      for (const name of EVENTS) source.addEventListener(name, onEvent)
      source.onerror = () => {
        hadGap = true
        setState('lost')
        source?.close()
        retry = setTimeout(connect, wait)
        wait = Math.min(wait * 2, LONGEST_WAIT_MS)
      }
    }
    connect()
    return () => {
      source?.close()
      clearTimeout(timer)
      clearTimeout(retry)
    }
  }, [url, queries])

  return state
}
