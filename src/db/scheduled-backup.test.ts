import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { realNow } from '#platform/clock/now.ts'
import { testDatabase } from '../../test/support/database.ts'
import { verifyBackup } from './restore.ts'
import { backUpWhenDue, lastDue, listBackups } from './scheduled-backup.ts'

const { pool } = await testDatabase({ wholeTables: true })

const HOUR = 60 * 60 * 1000

function scratch(): string {
  const path = mkdtempSync(join(tmpdir(), 'backups-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

test('the last due moment is today after the time of day, else yesterday', () => {
  const at = (hours: number, minutes = 0) => new Date(2026, 5, 15, hours, minutes).getTime()
  expect(lastDue({ at: '03:00' }, at(3))).toBe(at(3))
  expect(lastDue({ at: '03:00' }, at(12))).toBe(at(3))
  expect(lastDue({ at: '03:00' }, at(2, 59))).toBe(new Date(2026, 5, 14, 3).getTime())
  expect(lastDue({ at: null }, at(12))).toBeNull()
})

test('one backup a day, made up for when the machine slept, and the oldest go', async () => {
  const folder = join(scratch(), 'not', 'there yet')
  const plan = { at: '00:00', keep: 2, folder }
  const now = realNow()
  const first = await backUpWhenDue({ pool, plan, now })
  expect((await verifyBackup(first ?? '')).tables.length).toBeGreaterThan(10)
  expect(await backUpWhenDue({ pool, plan, now: now + 1000 })).toBeNull()

  for (const days of [1, 2, 3]) {
    const file = join(folder, `daily-2026010${days}000000.leadout`)
    writeFileSync(file, '')
    utimesSync(file, (now - days * 24 * HOUR) / 1000, (now - days * 24 * HOUR) / 1000)
  }
  writeFileSync(join(folder, 'before-1-to-2.leadout'), '')
  const ages = new Date(now - 25 * HOUR)
  utimesSync(first ?? '', ages, ages)
  const second = await backUpWhenDue({ pool, plan, now: now + 1000 })
  expect(second).not.toBeNull()
  expect((await listBackups(folder)).map(({ file }) => file)[0]).toBe(second)
  expect(readdirSync(folder)).toHaveLength(3)
  expect(readdirSync(folder)).toContain('before-1-to-2.leadout')
})

test('none when it is switched off', async () => {
  const folder = scratch()
  expect(await backUpWhenDue({ pool, plan: { at: null, keep: 1, folder }, now: realNow() })).toBeNull()
  expect(readdirSync(folder)).toEqual([])
})
