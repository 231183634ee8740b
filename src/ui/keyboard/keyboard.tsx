import {
  createContext,
  lazy,
  Suspense,
  use,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  type ReactNode,
} from 'react'
import { match, SEQUENCE_MS, type Shortcut } from './shortcuts.ts'

interface KeyboardValue {
  readonly register: (shortcuts: readonly Shortcut[]) => () => void
  /** single-key shortcuts can be switched off (WCAG 2.1.4) */
  readonly enabled: boolean
  readonly setEnabled: (enabled: boolean) => void
}

const ShortcutHelp = lazy(() => import('./shortcut-help.tsx').then((module) => ({ default: module.ShortcutHelp })))

const KeyboardContext = createContext<KeyboardValue | null>(null)
const STORE = 'leadout.shortcuts'

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName)
}

/** Menus and dialogs have keys of their own; closed ones may stay in the document. */
function isLayerOpen(): boolean {
  const layers = document.querySelectorAll('[role="dialog"], [role="menu"], [role="listbox"]')
  return [...layers].some((layer) => layer.checkVisibility())
}

/** Listens for the shortcuts that the page on screen has registered; `?` lists them. */
export function KeyboardProvider({ children }: { children: ReactNode }) {
  const groups = useRef(new Set<readonly Shortcut[]>())
  const [enabled, setEnabledState] = useState(() => localStorage.getItem(STORE) !== 'off')
  const [help, setHelp] = useState<readonly Shortcut[] | null>(null)

  const register = useCallback((shortcuts: readonly Shortcut[]) => {
    groups.current.add(shortcuts)
    return () => void groups.current.delete(shortcuts)
  }, [])
  const setEnabled = useCallback((next: boolean) => {
    localStorage.setItem(STORE, next ? 'on' : 'off')
    setEnabledState(next)
  }, [])

  useEffect(() => {
    let prefix: string | null = null
    let timer: ReturnType<typeof setTimeout> | undefined
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.repeat) return
      const withMod = event.ctrlKey || event.metaKey
      // taking back what was typed belongs to the field; the palette opens from anywhere
      if (isTyping(event.target) && !(withMod && event.key.toLowerCase() === 'k')) return
      if (!withMod && (!enabled || isLayerOpen())) return
      const all = [...groups.current].flat()
      const found = match([...all, { keys: '?', label: 'Shortcuts', run: () => setHelp(all) }], prefix, event)
      clearTimeout(timer)
      prefix = found.prefix
      timer = setTimeout(() => (prefix = null), SEQUENCE_MS)
      if (!found.shortcut) return
      event.preventDefault()
      found.shortcut.run()
    }
    document.addEventListener('keydown', onKey)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('keydown', onKey)
    }
  }, [enabled])

  const value = useMemo(() => ({ register, enabled, setEnabled }), [register, enabled, setEnabled])
  return (
    <KeyboardContext value={value}>
      {children}
      <Suspense>{help === null ? null : <ShortcutHelp shortcuts={help} onClose={() => setHelp(null)} />}</Suspense>
    </KeyboardContext>
  )
}

export function useKeyboard(): KeyboardValue {
  const value = use(KeyboardContext)
  if (!value) throw new Error('useKeyboard outside of KeyboardProvider')
  return value
}

/** Shortcuts of the part that is on screen; pass a memoised list. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const { register } = useKeyboard()
  useEffect(() => register(shortcuts), [register, shortcuts])
}
