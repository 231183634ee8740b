import { describe, expect, it } from 'vitest'
import { ACCESS_LEVELS, allows, PERMISSIONS } from './permission.ts'

describe('the table of permissions', () => {
  it('is public to all and gives an owner everything', () => {
    for (const level of ACCESS_LEVELS) expect(allows(level, 'public'), level).toBe(true)
    for (const permission of PERMISSIONS) expect(allows('owner', permission), permission).toBe(true)
  })

  it('never gives a lower level what a higher one lacks', () => {
    for (const permission of PERMISSIONS) {
      const granted = ACCESS_LEVELS.map((level) => allows(level, permission))
      expect(granted, permission).toEqual(granted.toSorted((a, b) => Number(b) - Number(a)))
    }
  })

  it('lets a viewer change nothing, and only administrators manage', () => {
    for (const permission of PERMISSIONS.filter((name) => /\.(write|manage)$/.test(name)))
      expect(allows('viewer', permission), permission).toBe(false)
    for (const permission of ['members.manage', 'imports.manage', 'settings.manage', 'views.read-all'] as const) {
      expect(
        ACCESS_LEVELS.filter((level) => allows(level, permission)),
        permission,
      ).toEqual(['owner', 'admin'])
    }
  })
})
