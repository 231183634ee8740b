import { Button, Popover, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { parseMoney } from '#ui/format/money.ts'
import { useFrame } from '../../view.tsx'
import type { DealEditInput } from '../contract.ts'

/** A deal of one's own: a name is enough, the rest can wait. */
export function NewDeal({
  opened,
  onOpen,
  onCreate,
}: {
  opened: boolean
  onOpen: (opened: boolean) => void
  onCreate: (fields: DealEditInput & { name: string }) => void
}) {
  return (
    <Popover opened={opened} onChange={onOpen} position="bottom-end" trapFocus returnFocus width={300}>
      <Popover.Target>
        <Button aria-expanded={opened} onClick={() => onOpen(!opened)}>
          New deal
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={20}>{opened ? <NewDealForm onCreate={onCreate} /> : null}</Popover.Dropdown>
    </Popover>
  )
}

function NewDealForm({ onCreate }: { onCreate: (fields: DealEditInput & { name: string }) => void }) {
  const { me, workspace } = useFrame()
  const { currency } = workspace.org
  const [name, setName] = useState('')
  const [amount, setAmount] = useState('')
  const [closeDate, setCloseDate] = useState('')
  const minor = amount.trim() === '' ? null : parseMoney(amount, currency)
  const wrong = amount.trim() !== '' && minor === null
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (name.trim() === '' || wrong) return
        onCreate({
          name: name.trim(),
          ...(minor !== null && { amount: minor, currency }),
          ...(closeDate !== '' && { closeDate }),
          ...(me.personId !== null && { ownerId: me.personId }),
        })
      }}
    >
      <Stack gap={16}>
        <TextInput
          label="Name"
          required
          data-autofocus
          maxLength={500}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label={amountLabel(currency)}
          value={amount}
          error={wrong ? 'Not an amount' : null}
          onChange={(event) => setAmount(event.currentTarget.value)}
        />
        <TextInput
          type="date"
          label="Close date, if known"
          value={closeDate}
          onChange={(event) => setCloseDate(event.currentTarget.value)}
        />
        <Button type="submit">Make the deal</Button>
      </Stack>
    </form>
  )
}

function amountLabel(currency: string): string {
  return `Amount in ${currency}, if known`
}
