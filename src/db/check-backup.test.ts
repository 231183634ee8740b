import { mkdtempSync, rmSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { newId } from '#platform/ids.ts'
import { realNow } from '#platform/clock/now.ts'
import { testDatabase } from '../../test/support/database.ts'
import { type BackupContent, readBackupFile, writeBackupFile } from './backup-file.ts'
import { writeBackup } from './backup.ts'
import { checkBackup } from './check-backup.ts'

const { pool, connection } = await testDatabase({ wholeTables: true })
const folder = mkdtempSync(join(tmpdir(), 'check-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

await pool.query(`insert into org (org_id, slug, name, created_at) values ($1, 'acme', 'Acme', $2)`, [
  newId(),
  new Date(realNow()),
])

async function leftovers(): Promise<number | null> {
  const { rowCount } = await pool.query(`select 1 from pg_database where datname like 'leadout_check_%'`)
  return rowCount
}

test('a good backup is restored beside the data, which stays as it is', async () => {
  const file = join(folder, 'good.leadout')
  const written = await writeBackup({ pool, file })
  const checked = await checkBackup({ pool, connection, file })
  expect(checked).toMatchObject({ schemaVersion: written.schemaVersion, tables: written.tables.length, rows: 1 })
  expect((await pool.query('select 1 from org')).rowCount).toBe(1)
  expect(await leftovers()).toBe(0)
})

test('one that is cut off is refused, and nothing is left behind', async () => {
  const file = join(folder, 'cut.leadout')
  await writeBackup({ pool, file })
  truncateSync(file, 200)
  await expect(checkBackup({ pool, connection, file })).rejects.toMatchObject({ code: 'invalid' })
  expect(await leftovers()).toBe(0)
})

test('one that lacks rows is refused although its checksum fits', async () => {
  const whole = join(folder, 'whole.leadout')
  const file = join(folder, 'less.leadout')
  await writeBackup({ pool, file: whole })
  await writeBackupFile(file, withoutData(whole))
  await expect(checkBackup({ pool, connection, file })).rejects.toMatchObject({
    code: 'invalid',
    message: expect.stringContaining('1 rows of org, but 0 arrived'),
  })
  expect(await leftovers()).toBe(0)
})

async function* withoutData(file: string): AsyncGenerator<BackupContent> {
  for await (const frame of readBackupFile(file)) {
    if (frame.kind === 'end') yield { kind: 'end', tables: frame.end.tables }
    else if (frame.kind !== 'data') yield frame
  }
}
