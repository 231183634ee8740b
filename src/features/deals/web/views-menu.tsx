import { Button, Menu, Modal, Stack, Switch, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { allows } from '#domain/access/permission.ts'
import type { DealSearch } from '#domain/deal/list.ts'
import { useApi } from '../../api.tsx'
import { newEditId } from '../../edit-id.ts'
import { useEdits } from '../../edits.tsx'
import { usePaletteItems } from '../../palette.tsx'
import { useFrame } from '../../view.tsx'

const PLACE = 'deals'

interface ViewsMenuProps {
  readonly search: DealSearch
  readonly onShow: (search: Readonly<Record<string, string>>) => void
}

/** Lists under a name: own ones and those shared with everyone. A view is its address, so a link to it is one too. */
export function ViewsMenu({ search, onShow }: ViewsMenuProps) {
  const api = useApi()
  const edit = useEdits()
  const [naming, setNaming] = useState(false)
  const { data } = useQuery(api.views.list.queryOptions({ input: { place: PLACE } }))
  const present = Object.fromEntries(
    Object.entries(search).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
  const views = data?.views ?? []
  const current = views.find((view) => sameSearch(view.search, present))
  usePaletteItems(
    useMemo(
      () =>
        (data?.views ?? []).map(({ id, name, search: saved }) => ({
          id: `view.${id}`,
          label: name,
          group: 'Deal views',
          run: () => onShow(saved),
        })),
      [data, onShow],
    ),
  )
  const group = (label: string, shared: boolean) => {
    const some = views.filter((view) => view.shared === shared)
    return some.length === 0 ? null : (
      <>
        <Menu.Label>{label}</Menu.Label>
        {some.map((view) => (
          <Menu.Item key={view.id} aria-current={view === current || undefined} onClick={() => onShow(view.search)}>
            {view.name}
          </Menu.Item>
        ))}
      </>
    )
  }
  const save = (name: string, shared: boolean) => {
    const id = newEditId()
    setNaming(false)
    edit({
      label: savedWords(name),
      call: ['views.save', { id, place: PLACE, name, search: present, shared }],
      undo: ['views.remove', { id }],
    })
  }
  return (
    <>
      <Menu position="bottom-end" width={240}>
        <Menu.Target>
          <Button variant="default">{current?.name ?? 'Views'}</Button>
        </Menu.Target>
        <Menu.Dropdown>
          {group('Mine', false)}
          {group('Shared with everyone', true)}
          {views.length > 0 ? <Menu.Divider /> : null}
          <Menu.Item onClick={() => setNaming(true)}>Save this view…</Menu.Item>
          {current?.own ? (
            <Menu.Item
              onClick={() =>
                edit({
                  label: removedWords(current.name),
                  call: ['views.remove', { id: current.id }],
                  undo: [
                    'views.save',
                    {
                      id: current.id,
                      place: PLACE,
                      name: current.name,
                      search: current.search,
                      shared: current.shared,
                    },
                  ],
                })
              }
            >
              Remove this view
            </Menu.Item>
          ) : null}
        </Menu.Dropdown>
      </Menu>
      <Modal opened={naming} onClose={() => setNaming(false)} title="Save this view" size="sm">
        <NameForm onSave={save} />
      </Modal>
    </>
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

function sameSearch(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean {
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key])
}
