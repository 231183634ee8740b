import { Modal } from '@mantine/core'
import { Keys } from './keys.tsx'
import styles from './keyboard.module.css'
import type { Shortcut } from './shortcuts.ts'

/** The shortcuts of the page on screen. */
export function ShortcutHelp({ shortcuts, onClose }: { shortcuts: readonly Shortcut[]; onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title="Shortcuts" size="sm">
      <dl className={styles.list}>
        {[...new Set(shortcuts.map(({ label }) => label))].map((label) => (
          <div key={label} className={styles.row}>
            <dt>{label}</dt>
            <dd className={styles.ways}>
              {keysOf(shortcuts, label).map((keys) => (
                <Keys key={keys} keys={keys} />
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Modal>
  )
}

function keysOf(shortcuts: readonly Shortcut[], label: string): string[] {
  return [...new Set(shortcuts.filter((one) => one.label === label).map(({ keys }) => keys))]
}
