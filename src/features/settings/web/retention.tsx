import { Button, Group, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { RAW_RETENTION_DAYS } from '#domain/settings.ts'
import { BUTTON_BESIDE } from '#ui/forms/button-beside.ts'
import { Section } from '#ui/frame/page-head.tsx'
import { useFrame } from '../../view.tsx'
import { retentionWords } from './words.ts'
import { useSettingEdit } from './use-setting-edit.ts'

const SHORTEST = 7
const LONGEST = 1095

/** How long what was captured from mailboxes and calendars is kept. */
export function Retention({ stored }: { stored: Readonly<Record<string, unknown>> }) {
  const { workspace } = useFrame()
  const save = useSettingEdit()
  const held = Number(stored['rawRetentionDays'] ?? RAW_RETENTION_DAYS)
  const [days, setDays] = useState(String(held))
  const typed = Number(days)
  const wanted = Number.isInteger(typed) && typed >= SHORTEST && typed <= LONGEST ? typed : null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (wanted === null) return
    save(retentionWords(wanted), [
      { kind: 'setting', since: workspace.clock.today, patch: { rawRetentionDays: wanted } },
    ])
  }
  return (
    <Section title="Retention">
      <form onSubmit={submit}>
        <Group align="flex-end" gap={8} pt={16}>
          <TextInput
            type="number"
            label="Days for which captured mail and meetings are kept"
            inputWrapperOrder={BUTTON_BESIDE}
            description="Every night, older ones lose whom they were with, their time of day and their conversation. Sums stay; what a CRM brought is not touched. What was removed does not come back."
            style={{ flex: '1 1 280px', maxWidth: 480 }}
            min={SHORTEST}
            max={LONGEST}
            value={days}
            error={wanted === null ? 'From 7 days to three years' : null}
            onChange={(event) => setDays(event.currentTarget.value)}
          />
          <Button type="submit" variant="default" disabled={wanted === null || wanted === held}>
            Save
          </Button>
        </Group>
      </form>
    </Section>
  )
}
