import { Group, Radio, Stack, Switch, useMantineColorScheme } from '@mantine/core'
import { Section } from '#ui/frame/page-head.tsx'
import { useKeyboard } from '#ui/keyboard/keyboard.tsx'

const SCHEMES = [
  ['auto', 'As the device'],
  ['light', 'Light'],
  ['dark', 'Dark'],
] as const

/** Kept in this browser. */
export function DeviceSettings() {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const { enabled, setEnabled } = useKeyboard()
  return (
    <Section title="This device">
      <Stack gap={24} pt={16}>
        <Radio.Group
          label="Light or dark"
          value={colorScheme}
          onChange={(value) => setColorScheme(SCHEMES.find(([scheme]) => scheme === value)?.[0] ?? 'auto')}
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
          onChange={(event) => setEnabled(event.currentTarget.checked)}
        />
      </Stack>
    </Section>
  )
}
