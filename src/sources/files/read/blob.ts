import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { basename, join, relative } from 'node:path'
import { LeadoutError } from '#domain/errors.ts'
import { zipBlobs } from './zip.ts'

/** Bytes that can be read more than once. */
export interface Blob {
  /** path below what was given, with `/` */
  readonly name: string
  readonly size: number
  /** where it lies on disk; absent inside an archive */
  readonly path?: string
  bytes(): AsyncIterable<Uint8Array>
}

const SHEETS = /\.(?:csv|tsv|txt|tab|xlsx)$/i
/** what folders and archives carry along */
const LITTER = /(?:^|\/)(?:\.|__MACOSX\/|~\$)/

export const isTable = (name: string): boolean => SHEETS.test(name) && !LITTER.test(name)

/** Files, folders and archives as blobs, in the order of their names. */
export async function* openBlobs(paths: readonly string[]): AsyncIterable<Blob> {
  for (const path of paths) {
    const found = await stat(path).catch(() => null)
    if (found === null) throw new LeadoutError('not-found', `There is no file ${path}.`)
    if (!found.isDirectory()) {
      yield* openFile(path, basename(path), found.size)
      continue
    }
    const entries = await readdir(path, { recursive: true, withFileTypes: true })
    const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
    for (const file of files.sort()) {
      const name = relative(path, file).replaceAll('\\', '/')
      if (isTable(name) || (/\.zip$/i.test(name) && !LITTER.test(name))) yield* openFile(file, name, (await stat(file)).size)
    }
  }
}

async function* openFile(path: string, name: string, size: number): AsyncIterable<Blob> {
  if (/\.zip$/i.test(name)) yield* zipBlobs(path, name)
  else yield { name, size, path, bytes: () => createReadStream(path, { highWaterMark: 262_144 }) }
}
