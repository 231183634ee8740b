import { TextInput } from '@mantine/core'
import { useRef, useState, type FocusEvent, type KeyboardEvent } from 'react'
import type { Leave } from './cell-editor.tsx'
import styles from './deals.module.css'

interface StepEditorProps {
  readonly text: string
  readonly date: string
  readonly onKeep: (text: string, date: string) => void
  readonly onLeave: (leave: Leave) => void
}

/** What is to be done next and by when: Tab goes from the one to the other, Enter keeps both. */
export function StepEditor({ text, date, onKeep, onLeave }: StepEditorProps) {
  const [step, setStep] = useState(text)
  const [due, setDue] = useState(date)
  const box = useRef<HTMLDivElement>(null)
  const left = useRef(false)
  const leave = (how: Leave, kept: boolean) => {
    if (left.current) return
    left.current = true
    if (kept) onKeep(step.trim(), due)
    onLeave(how)
  }
  const onKey = (event: KeyboardEvent, at: 'first' | 'last') => {
    event.stopPropagation()
    if (event.key === 'Escape') {
      event.preventDefault()
      leave('stay', false)
    }
    if (event.key === 'Enter') leave('stay', true)
    if (event.key !== 'Tab' || (at === 'first') !== event.shiftKey) return
    event.preventDefault()
    leave(event.shiftKey ? 'before' : 'next', true)
  }
  const onBlur = (event: FocusEvent) => {
    if (!box.current?.contains(event.relatedTarget)) leave('away', true)
  }
  return (
    <div className={styles.step} ref={box} onBlur={onBlur}>
      <TextInput
        size="xs"
        autoFocus
        aria-label="Next step"
        placeholder="What will they do next?"
        value={step}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => setStep(event.currentTarget.value)}
        onKeyDown={(event) => onKey(event, 'first')}
      />
      <TextInput
        size="xs"
        type="date"
        aria-label="Next step due"
        value={due}
        onChange={(event) => setDue(event.currentTarget.value)}
        onKeyDown={(event) => onKey(event, 'last')}
      />
    </div>
  )
}
