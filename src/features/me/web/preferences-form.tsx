import { NativeSelect, Radio, Group, Stack, Switch, TextInput, useMantineColorScheme } from '@mantine/core'
import { useState } from 'react'
import { isZone } from '#domain/calendar/zone.ts'
import { Section } from '#ui/frame/page-head.tsx'
import { useKeyboard } from '#ui/keyboard/keyboard.tsx'
import { useEdits } from '../../edits.tsx'
import type { Preferences } from '../contract.ts'
import styles from './me.module.css'

const SCHEMES = [
  ['auto', 'As the device'],
  ['light', 'Light'],
  ['dark', 'Dark'],
] as const
const LOCALES = [
  { value: '', label: 'As the browser' },
  { value: 'en-GB', label: 'English (1,234.5; 16 Nov)' },
  { value: 'en-US', label: 'English (1,234.5; Nov 16)' },
  { value: 'de-DE', label: 'Deutsch (1.234,5; 16. Nov.)' },
  { value: 'fr-FR', label: 'Français (1 234,5; 16 nov.)' },
  { value: 'es-ES', label: 'Español (1234,5; 16 nov)' },
]

/** Look, keys, and how numbers and times are written; kept with the user, on every device. */
export function PreferencesForm({ preferences }: { preferences: Preferences }) {
  const edit = useEdits()
  const { setColorScheme, colorScheme } = useMantineColorScheme()
  const { enabled, setEnabled } = useKeyboard()
  const [zone, setZone] = useState(preferences.zone ?? '')
  const prefer = (label: string, next: Preferences, before: Preferences) =>
    edit({ label, call: ['me.prefer', next], undo: ['me.prefer', before] })
  const unknownZone = zone !== '' && !isZone(zone)
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
        <div className={styles.fields}>
          <NativeSelect
            label="Numbers and dates"
            data={LOCALES}
            value={preferences.locale ?? ''}
            onChange={(event) =>
              prefer(
                'Numbers and dates changed',
                { locale: event.currentTarget.value === '' ? null : event.currentTarget.value },
                { locale: preferences.locale ?? null },
              )
            }
          />
          <TextInput
            label="My time zone"
            description="Empty: the browser’s. Periods close in the organisation’s zone."
            placeholder={Intl.DateTimeFormat().resolvedOptions().timeZone}
            value={zone}
            error={unknownZone ? 'Write one such as Europe/Berlin' : null}
            onChange={(event) => setZone(event.currentTarget.value)}
            onBlur={() => {
              if (unknownZone || zone === (preferences.zone ?? '')) return
              prefer('Time zone changed', { zone: zone === '' ? null : zone }, { zone: preferences.zone ?? null })
            }}
          />
        </div>
      </Stack>
    </Section>
  )
}
