import { createContext, use, useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import { useShortcuts } from '#ui/keyboard/keyboard.tsx'
import { partOf } from './part.tsx'

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

/** How something found by name is opened; null where it cannot be. */
export type OpenFound = (found: { readonly kind: string; readonly id: string }) => (() => void) | null

interface PaletteValue {
  readonly register: (items: readonly PaletteItem[]) => () => void
  readonly open: () => void
}

const PaletteContext = createContext<PaletteValue | null>(null)
const dialog = partOf(async () => (await import('./palette-dialog.tsx')).PaletteDialog)

export const loadPalette = dialog.load

/** Ctrl or Cmd with K opens the palette: places, pages, what the page can do, and everything with a name. */
export function PaletteProvider({
  items,
  openFound,
  children,
}: {
  items: readonly PaletteItem[]
  openFound: OpenFound
  children: ReactNode
}) {
  const groups = useRef(new Set<readonly PaletteItem[]>())
  const [opened, setOpened] = useState<readonly PaletteItem[] | null>(null)
  const register = useCallback((added: readonly PaletteItem[]) => {
    groups.current.add(added)
    return () => void groups.current.delete(added)
  }, [])
  const open = useCallback(() => setOpened([...groups.current].flat()), [])
  useShortcuts(useMemo(() => [{ keys: 'mod+k', label: 'Find and do', run: open }], [open]))
  const value = useMemo(() => ({ register, open }), [register, open])
  return (
    <PaletteContext value={value}>
      {children}
      {opened ? (
        <dialog.Component items={[...opened, ...items]} openFound={openFound} onClose={() => setOpened(null)} />
      ) : null}
    </PaletteContext>
  )
}

/** Lines of the part that is on screen; pass a memoised list. */
export function usePaletteItems(items: readonly PaletteItem[]): void {
  const { register } = usePalette()
  useEffect(() => register(items), [register, items])
}

export function usePalette(): PaletteValue {
  const palette = use(PaletteContext)
  if (!palette) throw new Error('usePalette outside of the frame')
  return palette
}
