import type { ReactNode } from 'react'
import type { StateKind } from './state-of.ts'
import styles from './state.module.css'

const GLYPHS = { ahead: '▲', behind: '▼', even: '●', watch: '◇' } as const satisfies Record<StateKind, string>

/** A glyph, decorative: the words beside it carry the state for those who do not see it. */
export function Glyph({ state }: { state: StateKind | null }) {
  if (state === null) return null
  return (
    <span aria-hidden className={styles.glyph} data-state={state}>
      {GLYPHS[state]}
    </span>
  )
}

/** Words in the colour of their state, the glyph in front. */
export function State({ state, children }: { state: StateKind | null; children: ReactNode }) {
  return (
    <span className={styles.state} data-state={state}>
      <Glyph state={state} /> {children}
    </span>
  )
}
