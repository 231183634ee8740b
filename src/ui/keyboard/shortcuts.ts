export interface Shortcut {
  /** one key, or two in a row: `g b`; named by what the keyboard prints: `[`, `?`, `Escape` */
  readonly keys: string
  readonly label: string
  readonly run: () => void
}

interface Pressed {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
}

/** Longest pause between the two keys of a sequence. */
export const SEQUENCE_MS = 1200

/**
 * Which shortcut a key completes, and what a following key may complete. Keys with Ctrl, Meta or Alt belong to the
 * browser; letters match in either case.
 */
export function match(
  shortcuts: readonly Shortcut[],
  prefix: string | null,
  pressed: Pressed,
): { shortcut: Shortcut | null; prefix: string | null } {
  if (pressed.ctrlKey || pressed.metaKey || pressed.altKey) return { shortcut: null, prefix: null }
  const key = pressed.key.length === 1 ? pressed.key.toLowerCase() : pressed.key
  const typed = prefix === null ? key : `${prefix} ${key}`
  const shortcut = shortcuts.find((candidate) => candidate.keys === typed) ?? null
  if (shortcut) return { shortcut, prefix: null }
  const begins = prefix === null && shortcuts.some((candidate) => candidate.keys.startsWith(`${key} `))
  return { shortcut: null, prefix: begins ? key : null }
}
