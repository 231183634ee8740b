import { Button, NativeSelect, Stack, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { WEEK_STARTS } from '#domain/calendar/period.ts'
import { isZone } from '#domain/calendar/zone.ts'
import { SinceField } from '#ui/forms/since-field.tsx'
import { Section } from '#ui/frame/page-head.tsx'
import { useFrame } from '../../view.tsx'
import styles from './settings.module.css'
import { useSettingEdit } from './use-setting-edit.ts'

const MONTHS = Array.from({ length: 12 }, (_, month) => ({
  value: String(month + 1),
  label: new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' }).format(Date.UTC(2026, month, 1)),
}))

/** Name, zone, first day of the week and of the fiscal year. */
export function OrgSettings({ stored }: { stored: Readonly<Record<string, unknown>> }) {
  const { workspace } = useFrame()
  const save = useSettingEdit()
  const held = {
    name: String(stored['name']),
    zone: String(stored['zone']),
    weekStart: String(stored['weekStart']),
    fiscalStartMonth: String(stored['fiscalStartMonth']),
  }
  const [fields, setFields] = useState(held)
  const [since, setSince] = useState(workspace.clock.today)
  const set = (change: Partial<typeof held>) => setFields({ ...fields, ...change })
  const changed = Object.entries(fields).filter(([field, value]) => value !== held[field as keyof typeof held])
  const unknownZone = !isZone(fields.zone)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const patch = Object.fromEntries(
      changed.map(([field, value]) => [field, field === 'fiscalStartMonth' ? Number(value) : value]),
    )
    save('Settings saved', [{ kind: 'setting', since, patch }])
  }
  return (
    <Section title="Organisation">
      <form onSubmit={submit}>
        <Stack gap={16} pt={16}>
          <div className={styles.fields}>
            <TextInput
              label="Name"
              required
              withAsterisk={false}
              value={fields.name}
              onChange={(event) => set({ name: event.currentTarget.value })}
            />
            <TextInput
              label="Time zone"
              description="Where a month closes"
              required
              withAsterisk={false}
              value={fields.zone}
              error={unknownZone ? 'Write one such as Europe/Berlin' : null}
              onChange={(event) => set({ zone: event.currentTarget.value })}
            />
            <NativeSelect
              label="A week begins on"
              data={WEEK_STARTS.map((day) => ({ value: day, label: `${day.charAt(0).toUpperCase()}${day.slice(1)}` }))}
              value={fields.weekStart}
              onChange={(event) => set({ weekStart: event.currentTarget.value })}
            />
            <NativeSelect
              label="The fiscal year begins in"
              data={MONTHS}
              value={fields.fiscalStartMonth}
              onChange={(event) => set({ fiscalStartMonth: event.currentTarget.value })}
            />
          </div>
          {changed.length > 0 ? (
            <>
              <SinceField value={since} today={workspace.clock.today} onChange={setSince} />
              <div>
                <Button type="submit" disabled={unknownZone}>
                  Save
                </Button>
              </div>
            </>
          ) : null}
        </Stack>
      </form>
    </Section>
  )
}
