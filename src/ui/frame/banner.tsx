import type { ReactNode } from 'react'
import styles from './banner.module.css'

/** One line above everything, for a state of the whole workspace that must not be missed. */
export function Banner({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div className={styles.banner} role="status">
      <span>{children}</span>
      {action}
    </div>
  )
}
