import { Modal } from '@mantine/core'
import { Keys } from './keys.tsx'
import styles from './keyboard.module.css'
import type { Shortcut } from './shortcuts.ts'

/** The shortcuts of the page on screen. */
export function ShortcutHelp({ shortcuts, onClose }: { shortcuts: readonly Shortcut[]; onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title="Shortcuts" size="sm">
      <dl className={styles.list}>
        {shortcuts.map((shortcut) => (
          <div key={shortcut.keys} className={styles.row}>
            <dt>{shortcut.label}</dt>
            <dd>
              <Keys keys={shortcut.keys} />
            </dd>
          </div>
        ))}
      </dl>
    </Modal>
  )
}
