import type { ReactNode } from 'react'
import styles from './figures.module.css'

export interface FigureItem {
  readonly label: string
  readonly value: ReactNode
  /** shown on hover */
  readonly exact?: string
  readonly note?: ReactNode
}

/** The few numbers of a page, in one line. */
export function Figures({ items }: { items: readonly FigureItem[] }) {
  return (
    <dl className={styles.figures}>
      {items.map((item) => (
        <div key={item.label} className={styles.figure}>
          <dt className={styles.label}>{item.label}</dt>
          <dd className={styles.value} title={item.exact}>
            {item.value}
          </dd>
          {item.note ? <dd className={styles.note}>{item.note}</dd> : null}
        </div>
      ))}
    </dl>
  )
}
