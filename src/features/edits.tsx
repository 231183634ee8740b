import { useQueryClient } from '@tanstack/react-query'
import { createContext, use, useEffect, useMemo, useSyncExternalStore, type ReactNode } from 'react'
import { useShortcuts } from '#ui/keyboard/keyboard.tsx'
import { useApi } from './api.tsx'
import type { QueuedEdit } from './edit-queue.ts'
import { openEditSession, type Edit, type EditSession } from './edit-session.tsx'

const EditsContext = createContext<EditSession | null>(null)

/** Everything edited on the pages below goes through one queue of the signed-in user; U takes the newest back. */
export function EditsProvider({ userId, children }: { userId: string; children: ReactNode }) {
  const api = useApi()
  const queries = useQueryClient()
  const session = useMemo(() => openEditSession(api, queries, userId), [api, queries, userId])
  useEffect(() => session.start(), [session])
  useShortcuts(
    useMemo(
      () => [
        { keys: 'u', label: 'Undo', run: session.undo },
        { keys: 'mod+z', label: 'Undo', run: session.undo },
      ],
      [session],
    ),
  )
  return <EditsContext value={session}>{children}</EditsContext>
}

/** `edit({ label, call, undo, apply })`: shown at once, sent in order, kept until the server has it. */
export function useEdits(): (edit: Edit) => void {
  return useEditSession().edit
}

export function useEditSession(): EditSession {
  const session = use(EditsContext)
  if (!session) throw new Error('useEdits outside of the frame')
  return session
}

/** What the server does not have yet, and what it refused. */
export function useWaitingEdits(): readonly QueuedEdit[] {
  const { subscribe, waiting } = useEditSession()
  return useSyncExternalStore(subscribe, waiting)
}
