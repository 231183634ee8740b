import { createContext } from 'react'

/** Where a drawer stands among those that are open: only the top one hears Esc and a click beside it. */
export interface DrawerPlace {
  readonly top: boolean
  /** 0 for the one that lies on the page */
  readonly depth: number
  readonly onClose: () => void
}

/** Set by whoever opens drawers, so that a drawer need not know how it is closed. */
export const DrawerPlaceContext = createContext<DrawerPlace | null>(null)
