import { describe, expect, it } from 'vitest'
import { PRESET_IDS, PRESETS, presetValues, SWITCHES } from './presets.ts'

describe('presets', () => {
  it('set every switch to a value that it takes', () => {
    for (const preset of PRESET_IDS) {
      const values: Record<string, unknown> = presetValues(preset)
      expect(Object.keys(values)).toEqual(Object.keys(SWITCHES))
      for (const [id, { value }] of Object.entries(SWITCHES))
        expect(value.safeParse(values[id]).success, `${preset} ${id}`).toBe(true)
    }
    expect(Object.keys(PRESETS)).toEqual([...PRESET_IDS])
  })

  it('keep the strict rules of privacy where nothing else was decided', () => {
    expect(presetValues('enterprise')).toMatchObject({
      headStartDays: 1,
      personGrain: 'week',
      namedBars: 'off',
      wallPersonBars: 'off',
      openTracking: false,
    })
    expect(presetValues('founding')).toMatchObject({
      headStartDays: 0,
      personGrain: 'day',
      namedBars: 'on',
      standUpNumbers: true,
    })
    expect(presetValues('scrum')).toMatchObject({
      headStartDays: 0,
      personGrain: 'stand-up',
      namedBars: 'asked',
      goalSource: 'shared',
    })
  })

  it('never show people on a wall before their team agreed', () => {
    expect(PRESET_IDS.map((preset) => presetValues(preset).wallPersonBars)).not.toContain('on')
  })
})
