import { Button, Popover } from '@mantine/core'
import { useState } from 'react'
import { OutcomeForm } from './outcome-form.tsx'
import type { Choices } from './use-choices.ts'

/** Won or lost: asks for the reason in one tap, and for nothing else. */
export function OutcomeButton({
  won,
  choices,
  filled,
  onDecide,
}: {
  won: boolean
  choices: Choices
  filled?: true
  onDecide: (won: boolean, reason: string | null) => void
}) {
  const [open, setOpen] = useState(false)
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" trapFocus returnFocus width={300}>
      <Popover.Target>
        <Button size="xs" variant={filled ? 'filled' : 'default'} aria-expanded={open} onClick={() => setOpen(!open)}>
          {won ? 'Won' : 'Lost'}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={16}>
        <OutcomeForm
          won={won}
          reasons={won ? choices.reasons.won : choices.reasons.lost}
          onDecide={(reason) => {
            setOpen(false)
            onDecide(won, reason)
          }}
        />
      </Popover.Dropdown>
    </Popover>
  )
}
