import { Button, Popover, Stack } from '@mantine/core'
import { useState } from 'react'
import styles from './edit-chip.module.css'
import type { Conflict } from './conflict.ts'
import type { QueuedEdit } from './edit-queue.ts'
import { useEditSession, useWaitingEdits } from './edits.tsx'
import { figureText } from './figure-text.tsx'

/** "Not saved yet" while the server lacks something; what it refused, with both values and a choice. */
export function EditChip({ zone }: { zone: string }) {
  const waiting = useWaitingEdits()
  const refused = waiting.some(({ problem }) => problem !== undefined)
  const words = refused ? 'Not saved: your choice' : 'Not saved yet'
  // a button's content is never announced: what is heard stands beside it, before there is anything to say
  return (
    <>
      <span role="status" className="sr-only">
        {waiting.length > 0 ? words : null}
      </span>
      {waiting.length > 0 ? <WaitingEdits waiting={waiting} refused={refused} words={words} zone={zone} /> : null}
    </>
  )
}

function WaitingEdits({
  waiting,
  refused,
  words,
  zone,
}: {
  waiting: readonly QueuedEdit[]
  refused: boolean
  words: string
  zone: string
}) {
  const [open, setOpen] = useState(false)
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      position="bottom-end"
      trapFocus
      returnFocus
      width="min(360px, calc(100vw - 32px))"
    >
      <Popover.Target>
        <button
          type="button"
          className={styles.chip}
          data-waiting
          data-refused={refused || undefined}
          aria-label={words}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          <span className={styles.long}>{words}</span>
          <span className={styles.short}>Not saved</span>
        </button>
      </Popover.Target>
      <Popover.Dropdown p={20}>
        <Stack gap={20}>
          {waiting.map((edit) => (
            <WaitingEdit key={edit.id} edit={edit} zone={zone} />
          ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}

function WaitingEdit({ edit, zone }: { edit: QueuedEdit; zone: string }) {
  const { retry, forget } = useEditSession()
  const { id, label, input, problem } = edit
  return (
    <section aria-label={label}>
      <p className={styles.label}>{label}</p>
      {problem ? (
        <>
          <p className={styles.why}>{problem.message}</p>
          {problem.conflict ? <BothValues conflict={problem.conflict} zone={zone} /> : null}
          <div className={styles.choice}>
            <Button size="xs" variant="default" onClick={() => forget(id)}>
              {problem.conflict ? 'Keep theirs' : 'Forget it'}
            </Button>
            <Button size="xs" onClick={() => retry(id, withBase(input, problem.conflict))}>
              {problem.conflict ? 'Use mine' : 'Try again'}
            </Button>
          </div>
        </>
      ) : (
        <p className={styles.why}>Kept in this browser until the server can be reached.</p>
      )}
    </section>
  )
}

function BothValues({ conflict, zone }: { conflict: Conflict; zone: string }) {
  return (
    <table className={styles.values}>
      <thead>
        <tr>
          <th scope="col">What</th>
          <th scope="col">Yours</th>
          <th scope="col">Theirs</th>
        </tr>
      </thead>
      <tbody>
        {conflict.fields.map(({ label, yours, theirs, by }) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            <td>{figureText(yours, zone)}</td>
            <td>
              {figureText(theirs, zone)}
              {by ? <span className={styles.by}>{by}</span> : null}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Overwriting says what it has seen by now. */
function withBase(input: unknown, conflict: Conflict | null): unknown {
  if (conflict?.base === undefined || typeof input !== 'object' || input === null) return input
  return { ...input, base: conflict.base }
}
