import { Button, Modal, Stack, Switch, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { allows } from '#domain/access/permission.ts'
import { useApi } from './api.tsx'
import { newEditId } from './edit-id.ts'
import { useEdits } from './edits.tsx'
import { useFrame } from './view.tsx'

type Address = Readonly<Record<string, string>>

export interface SavedView {
  readonly id: string
  readonly name: string
  readonly search: Address
  readonly shared: boolean
  readonly own: boolean
}

/** Views of a place under a name: own ones and those shared with everyone. A view is the part of the address that makes it. */
export function useSavedViews(place: 'deals' | 'metrics', present: Address) {
  const api = useApi()
  const edit = useEdits()
  const { data } = useQuery(api.views.list.queryOptions({ input: { place } }))
  const views: readonly SavedView[] = data?.views ?? NONE
  return {
    views,
    current: views.find((view) => sameSearch(view.search, present)),
    save(name: string, shared: boolean) {
      const id = newEditId()
      edit({
        label: savedWords(name),
        call: ['views.save', { id, place, name, search: present, shared }],
        undo: ['views.remove', { id }],
      })
    },
    remove({ id, name, search, shared }: SavedView) {
      edit({
        label: removedWords(name),
        call: ['views.remove', { id }],
        undo: ['views.save', { id, place, name, search, shared }],
      })
    },
  }
}

const NONE: readonly SavedView[] = []

/** Asks what a view is called and, of those who may, whether everyone has it. */
export function SaveView(props: {
  opened: boolean
  onClose: () => void
  onSave: (name: string, shared: boolean) => void
}) {
  return (
    <Modal opened={props.opened} onClose={props.onClose} title="Save this view" size="sm">
      <NameForm
        onSave={(name, shared) => {
          props.onClose()
          props.onSave(name, shared)
        }}
      />
    </Modal>
  )
}

function NameForm({ onSave }: { onSave: (name: string, shared: boolean) => void }) {
  const { me } = useFrame()
  const [name, setName] = useState('')
  const [shared, setShared] = useState(false)
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (name.trim() !== '') onSave(name.trim(), shared)
      }}
    >
      <Stack gap={16}>
        <TextInput
          label="Name"
          required
          data-autofocus
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {allows(me.level, 'lists.share') ? (
          <Switch
            label="Share with everyone"
            checked={shared}
            onChange={(event) => setShared(event.currentTarget.checked)}
          />
        ) : null}
        <Button type="submit">Save</Button>
      </Stack>
    </form>
  )
}

function savedWords(name: string): string {
  return `View “${name}” saved`
}

function removedWords(name: string): string {
  return `View “${name}” removed`
}

function sameSearch(a: Address, b: Address): boolean {
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key])
}
