import { Radio, Group, NativeSelect, Select, Stack, Switch, useMantineColorScheme } from '@mantine/core'
import { formatMoney } from '#ui/format/money.ts'
import { formatDate } from '#ui/format/time.ts'
import { Section } from '#ui/frame/page-head.tsx'
import { useKeyboard } from '#ui/keyboard/keyboard.tsx'
import { useEdits } from '../../edits.tsx'
import type { Preferences } from '../../preferences.ts'
import { useFrame } from '../../view.tsx'
import styles from './me.module.css'
import { localeWords } from './words.ts'

const SCHEMES = [
  ['auto', 'As the device'],
  ['light', 'Light'],
  ['dark', 'Dark'],
] as const

const LOCALES = [
  'en-GB',
  'en-US',
  'en-IE',
  'de-DE',
  'de-CH',
  'fr-FR',
  'es-ES',
  'it-IT',
  'nl-NL',
  'pl-PL',
  'sv-SE',
  'pt-BR',
  'ja-JP',
]

/** Look, keys, formats and time zone; kept with the user and taken up by each device at its next visit. */
export function PreferencesForm({ preferences }: { preferences: Preferences }) {
  const edit = useEdits()
  const { workspace } = useFrame()
  const { setColorScheme, colorScheme } = useMantineColorScheme()
  const { enabled, setEnabled } = useKeyboard()
  const { locale = null, zone = null } = preferences
  const prefer = (label: string, next: Preferences, before: Preferences) =>
    edit({ label, call: ['me.prefer', next], undo: ['me.prefer', before] })
  const { today } = workspace.clock
  const example = (of?: string) =>
    `${formatMoney(1_234_567_89, workspace.org.currency, { style: 'exact', locale: of })}, ${formatDate(today, { year: true, locale: of })}`
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
        <div className={styles.formats}>
          <NativeSelect
            label="Numbers and dates"
            description={example(locale ?? undefined)}
            data={[
              { value: '', label: 'As the browser' },
              ...[...new Set([...LOCALES, ...(locale === null ? [] : [locale])])].map((value) => ({
                value,
                label: localeWords(value),
              })),
            ]}
            value={locale ?? ''}
            onChange={({ currentTarget: { value } }) =>
              prefer('Formats changed', { locale: value === '' ? null : value }, { locale })
            }
          />
          <Select
            label="Time zone of moments"
            description="When something happened. Days and months close in the zone of the organisation."
            searchable
            clearable
            placeholder={workspace.org.zone}
            limit={100}
            data={Intl.supportedValuesOf('timeZone')}
            value={zone}
            onChange={(value) => prefer('Time zone changed', { zone: value }, { zone })}
          />
        </div>
      </Stack>
    </Section>
  )
}
