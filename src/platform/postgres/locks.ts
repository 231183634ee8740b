import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as delay } from 'node:timers/promises'

const SQLITE_BUSY = 5

/**
 * Two locks on a data directory, kept by the kernel, so that the death of a process frees them.
 * SQLite serves as the portable way to lock a file: nothing is ever stored in these two files.
 */
export interface Attendance {
  /** tries to become the only process; true means that nobody else uses the server */
  isLast(): boolean
  leave(): void
}

/** Runs `work` while no other process opens or closes the server of this data directory. */
export async function exclusively<T>(dataDir: string, work: () => Promise<T>): Promise<T> {
  const file = new DatabaseSync(join(dataDir, 'postgres.lock'))
  try {
    while (!tryExclusive(file)) await delay(50)
    return await work()
  } finally {
    file.close()
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
    if ((error as { errcode?: number }).errcode === SQLITE_BUSY) return false
    throw error
  }
}
