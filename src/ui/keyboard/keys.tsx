import { Kbd } from '@mantine/core'
import styles from './keyboard.module.css'
import { MOD } from './shortcuts.ts'

const APPLE = /Mac|iPhone|iPad/.test(navigator.userAgent)
const NAMES: Readonly<Record<string, string>> = {
  Enter: '↵',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
  ' ': 'Space',
}

/** The keys of a shortcut as they are printed on the keyboard. */
export function Keys({ keys }: { keys: string }) {
  return (
    <span className={styles.keys}>
      {keys.split(' ').map((key, at) => (
        <Kbd key={at} size="xs">
          {nameOf(key)}
        </Kbd>
      ))}
    </span>
  )
}

function nameOf(key: string): string {
  if (key.startsWith(MOD)) return `${APPLE ? '⌘' : 'Ctrl'} ${key.slice(MOD.length).toUpperCase()}`
  return key.length === 1 && key !== ' ' ? key.toUpperCase() : (NAMES[key] ?? key)
}
