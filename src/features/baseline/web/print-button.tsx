import { Button } from '@mantine/core'
import styles from './baseline.module.css'

/** The browser's own print of the page; on paper it is gone. */
export function PrintButton() {
  return (
    <Button variant="default" className={styles.noPrint ?? ''} onClick={() => window.print()}>
      Print
    </Button>
  )
}
