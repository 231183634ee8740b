import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import styles from './panels.module.css'

/** Why was it won or lost? One tap on a reason decides; another one can be typed. */
export function OutcomeForm({
  won,
  reasons,
  onDecide,
}: {
  won: boolean
  reasons: readonly string[]
  onDecide: (reason: string | null) => void
}) {
  const [typed, setTyped] = useState('')
  return (
    <form
      className={styles.outcome}
      onSubmit={(event) => {
        event.preventDefault()
        onDecide(typed.trim() === '' ? null : typed.trim())
      }}
    >
      <p className={styles.question}>{won ? 'What won it?' : 'What lost it?'}</p>
      <div className={styles.reasons}>
        {reasons.slice(0, MOST_SHOWN).map((reason) => (
          <button key={reason} type="button" className={styles.reason} onClick={() => onDecide(reason)}>
            {reason}
          </button>
        ))}
      </div>
      <div className={styles.typed}>
        <TextInput
          size="xs"
          aria-label="Another reason"
          placeholder="Another reason"
          maxLength={500}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button size="xs" type="submit" variant="default">
          {typed.trim() === '' ? 'No reason' : 'Save'}
        </Button>
      </div>
    </form>
  )
}

const MOST_SHOWN = 12
