import { expect, test } from 'vitest'
import type { Actor } from '../context.ts'
import type { OrgSettings } from '../org/settings.ts'
import { activityGrain } from './activity-grain.ts'

const settings = (personGrain: string, weekStart = 'monday') =>
  ({
    zone: 'UTC',
    currency: 'EUR',
    name: 'Acme',
    preset: 'scrum',
    weekStart,
    fiscalStartMonth: 1,
    personGrain,
  }) as unknown as OrgSettings
const ANA: Actor = { type: 'user', userId: 'u', level: 'rep', personId: 'ana' }

test('others see the week unless the settings give them the day; the own and nobody’s are never coarse', () => {
  const { isCoarse } = activityGrain({ actor: ANA }, settings('week'))
  expect([isCoarse('bo'), isCoarse('ana'), isCoarse(null)]).toEqual([true, false, false])
  expect(activityGrain({ actor: ANA }, settings('stand-up')).isCoarse('bo')).toBe(true)
  expect(activityGrain({ actor: ANA }, settings('day')).isCoarse('bo')).toBe(false)
  expect(activityGrain({ actor: { type: 'cli' } }, settings('week')).isCoarse('bo')).toBe(false)
})

test('a week begins on the day that the settings say, and a day of it with that day', () => {
  const weekOf = (start: string, day: string) => activityGrain({ actor: ANA }, settings('week', start)).weekOf(day)
  expect(weekOf('monday', '2026-03-01')).toBe('2026-02-23')
  expect(weekOf('monday', '2026-03-02')).toBe('2026-03-02')
  expect(weekOf('sunday', '2026-03-01')).toBe('2026-03-01')
  expect(weekOf('saturday', '2026-03-06')).toBe('2026-02-28')
})
