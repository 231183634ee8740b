import { Menu } from '@mantine/core'
import { IconDots, IconSearch } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ComponentType, ReactNode } from 'react'
import { Mark } from '../mark.tsx'
import styles from './frame.module.css'

export interface RailItem {
  readonly id: string
  readonly label: string
  readonly to: string
  readonly icon: ComponentType<{ size?: number; stroke?: number; 'aria-hidden'?: boolean }>
  readonly current: boolean
  readonly foot: boolean
  /** stands in the bar of a phone; the others under More */
  readonly bar: boolean
}

interface FrameProps {
  readonly items: readonly RailItem[]
  readonly search: Record<string, string>
  readonly pickers: ReactNode
  readonly status: ReactNode
  readonly me: ReactNode
  /** what a phone shows under More below the places */
  readonly more: ReactNode
  readonly banner: ReactNode
  readonly onFind: () => void
  readonly children: ReactNode
}

/** The frame of every page: rail (bar at the bottom of a phone), pickers top left, status top right. */
export function Frame({ items, search, pickers, status, me, more, banner, onFind, children }: FrameProps) {
  const link = (item: RailItem) => (
    <Link
      key={item.id}
      to={item.to}
      search={search}
      className={styles.item}
      data-bar={item.bar}
      aria-current={item.current ? 'page' : undefined}
      title={item.label}
    >
      <item.icon size={18} stroke={item.current ? 2 : 1.6} aria-hidden />
      <span className={styles.word}>{item.label}</span>
    </Link>
  )
  const elsewhere = items.filter((item) => !item.bar)
  return (
    <div className={styles.frame}>
      <a href="#page" className={styles.skip}>
        Skip to the page
      </a>
      <nav className={styles.rail} aria-label="Places">
        <Link to="/" search={search} className={styles.brand} aria-label="Leadout, home">
          <Mark size={16} />
          <span className={styles.word}>Leadout</span>
        </Link>
        <div className={styles.places}>{items.filter((item) => !item.foot).map(link)}</div>
        <div className={styles.foot}>
          <button type="button" className={styles.item} onClick={onFind} title="Find">
            <IconSearch size={18} stroke={1.6} aria-hidden />
            <span className={styles.word}>Find</span>
          </button>
          {items.filter((item) => item.foot).map(link)}
          {me}
        </div>
        <div className={styles.more}>
          <Menu position="top-end" width={240}>
            <Menu.Target>
              <button
                type="button"
                className={styles.item}
                data-bar
                aria-current={elsewhere.some(({ current }) => current) ? 'page' : undefined}
              >
                <IconDots size={18} stroke={1.6} aria-hidden />
                <span className={styles.word}>More</span>
              </button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<IconSearch size={16} stroke={1.6} aria-hidden />} onClick={onFind}>
                Find
              </Menu.Item>
              {elsewhere.map((item) => (
                <Menu.Item
                  key={item.id}
                  renderRoot={(props) => <Link to={item.to} search={search} {...props} />}
                  leftSection={<item.icon size={16} stroke={1.6} aria-hidden />}
                >
                  {item.label}
                </Menu.Item>
              ))}
              <Menu.Divider />
              {more}
            </Menu.Dropdown>
          </Menu>
        </div>
      </nav>
      <div className={styles.main}>
        {banner}
        <section className={styles.top} aria-label="What is shown">
          <div className={styles.pickers}>{pickers}</div>
          <div className={styles.status}>{status}</div>
        </section>
        <main id="page" tabIndex={-1} className={styles.page}>
          {children}
        </main>
      </div>
    </div>
  )
}
