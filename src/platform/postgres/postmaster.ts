import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** What a running server writes into its directory. */
export interface PostmasterFile {
  readonly pid: number
  readonly socketDir: string
}

/** Reads `postmaster.pid`; null when there is none or it is only half written. */
export async function readPostmasterFile(cluster: string): Promise<PostmasterFile | null> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')
  return parsePostmasterFile(text)
}

export function parsePostmasterFile(text: string): PostmasterFile | null {
  const lines = text.split('\n')
  const pid = Number(lines[0])
  return Number.isInteger(pid) && pid > 0 ? { pid, socketDir: lines[4] ?? '' } : null
}

/**
 * `alive` only for a PostgreSQL process: after a reboot the recorded number may belong to any other program
 * (`other`), and a killed server that nobody collected is dead. Systems without /proc cannot tell `other` apart.
 */
export async function processState(pid: number): Promise<'alive' | 'dead' | 'other'> {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return 'dead'
  }
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  if (status === '') return 'alive'
  if (/^State:\s+[ZX]/m.test(status)) return 'dead'
  return /^Name:\s+postgres/m.test(status) ? 'alive' : 'other'
}
