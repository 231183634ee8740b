import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type pg from 'pg'
import type { BackupPlan } from '#platform/config/config.ts'
import { writeBackup } from './backup.ts'

export interface KeptBackup {
  readonly file: string
  /** when it was written */
  readonly at: number
  readonly bytes: number
}

const NAME = /^daily-\d{14}\.leadout$/
/** clocks of file systems are coarse */
const SLACK_MS = 2_000

/**
 * Writes the backup of the day when its time has passed and there is none yet, then removes the oldest beyond `keep`.
 * A machine that slept at that time makes up for it later. Answers the file, or null when none was due.
 */
export async function backUpWhenDue(options: {
  readonly pool: pg.Pool
  readonly plan: BackupPlan
  readonly now: number
}): Promise<string | null> {
  const { pool, plan, now } = options
  const due = lastDue(plan, now)
  if (due === null) return null
  const [newest] = await listBackups(plan.folder)
  if (newest !== undefined && newest.at + SLACK_MS >= due) return null
  const stamp = new Date(now).toISOString().replace(/\D/g, '').slice(0, 14)
  const file = join(plan.folder, `daily-${stamp}.leadout`)
  await writeBackup({ pool, file })
  for (const old of (await listBackups(plan.folder)).slice(plan.keep)) await rm(old.file, { force: true })
  return file
}

/** The backups that Leadout made by itself, newest first. Those made by hand or before a migration are not among them. */
export async function listBackups(folder: string): Promise<KeptBackup[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  const found = await Promise.all(
    names
      .filter((name) => NAME.test(name))
      .map(async (name) => {
        const file = join(folder, name)
        const { mtimeMs, size } = await stat(file)
        return { file, at: mtimeMs, bytes: size }
      }),
  )
  return found.toSorted((a, b) => b.at - a.at)
}

/** The last moment at which a backup should have been made, in this machine's zone; null when none is planned. */
export function lastDue(plan: Pick<BackupPlan, 'at'>, now: number): number | null {
  if (plan.at === null) return null
  const [hours = 0, minutes = 0] = plan.at.split(':').map(Number)
  const due = new Date(now)
  due.setHours(hours, minutes, 0, 0)
  if (due.getTime() > now) due.setDate(due.getDate() - 1)
  return due.getTime()
}
