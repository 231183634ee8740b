import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { LeadoutError } from '#domain/errors.ts'
import type { Outcome } from './run.ts'
import { Unfinished } from './run.ts'

const EVERY_MS = 5_000

/**
 * Looks into a folder every five seconds and imports each file whose size has not changed since the last look. An
 * import that fails or asks is reported on stderr and tried again when the file changes. Ends on SIGINT or SIGTERM.
 */
export async function watchImports(folder: string, work: (path: string) => Promise<Outcome>): Promise<Outcome> {
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())
  const seen = new Map<string, string>()
  const done = new Map<string, string>()
  let imported = 0
  process.stderr.write(`watching ${folder}\n`)
  while (!stop.signal.aborted) {
    for (const [path, version] of await listing(folder)) {
      const settled = seen.get(path) === version
      seen.set(path, version)
      if (!settled || done.get(path) === version) continue
      done.set(path, version)
      imported += await attempt(path, work)
    }
    await setTimeout(EVERY_MS, undefined, { signal: stop.signal }).catch(() => undefined)
  }
  return { data: { imported }, text: `${imported} imported` }
}

async function listing(folder: string): Promise<[path: string, version: string][]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => {
    throw new LeadoutError('not-found', `There is no folder ${folder}`)
  })
  const files = entries.filter((entry) => entry.isFile() && /\.(csv|tsv|txt|xlsx|zip)$/i.test(entry.name))
  return Promise.all(
    files.map(async (entry): Promise<[string, string]> => {
      const path = join(folder, entry.name)
      const { size, mtimeMs } = await stat(path)
      return [path, `${size} ${mtimeMs}`]
    }),
  )
}

async function attempt(path: string, work: (path: string) => Promise<Outcome>): Promise<number> {
  try {
    const { text } = await work(path)
    process.stderr.write(`${path}: ${text ?? 'imported'}\n`)
    return 1
  } catch (error) {
    const text =
      error instanceof Unfinished ? error.outcome.text : error instanceof Error ? error.message : String(error)
    process.stderr.write(`${path}: ${text ?? 'not imported'}\n`)
    return 0
  }
}
