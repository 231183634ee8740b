import { Button, Group, Modal } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../../api.tsx'
import { messageOf } from '../../failure.ts'
import type { Board } from '../contract.ts'

/** Deleting a board turns off its screens for everyone, so it is the one thing here that asks. */
export function RemoveBoard({ board }: { board: Board }) {
  const api = useApi()
  const queries = useQueryClient()
  const [open, setOpen] = useState(false)
  const remove = useMutation(api.wallboards.remove.mutationOptions({ onSuccess: () => queries.invalidateQueries() }))
  return (
    <>
      <button type="button" className="plain" onClick={() => setOpen(true)}>
        Delete
      </button>
      <Modal opened={open} onClose={() => setOpen(false)} title={`Delete ${board.title}?`}>
        <p>Its screens go dark at once and have to be paired again.</p>
        {remove.isError ? (
          <p className="behind" role="alert">
            {messageOf(remove.error)}
          </p>
        ) : null}
        <Group justify="flex-end" mt={24} gap={8}>
          <Button variant="default" onClick={() => setOpen(false)}>
            Keep
          </Button>
          <Button onClick={() => remove.mutate({ id: board.id })} loading={remove.isPending}>
            Delete for everyone
          </Button>
        </Group>
      </Modal>
    </>
  )
}
