import { Group, Radio, Stack, TextInput } from '@mantine/core'

/** Since when a dated edit holds: a local date, or `correction`. */
export type SinceValue = string

/** The question of every dated edit, each answer explained in one sentence. */
export function SinceField({
  value,
  today,
  onChange,
}: {
  value: SinceValue
  today: string
  onChange: (value: SinceValue) => void
}) {
  const correction = value === 'correction'
  return (
    <Radio.Group
      label="Since when?"
      value={correction ? 'correction' : 'date'}
      onChange={(next) => onChange(next === 'correction' ? 'correction' : today)}
    >
      <Stack gap={12} mt={8}>
        <Group gap={12} align="flex-start" wrap="wrap">
          <Radio
            value="date"
            label="From a date"
            description="It changed on that day; every day before stays as it was."
          />
          {correction ? null : (
            <TextInput
              type="date"
              aria-label="From"
              required
              value={value}
              onChange={(event) => onChange(event.currentTarget.value)}
            />
          )}
        </Group>
        <Radio
          value="correction"
          label="Correction"
          description="It was wrong all along: the past changes too, and views “as known then” keep the old."
        />
      </Stack>
    </Radio.Group>
  )
}
