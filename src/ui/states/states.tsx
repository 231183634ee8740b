import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import styles from './states.module.css'

/** Nothing here yet: one sentence and one button, or a small form in the button's place. */
export function Empty({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div className={styles.empty}>
      <p className={styles.sentence}>{children}</p>
      {action}
    </div>
  )
}

/** What could not be loaded, in the server's words, and a way to try again. */
export function Failure({ message, onRetry }: { message: string; onRetry?: (() => void) | undefined }) {
  return (
    <div className={styles.empty} role="alert">
      <p className={styles.sentence}>{message}</p>
      {onRetry ? (
        <Button variant="default" onClick={onRetry}>
          Try again
        </Button>
      ) : null}
    </div>
  )
}

/** Grey lines in the place of what is coming; they appear after 150 ms, so that a fast answer shows none. */
export function Loading({ lines = 3, height }: { lines?: number; height?: number }) {
  return (
    <div className={styles.loading} role="status" aria-label="Loading" style={height ? { height } : undefined}>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} className={styles.line} style={{ width: `${[62, 88, 74, 40][line % 4]}%` }} />
      ))}
    </div>
  )
}
