import { Radio, Group, Stack, Switch, useMantineColorScheme } from '@mantine/core'
import { useEffect } from 'react'
import { Section } from '#ui/frame/page-head.tsx'
import { useKeyboard } from '#ui/keyboard/keyboard.tsx'
import { useEdits } from '../../edits.tsx'
import type { Preferences } from '../contract.ts'

const SCHEMES = [
  ['auto', 'As the device'],
  ['light', 'Light'],
  ['dark', 'Dark'],
] as const
/** Look and keys; kept with the user, and taken up by each device at its next visit here. */
export function PreferencesForm({ preferences }: { preferences: Preferences }) {
  const edit = useEdits()
  const { setColorScheme, colorScheme } = useMantineColorScheme()
  const { enabled, setEnabled } = useKeyboard()
  const { theme, shortcuts: wanted } = preferences
  useEffect(() => {
    if (theme !== undefined) setColorScheme(theme)
    if (wanted !== undefined) setEnabled(wanted)
  }, [theme, wanted, setColorScheme, setEnabled])
  const prefer = (label: string, next: Preferences, before: Preferences) =>
    edit({ label, call: ['me.prefer', next], undo: ['me.prefer', before] })
  return (
    <Section title="Preferences">
      <Stack gap={20} pt={16}>
        <Radio.Group
          label="Light or dark"
          value={colorScheme}
          onChange={(value) => {
            const theme = SCHEMES.find(([scheme]) => scheme === value)?.[0] ?? 'auto'
            setColorScheme(theme)
            prefer('Look changed', { theme }, { theme: colorScheme })
          }}
        >
          <Group gap={24} mt={8}>
            {SCHEMES.map(([scheme, label]) => (
              <Radio key={scheme} value={scheme} label={label} />
            ))}
          </Group>
        </Radio.Group>
        <Switch
          label="Shortcuts of a single key"
          description="Press ? to see them"
          checked={enabled}
          onChange={(event) => {
            const shortcuts = event.currentTarget.checked
            setEnabled(shortcuts)
            prefer(shortcuts ? 'Shortcuts on' : 'Shortcuts off', { shortcuts }, { shortcuts: !shortcuts })
          }}
        />
      </Stack>
    </Section>
  )
}
