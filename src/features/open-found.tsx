import { useNavigate } from '@tanstack/react-router'
import { useCallback } from 'react'
import { useOpenDrawer } from './drawers.tsx'
import { drawers, pages } from './pages.ts'

/** Something with a name and an id: a deal, an account, a contact, a person. */
export interface Named {
  readonly kind: string
  readonly id: string
}

/** How something with a name is opened: in its drawer, else on its page; null where it has neither. */
export function useOpenFound(): (found: Named) => (() => void) | null {
  const openDrawer = useOpenDrawer()
  const navigate = useNavigate()
  return useCallback(
    ({ kind, id }) => {
      if (drawers.some((drawer) => drawer.id === kind)) return () => openDrawer(kind, id)
      const page = pages.find(({ path }) => path.startsWith(`/${kind}s/$`))
      return page ? () => void navigate({ to: page.path.replace(/\$\w+$/, id) }) : null
    },
    [openDrawer, navigate],
  )
}
