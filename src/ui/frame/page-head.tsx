import { Link } from '@tanstack/react-router'
import { useEffect, useRef, type ReactNode } from 'react'
import styles from './page-head.module.css'

export interface PageTab {
  readonly label: string
  readonly to: string
  readonly current: boolean
}

/** Tabs of a place: links, the current one underlined in ink. */
export function PlaceTabs({
  place,
  tabs,
  search,
}: {
  place: string
  tabs: readonly PageTab[]
  search: Record<string, string>
}) {
  const bar = useRef<HTMLElement>(null)
  const current = tabs.find((tab) => tab.current)?.to
  // where the tabs are wider than the screen, the current one is in sight
  useEffect(() => {
    const tab = bar.current?.querySelector<HTMLElement>('[aria-current]')
    if (bar.current && tab)
      bar.current.scrollLeft = tab.offsetLeft - bar.current.offsetLeft - bar.current.clientWidth / 2
  }, [current])
  if (tabs.length < 2) return null
  return (
    <nav ref={bar} className={styles.tabs} aria-label={place}>
      {tabs.map((tab) => (
        <Link
          key={tab.to}
          to={tab.to}
          search={search}
          className={styles.tab}
          aria-current={tab.current ? 'page' : undefined}
        >
          {tab.label}
        </Link>
      ))}
    </nav>
  )
}

/** The one headline of a page, which also names the tab, a sentence below it, and the page's actions. */
export function PageHead({
  title,
  heading = title,
  lead,
  actions,
}: {
  title: string
  /** the title as the page shows it, where its numbers open something */
  heading?: ReactNode
  lead?: ReactNode
  actions?: ReactNode
}) {
  useEffect(() => {
    document.title = `${title} · Leadout`
  }, [title])
  return (
    <div className={styles.head}>
      <div className={styles.words}>
        <h1 className={styles.title}>{heading}</h1>
        {lead ? <p className={styles.lead}>{lead}</p> : null}
      </div>
      {actions ? <div className={styles.actions}>{actions}</div> : null}
    </div>
  )
}

/** A part of a page: a small heading over a thin rule. */
export function Section({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section className={styles.section} aria-label={title}>
      <div className={styles.sectionHead}>
        <h2 className={styles.sectionTitle}>{title}</h2>
        {aside ? <div className={styles.aside}>{aside}</div> : null}
      </div>
      {children}
    </section>
  )
}
