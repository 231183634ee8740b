import { expect, it } from 'vitest'
import { SWITCHES, type SwitchId } from '#domain/presets.ts'
import { choicesOf, fromChoice } from './switch-words.ts'

it('every answer offered is one that the switch accepts, and the first gives it back', () => {
  for (const id of Object.keys(SWITCHES) as SwitchId[]) {
    const [first, ...others] = choicesOf(id, 'scrum')
    expect(fromChoice(first.value)).toBeNull()
    expect(others.length).toBeGreaterThan(1)
    for (const { value } of others) expect(SWITCHES[id].value.safeParse(fromChoice(value)).success, id).toBe(true)
  }
})
