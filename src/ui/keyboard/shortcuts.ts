export interface Shortcut {
  /** one key, or two in a row: `g b`; named by what the keyboard prints: `[`, `?`, `Escape`; `mod+k` with Ctrl or Cmd */
  readonly keys: string
  readonly label: string
  /** null: whatever has the focus sees to it; it is listed, and left alone */
  readonly run: (() => void) | null
}

type RunningShortcut = Shortcut & { readonly run: () => void }

function runs(shortcut: Shortcut): shortcut is RunningShortcut {
  return shortcut.run !== null
}

interface Pressed {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
}

/** begins the name of a key pressed with Ctrl or Cmd */
export const MOD = 'mod+'

/** Longest pause between the two keys of a sequence. */
export const SEQUENCE_MS = 1200

/**
 * Which shortcut a key completes, and what a following key may complete. Keys with Ctrl or Cmd belong to the browser
 * unless a shortcut names them, those with Alt always; letters match in either case. Of two parts that listen to the
 * same key, the one that came last is meant.
 */
export function match(
  all: readonly Shortcut[],
  prefix: string | null,
  pressed: Pressed,
): { shortcut: RunningShortcut | null; prefix: string | null } {
  const shortcuts = all.filter(runs)
  if (pressed.altKey) return { shortcut: null, prefix: null }
  const key = pressed.key.length === 1 ? pressed.key.toLowerCase() : pressed.key
  if (pressed.ctrlKey || pressed.metaKey) {
    return { shortcut: shortcuts.findLast((candidate) => candidate.keys === `${MOD}${key}`) ?? null, prefix: null }
  }
  const typed = prefix === null ? key : `${prefix} ${key}`
  const shortcut = shortcuts.findLast((candidate) => candidate.keys === typed) ?? null
  if (shortcut) return { shortcut, prefix: null }
  const begins = prefix === null && shortcuts.some((candidate) => candidate.keys.startsWith(`${key} `))
  return { shortcut: null, prefix: begins ? key : null }
}
