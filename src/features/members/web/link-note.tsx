import { Button } from '@mantine/core'
import { useState } from 'react'
import { formatMoment } from '#ui/format/time.ts'
import { useFrame } from '../../view.tsx'
import type { MadeLink } from '../contract.ts'
import styles from './members.module.css'

/** A one-time link, shown this once, with what became of the mail. */
export function LinkNote({ link, onClose }: { link: MadeLink & { email: string }; onClose: () => void }) {
  const { workspace } = useFrame()
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(link.url)
    setCopied(true)
  }
  return (
    <div className={styles.note} role="status">
      <p>{noteWords(link)}</p>
      <code className={styles.link}>{link.url}</code>
      <p className="quiet">{`It works once, until ${formatMoment(link.expiresAt, workspace.org.zone)}, and is not shown again.`}</p>
      <div className={styles.actions}>
        {'clipboard' in navigator ? (
          <Button variant="default" size="xs" onClick={() => void copy()}>
            {copied ? 'Copied' : 'Copy the link'}
          </Button>
        ) : null}
        <Button variant="subtle" size="xs" onClick={onClose}>
          Done
        </Button>
      </div>
    </div>
  )
}

function noteWords({ email, mailed }: MadeLink & { email: string }): string {
  if (mailed === null) return `No mail server is set up: give this link to ${email} yourself.`
  if (mailed.sent) return `Sent to ${email}. The link, in case the mail is lost:`
  return `The mail to ${email} did not go out. ${mailed.answer}. Give the link yourself:`
}
