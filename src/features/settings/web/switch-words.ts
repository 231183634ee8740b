import { PRESETS, type PresetId, presetValues, type SwitchId, SWITCHES } from '#domain/presets.ts'

/** How a value of a switch reads. */
export function valueWords(value: unknown): string {
  if (value === true) return 'on'
  if (value === false) return 'off'
  return WORDS[String(value)] ?? String(value)
}

const WORDS: Readonly<Record<string, string>> = {
  asked: 'once each person has agreed',
  day: 'by day',
  'stand-up': 'by day in the own stand-up, else by week',
  week: 'by week',
  company: 'everyone',
  'own-team': 'the own team',
  commit: 'own commitment',
  shared: 'shared team goal',
  'own-it': 'one owner from first touch to renewal',
  relay: 'handed over between roles',
}

/** The answers a switch takes; the empty one gives it back to the preset. */
export function choicesOf(id: SwitchId, preset: PresetId): { value: string; label: string }[] {
  const proposed = valueWords(presetValues(preset)[id])
  return [
    { value: '', label: `As ${PRESETS[preset].label}: ${proposed}` },
    ...valuesOf(id).map((value) => ({ value: toChoice(value), label: valueWords(value) })),
  ]
}

export function toChoice(value: unknown): string {
  return JSON.stringify(value)
}

export function fromChoice(choice: string): unknown {
  return choice === '' ? null : JSON.parse(choice)
}

function valuesOf(id: SwitchId): readonly unknown[] {
  const { value } = SWITCHES[id]
  if ('options' in value) return value.options
  return id === 'headStartDays' ? [0, 1, 2, 3] : [true, false]
}
