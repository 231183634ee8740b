import { Button, Checkbox, Menu, Modal, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { roleKey } from '#domain/role.ts'
import { GRID_PRESETS, type GridPreset } from '#domain/band/presets.ts'
import { useApi } from '../../api.tsx'
import { SaveView, useSavedViews } from '../../saved-views.tsx'
import type { MetricMeaning } from '../../metric-figure.ts'
import styles from './grid.module.css'
import { FAMILIES, FAMILY_WORDS, roleWords } from '../../metric-words.tsx'

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
  const [opened, setOpened] = useState<'choose' | 'save' | null>(null)
  const { views, current, save, remove } = useSavedViews('metrics', saved)
  const { data: said } = useQuery(useApi().ramp.roles.queryOptions({ input: {} }))
  const roles = (said?.roles ?? []).flatMap((role) =>
    role.metrics === null ? [] : [{ ...role, columns: role.metrics.join() }],
  )
  const ofRole = roles.find(({ columns }) => columns === saved['columns'])
  return (
    <>
      <Menu position="bottom-start" width={240}>
        <Menu.Target>
          <Button variant="default">
            {preset
              ? GRID_PRESETS[preset].label
              : (current?.name ?? (ofRole ? roleWords(roleKey(ofRole), null) : 'Chosen columns'))}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>By role</Menu.Label>
          {(Object.keys(GRID_PRESETS) as GridPreset[]).map((id) => (
            <Menu.Item key={id} aria-current={id === preset || undefined} onClick={() => onShow({ columns: id })}>
              {GRID_PRESETS[id].label}
            </Menu.Item>
          ))}
          {roles.map((role) => (
            <Menu.Item
              key={roleKey(role)}
              aria-current={role === ofRole || undefined}
              onClick={() => onShow({ columns: role.columns })}
            >
              {roleWords(roleKey(role), null)}
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
          {current?.own ? <Menu.Item onClick={() => remove(current)}>Remove this view</Menu.Item> : null}
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
      <SaveView opened={opened === 'save'} onClose={() => setOpened(null)} onSave={save} />
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
