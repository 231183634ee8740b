import { useNavigate, useRouter } from '@tanstack/react-router'
import { useCallback, type ComponentType } from 'react'

/** What a drawer's component gets: the id that the address names. */
export interface DrawerContentProps {
  readonly id: string
}

/** A drawer by the name that opens it; the list of them stands in `pages.ts`. */
export interface DrawerEntry {
  /** the name in the address: `?deal=0192…` */
  readonly id: string
  readonly load: () => Promise<{ Drawer: ComponentType<DrawerContentProps> }>
}

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** the entry was made by opening a drawer: going back closes it */
    drawer?: true
  }
}

type Search = Record<string, string | undefined>

/** `open('deal', id)`: opens a drawer over the page, on top of those that are open; the address names it. */
export function useOpenDrawer(): (name: string, id: string) => void {
  const navigate = useNavigate()
  return useCallback(
    (name, id) =>
      void navigate({
        to: '.',
        // the last one named lies on top
        search: ({ [name]: _, ...others }: Search) => ({ ...others, [name]: id }),
        state: (before) => ({ ...before, drawer: true }),
        resetScroll: false,
      }),
    [navigate],
  )
}

/** Closes a drawer: back to where it was opened from, or, for an address that came with it, to the page below. */
export function useCloseDrawer(name: string): () => void {
  const navigate = useNavigate()
  const router = useRouter()
  return useCallback(() => {
    if (router.state.location.state.drawer) {
      router.history.back()
      return
    }
    void navigate({
      to: '.',
      search: ({ [name]: _, ...others }: Search) => others,
      replace: true,
      resetScroll: false,
    })
  }, [navigate, router, name])
}
