import { useCallback, useState } from 'react'
import { useFrame } from './view.tsx'

const PREFIX = 'leadout.draft.'

/**
 * State of a form that outlives the page and the session, in this browser and for this user: what was typed is there
 * again after signing in. `clear` once it has been saved or given up; `name` says which form of which thing it is.
 */
export function useDraft<T>(name: string, initial: T): [draft: T, setDraft: (next: T) => void, clear: () => void] {
  const { me } = useFrame()
  const key = `${PREFIX}${me.userId}.${name}`
  const [draft, setState] = useState<T>(() => read<T>(key) ?? initial)
  const setDraft = useCallback(
    (next: T) => {
      setState(next)
      write(key, next)
    },
    [key],
  )
  const clear = useCallback(() => localStorage.removeItem(key), [key])
  return [draft, setDraft, clear]
}

function read<T>(key: string): T | null {
  try {
    const text = localStorage.getItem(key)
    return text === null ? null : (JSON.parse(text) as T)
  } catch {
    return null
  }
}

function write(key: string, draft: unknown): void {
  try {
    localStorage.setItem(key, JSON.stringify(draft))
  } catch {
    // a browser without room keeps what was typed for as long as the page is open
  }
}
