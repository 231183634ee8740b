import { Drawer as Panel } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { use, type ReactNode } from 'react'
import { DrawerPlaceContext } from './place.ts'
import styles from './drawer.module.css'
import { useStillPage } from './still-page.ts'

interface DrawerProps {
  readonly title: ReactNode
  /** one quiet line below the title */
  readonly lead?: ReactNode
  /** buttons of the head, left of the cross */
  readonly actions?: ReactNode
  readonly children: ReactNode
}

/** A detail over the page: the page keeps its place below, and Esc goes back to it. It fills the screen of a phone. */
export function Drawer({ title, lead, actions, children }: DrawerProps) {
  const place = use(DrawerPlaceContext)
  useStillPage()
  if (!place) throw new Error('Drawer outside of a DrawerPlaceContext')
  const { top, depth, onClose } = place
  return (
    <Panel.Root
      opened
      classNames={{ content: styles.content }}
      onClose={onClose}
      position="right"
      lockScroll={false}
      size="min(100vw, 600px)"
      closeOnEscape={top}
      closeOnClickOutside={top}
      transitionProps={{ duration: depth === 0 ? 120 : 0 }}
    >
      <Panel.Overlay backgroundOpacity={depth === 0 ? 0.25 : 0} />
      <Panel.Content>
        <header className={styles.head}>
          <div className={styles.words}>
            <Panel.Title className={styles.title}>{title}</Panel.Title>
            {lead ? <div className={styles.lead}>{lead}</div> : null}
          </div>
          <div className={styles.actions}>
            {actions}
            <button type="button" className={styles.close} onClick={onClose} aria-label="Close" title="Esc">
              <IconX size={18} stroke={1.6} aria-hidden />
            </button>
          </div>
        </header>
        <div className={styles.body}>{children}</div>
      </Panel.Content>
    </Panel.Root>
  )
}
