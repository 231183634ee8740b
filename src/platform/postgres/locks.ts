import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as delay } from 'node:timers/promises'
import { LeadoutError } from '#domain/errors.ts'
import { realNow } from '#platform/clock/now.ts'
import type { Logger } from '#platform/log.ts'

const SQLITE_BUSY = 5
const RETRY_MS = 50
const TELL_AFTER_MS = 5_000
/** longer than a start and a stop with all their own limits; only the recovery of a very large log takes longer */
const WAIT_LIMIT_MS = 180_000

/**
 * Two locks on a data directory, kept by the kernel, so that the death of a process frees them.
 * SQLite serves as the portable way to lock a file: nothing is ever stored in these two files.
 */
export interface Attendance {
  /** tries to become the only process; true means that nobody else uses the server */
  isLast(): boolean
  leave(): void
}

/**
 * Runs `work` while no other process opens or closes the server of this data directory.
 * @throws LeadoutError `conflict` naming the process that has been at it for longer than `limitMs`
 */
export async function exclusively<T>(
  dataDir: string,
  log: Logger,
  work: () => Promise<T>,
  limitMs = WAIT_LIMIT_MS,
): Promise<T> {
  const file = new DatabaseSync(join(dataDir, 'postgres.lock'))
  try {
    await acquire(file, dataDir, log, limitMs)
    return await work()
  } finally {
    file.close()
  }
}

async function acquire(file: DatabaseSync, dataDir: string, log: Logger, limitMs: number): Promise<void> {
  const holderFile = join(dataDir, 'postgres.lock.holder')
  const began = realNow()
  let told = false
  while (!tryExclusive(file)) {
    const waited = realNow() - began
    if (waited > limitMs) {
      throw new LeadoutError(
        'conflict',
        `${holder(holderFile)} has been starting or stopping the database in ${dataDir} for ` +
          `${Math.round(waited / 1000)} s. Wait until it is done, or end it, and try again.`,
      )
    }
    if (!told && waited > TELL_AFTER_MS) {
      log.info('Waiting for another process that starts or stops the database', { holder: holder(holderFile) })
      told = true
    }
    await delay(RETRY_MS)
  }
  try {
    writeFileSync(holderFile, String(process.pid), { mode: 0o600 })
  } catch {
    // it only serves the sentence above, and a full disk must not keep anyone from stopping
  }
}

function holder(path: string): string {
  try {
    return `Process ${readFileSync(path, 'utf8')}`
  } catch {
    return 'Another process'
  }
}

/** Signs this process in as a user of the server. Call it inside `exclusively`. */
export function attend(dataDir: string): Attendance {
  const file = new DatabaseSync(join(dataDir, 'postgres.users'))
  const share = () => {
    file.exec('begin')
    file.prepare('select count(*) from sqlite_master').get()
  }
  share()
  return {
    isLast: () => {
      file.exec('rollback')
      const alone = tryExclusive(file)
      if (alone) file.exec('rollback')
      share()
      return alone
    },
    leave: () => file.close(),
  }
}

function tryExclusive(file: DatabaseSync): boolean {
  try {
    file.exec('begin exclusive')
    return true
  } catch (error) {
    // the low byte of an extended code is the plain one
    if (((error as { errcode?: number }).errcode ?? 0) % 256 === SQLITE_BUSY) return false
    throw error
  }
}
