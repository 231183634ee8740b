import { Button, NativeSelect, Radio, Stack } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { PRESET_IDS, type PresetId, PRESETS, presetValues, type SwitchId, SWITCHES } from '#domain/presets.ts'
import { SinceField } from '#ui/forms/since-field.tsx'
import { Section } from '#ui/frame/page-head.tsx'
import { type Column, DataTable } from '#ui/table/data-table.tsx'
import { useFrame } from '../../view.tsx'
import styles from './settings.module.css'
import { choicesOf, fromChoice, toChoice, valueWords } from './switch-words.ts'
import { useSettingEdit } from './use-setting-edit.ts'

const SWITCH_IDS = Object.keys(SWITCHES) as SwitchId[]

type Stored = Readonly<Record<string, unknown>>

interface SwitchRow {
  readonly id: SwitchId
  readonly now: unknown
  readonly overridden: boolean
  readonly next: unknown
}

/** How the team works: a preset answers every switch, and any of them can be set apart. All dated. */
export function PresetSettings({ stored, mayManage }: { stored: Stored; mayManage: boolean }) {
  const { workspace } = useFrame()
  const save = useSettingEdit()
  const current = PRESET_IDS.find((id) => id === stored['preset']) ?? 'scrum'
  const [preset, setPreset] = useState<PresetId>(current)
  const [since, setSince] = useState(workspace.clock.today)
  const rows = rowsOf(stored, current, preset)
  const differing = rows.filter(({ now, next }) => now !== next)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save(`${PRESETS[preset].label} from now on`, [{ kind: 'setting', since, patch: { preset } }])
  }
  const setSwitch = (id: SwitchId, choice: string) =>
    save('Settings saved', [{ kind: 'setting', since: workspace.clock.today, patch: { [id]: fromChoice(choice) } }])
  return (
    <>
      <Section title="Ways of working">
        {mayManage ? (
          <form onSubmit={submit}>
            <Stack gap={16} pt={16}>
              <Radio.Group
                aria-label="Preset"
                value={preset}
                onChange={(next) => setPreset(PRESET_IDS.find((id) => id === next) ?? current)}
              >
                <Stack gap={12}>
                  {PRESET_IDS.map((id) => (
                    <Radio key={id} value={id} label={PRESETS[id].label} description={PRESETS[id].description} />
                  ))}
                </Stack>
              </Radio.Group>
              {preset === current ? null : (
                <>
                  <DataTable
                    caption={`What ${PRESETS[preset].label} changes`}
                    columns={PREVIEW}
                    rows={differing}
                    rowKey={(row) => row.id}
                  />
                  {differing.length === 0 ? <p className="quiet">Nothing differs: every switch is set apart.</p> : null}
                  <SinceField value={since} today={workspace.clock.today} onChange={setSince} />
                  <div>
                    <Button type="submit">{`Switch to ${PRESETS[preset].label}`}</Button>
                  </div>
                </>
              )}
            </Stack>
          </form>
        ) : (
          <p className={styles.preset}>
            {PRESETS[current].label} <span className="quiet">{PRESETS[current].description}</span>
          </p>
        )}
      </Section>
      <Section title="Switches" aside={`${PRESETS[current].label} answers what is not set apart`}>
        <DataTable
          caption="Switches"
          rows={rowsOf(stored, current, current)}
          rowKey={(row) => row.id}
          columns={[
            { id: 'label', header: 'Switch', cell: (row) => SWITCHES[row.id].label },
            {
              id: 'value',
              header: 'Now',
              cell: (row) =>
                mayManage ? (
                  <NativeSelect
                    size="xs"
                    aria-label={SWITCHES[row.id].label}
                    data={choicesOf(row.id, current)}
                    value={row.overridden ? toChoice(row.now) : ''}
                    onChange={(event) => setSwitch(row.id, event.currentTarget.value)}
                  />
                ) : (
                  valueWords(row.now)
                ),
            },
          ]}
        />
      </Section>
    </>
  )
}

const PREVIEW: Column<SwitchRow>[] = [
  { id: 'label', header: 'Switch', cell: (row) => SWITCHES[row.id].label },
  { id: 'now', header: 'Now', cell: (row) => valueWords(row.now) },
  { id: 'next', header: 'Then', cell: (row) => valueWords(row.next) },
]

function rowsOf(stored: Stored, current: PresetId, preset: PresetId): SwitchRow[] {
  const before = presetValues(current)
  const after = presetValues(preset)
  return SWITCH_IDS.map((id) => {
    const own = stored[id]
    const overridden = own !== undefined && own !== null
    return { id, overridden, now: overridden ? own : before[id], next: overridden ? own : after[id] }
  })
}
