import { createContext, use, useEffect } from 'react'

/** One line of the palette. */
export interface PaletteItem {
  readonly id: string
  readonly label: string
  /** the heading it stands under; actions of the page without one */
  readonly group?: string
  /** the shortcut that does the same: `g b` */
  readonly keys?: string
  readonly run: () => void
}

interface PaletteValue {
  readonly register: (items: readonly PaletteItem[]) => () => void
}

export const PaletteContext = createContext<PaletteValue | null>(null)

/** Lines of the part that is on screen; pass a memoised list. */
export function usePaletteItems(items: readonly PaletteItem[]): void {
  const palette = use(PaletteContext)
  useEffect(() => palette?.register(items), [palette, items])
}
