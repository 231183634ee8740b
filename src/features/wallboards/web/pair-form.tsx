import { Button, Modal, PinInput, Stack, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { useApi } from '../../api.tsx'
import { messageOf } from '../../failure.ts'
import type { Board } from '../contract.ts'

const DIGITS = 6

/** Type the code that the TV shows; or make a signed link for a screen that cannot show one. */
export function PairForm({ board, onClose }: { board: Board; onClose: () => void }) {
  const api = useApi()
  const queries = useQueryClient()
  const [code, setCode] = useState('')
  const [name, setName] = useState('TV')
  const refresh = () => queries.invalidateQueries()
  const pair = useMutation(
    api.wallboards.pair.mutationOptions({
      onSuccess: async () => {
        await refresh()
        onClose()
      },
    }),
  )
  const link = useMutation(api.wallboards.link.mutationOptions({ onSuccess: refresh }))
  const error = pair.error ?? link.error
  const submit = (event: FormEvent) => {
    event.preventDefault()
    pair.mutate({ boardId: board.id, code, name })
  }
  return (
    <Modal opened onClose={onClose} title={`Pair a TV with ${board.title}`}>
      {link.data ? (
        <Stack gap={16}>
          <p>Open this on the screen. It is shown once; whoever has it sees this board until you revoke it.</p>
          <TextInput
            label="Signed link"
            value={link.data.url}
            readOnly
            data-autofocus
            onFocus={(event) => event.currentTarget.select()}
          />
          <Button onClick={onClose}>Done</Button>
        </Stack>
      ) : (
        <form onSubmit={submit}>
          <Stack gap={16}>
            <TextInput
              label="Name of the screen"
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              required
              withAsterisk={false}
            />
            <div>
              <p id="pair-code" style={{ fontSize: 13, fontWeight: 500, marginBottom: 4 }}>
                Code on the TV
              </p>
              <PinInput
                length={DIGITS}
                type="number"
                size="lg"
                oneTimeCode={false}
                data-autofocus
                aria-labelledby="pair-code"
                getInputProps={(at) => ({ 'aria-label': `Digit ${at + 1} of ${DIGITS}` })}
                value={code}
                onChange={setCode}
              />
            </div>
            {error ? (
              <p className="behind" role="alert">
                {messageOf(error)}
              </p>
            ) : null}
            <Button type="submit" disabled={code.length < DIGITS || name.trim() === ''} loading={pair.isPending}>
              Pair
            </Button>
            <p className="quiet">
              No code on the screen?{' '}
              <button
                type="button"
                className="plain"
                disabled={link.isPending}
                onClick={() => link.mutate({ boardId: board.id, name })}
              >
                Make a signed link
              </button>
            </p>
          </Stack>
        </form>
      )}
    </Modal>
  )
}
