import { Button, Checkbox, Menu, Modal, Stack, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { GRID_PRESETS, type GridPreset } from '#domain/band/presets.ts'
import { allows } from '#domain/access/permission.ts'
import { useApi } from '../../api.tsx'
import { newEditId } from '../../edit-id.ts'
import { useEdits } from '../../edits.tsx'
import { useFrame } from '../../view.tsx'
import type { MetricMeaning } from '../../metric-figure.ts'
import styles from './grid.module.css'
import { FAMILIES, FAMILY_WORDS } from '../../metric-words.tsx'

const PLACE = 'metrics'

interface ColumnsMenuProps {
  readonly preset: GridPreset | null
  readonly metrics: readonly string[]
  readonly meanings: readonly MetricMeaning[]
  /** the part of the address that makes this grid */
  readonly saved: Readonly<Record<string, string>>
  readonly onShow: (search: Readonly<Record<string, string>>) => void
}

/** Which metrics stand in the grid: a role's, a saved view's, or chosen ones. */
export function ColumnsMenu({ preset, metrics, meanings, saved, onShow }: ColumnsMenuProps) {
  const api = useApi()
  const edit = useEdits()
  const [opened, setOpened] = useState<'choose' | 'save' | null>(null)
  const { data } = useQuery(api.views.list.queryOptions({ input: { place: PLACE } }))
  const views = data?.views ?? []
  const current = views.find((view) => sameSearch(view.search, saved))
  const save = (name: string, shared: boolean) => {
    const id = newEditId()
    setOpened(null)
    edit({
      label: savedWords(name),
      call: ['views.save', { id, place: PLACE, name, search: saved, shared }],
      undo: ['views.remove', { id }],
    })
  }
  return (
    <>
      <Menu position="bottom-start" width={240}>
        <Menu.Target>
          <Button variant="default">{preset ? GRID_PRESETS[preset].label : (current?.name ?? 'Chosen columns')}</Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>By role</Menu.Label>
          {(Object.keys(GRID_PRESETS) as GridPreset[]).map((id) => (
            <Menu.Item key={id} aria-current={id === preset || undefined} onClick={() => onShow({ columns: id })}>
              {GRID_PRESETS[id].label}
            </Menu.Item>
          ))}
          {views.length > 0 ? <Menu.Label>Saved</Menu.Label> : null}
          {views.map((view) => (
            <Menu.Item key={view.id} aria-current={view === current || undefined} onClick={() => onShow(view.search)}>
              {view.name}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item onClick={() => setOpened('choose')}>Choose columns…</Menu.Item>
          <Menu.Item onClick={() => setOpened('save')}>Save this view…</Menu.Item>
          {current?.own ? (
            <Menu.Item
              onClick={() => {
                const { id, name, search, shared } = current
                edit({
                  label: removedWords(name),
                  call: ['views.remove', { id }],
                  undo: ['views.save', { id, place: PLACE, name, search, shared }],
                })
              }}
            >
              Remove this view
            </Menu.Item>
          ) : null}
        </Menu.Dropdown>
      </Menu>
      <Modal opened={opened === 'choose'} onClose={() => setOpened(null)} title="Columns" size="md">
        <Picker
          chosen={metrics}
          meanings={meanings}
          onDone={(next) => {
            setOpened(null)
            onShow({ ...saved, columns: next.join(',') })
          }}
        />
      </Modal>
      <Modal opened={opened === 'save'} onClose={() => setOpened(null)} title="Save this view" size="sm">
        <NameForm onSave={save} />
      </Modal>
    </>
  )
}

function Picker({
  chosen,
  meanings,
  onDone,
}: {
  chosen: readonly string[]
  meanings: readonly MetricMeaning[]
  onDone: (metrics: readonly string[]) => void
}) {
  const [text, setText] = useState('')
  const [picked, setPicked] = useState<readonly string[]>(chosen)
  const toggle = (id: string) =>
    setPicked((before) => (before.includes(id) ? before.filter((one) => one !== id) : [...before, id]))
  const wanted = text.trim().toLocaleLowerCase()
  const fitting = meanings.filter(({ per, label }) => per === null && label.toLocaleLowerCase().includes(wanted))
  return (
    <>
      <TextInput
        type="search"
        data-autofocus
        aria-label="Search metrics"
        placeholder="Search"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div className={styles.picker} role="group" aria-label="Metrics" tabIndex={0}>
        {FAMILIES.map((family) => {
          const some = fitting.filter((one) => one.family === family)
          return some.length === 0 ? null : (
            <div key={family}>
              <p className={styles.group}>{FAMILY_WORDS[family]}</p>
              {some.map(({ id, label }) => (
                <Checkbox
                  key={id}
                  className={styles.choice ?? ''}
                  label={label}
                  checked={picked.includes(id)}
                  onChange={() => toggle(id)}
                />
              ))}
            </div>
          )
        })}
        {fitting.length === 0 ? <p className={styles.group}>No metric of that name.</p> : null}
      </div>
      <Button mt={16} fullWidth disabled={picked.length === 0} onClick={() => onDone(picked)}>
        Show these columns
      </Button>
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
          <Checkbox
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
