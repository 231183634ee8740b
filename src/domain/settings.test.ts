import { describe, expect, it } from 'vitest'
import { orgSettingsSchema, resolveSettings } from './settings.ts'

const stored = {
  name: 'Nordwind',
  zone: 'Europe/Berlin',
  currency: 'EUR',
  weekStart: 'monday',
  fiscalStartMonth: 4,
  preset: 'scrum',
}

describe('resolveSettings', () => {
  it('answers every switch from the preset, unless it is set', () => {
    expect(resolveSettings(stored)).toMatchObject({
      name: 'Nordwind',
      rhythm: 'weekly',
      headStartDays: 0,
      namedBars: 'asked',
    })
    expect(resolveSettings({ ...stored, preset: 'enterprise', headStartDays: 3 })).toMatchObject({
      rhythm: 'monthly',
      headStartDays: 3,
    })
    expect(resolveSettings({ ...stored, preset: 'enterprise', headStartDays: 0, wallAmounts: false })).toMatchObject({
      headStartDays: 0,
    })
  })

  it.each([
    [{ zone: 'Mars/Olympus' }, 'zone'],
    [{ currency: 'eur' }, 'currency'],
    [{ weekStart: 'tuesday' }, 'weekStart'],
    [{ fiscalStartMonth: 13 }, 'fiscalStartMonth'],
    [{ headStartDays: 4 }, 'headStartDays'],
    [{ preset: 'other' }, 'preset'],
    [{ name: '  ' }, 'name'],
  ])('refuses %o and names it', (wrong, named) => {
    expect(() => resolveSettings({ ...stored, ...wrong })).toThrow(named)
    expect(orgSettingsSchema.safeParse({ ...stored, ...wrong }).success).toBe(false)
  })

  it('refuses to write an unknown setting, and reads past one', () => {
    expect(orgSettingsSchema.safeParse({ ...stored, headstartDays: 1 }).success).toBe(false)
    expect(resolveSettings({ ...stored, headstartDays: 1 })).not.toHaveProperty('headstartDays')
  })
})
