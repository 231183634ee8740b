import { Button, Group, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { BUTTON_BESIDE } from '#ui/forms/button-beside.ts'
import { Section } from '#ui/frame/page-head.tsx'
import { useFrame } from '../../view.tsx'
import { useSettingEdit } from './use-setting-edit.ts'

/** A folder of the server whose files are imported as they appear. */
export function WatchedFolder({ folder }: { folder: unknown }) {
  const { workspace } = useFrame()
  const save = useSettingEdit()
  const held = typeof folder === 'string' ? folder : ''
  const [path, setPath] = useState(held)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const watchFolder = path.trim() === '' ? null : path.trim()
    save(watchFolder === null ? 'No folder is watched' : 'The folder is watched', [
      { kind: 'setting', since: workspace.clock.today, patch: { watchFolder } },
    ])
  }
  return (
    <Section title="Watched folder">
      <form onSubmit={submit}>
        <Group align="flex-end" gap={8} pt={16}>
          <TextInput
            label="Folder of the server"
            inputWrapperOrder={BUTTON_BESIDE}
            description="Each version of a file in it is imported once; what it must ask waits in Sources"
            placeholder="/srv/exports"
            style={{ flex: '1 1 280px', maxWidth: 480 }}
            value={path}
            onChange={(event) => setPath(event.currentTarget.value)}
          />
          <Button type="submit" variant="default" disabled={path.trim() === held}>
            Save
          </Button>
        </Group>
      </form>
    </Section>
  )
}
