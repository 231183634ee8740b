import { useEffect, type ReactNode } from 'react'
import { Mark } from '#ui/mark.tsx'
import styles from './door.module.css'

/** The page in front of the frame: the mark, one headline, one form. */
export function Door({ title, lead, children }: { title: string; lead?: ReactNode; children?: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · Leadout`
  }, [title])
  return (
    <main className={styles.door}>
      <div className={styles.column}>
        <div className={styles.brand}>
          <Mark size={20} />
          <span>Leadout</span>
        </div>
        <h1 className={styles.title}>{title}</h1>
        {lead ? <p className={styles.lead}>{lead}</p> : null}
        {children}
      </div>
    </main>
  )
}
