import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { basename, join, relative } from 'node:path'
import { LeadoutError } from '#domain/errors.ts'
import { isTable, LITTER, type Blob } from './blob.ts'
import { zipBlobs } from './zip.ts'

/** Files, folders and archives as blobs, in the order of their names; `wanted` decides by name what is taken of the latter. */
export async function* openBlobs(
  paths: readonly string[],
  wanted: (name: string) => boolean = isTable,
): AsyncIterable<Blob> {
  for (const path of paths) {
    const found = await stat(path).catch(() => null)
    if (found === null) throw new LeadoutError('not-found', `There is no file ${path}.`)
    if (!found.isDirectory()) {
      yield* openFile(path, basename(path), found.size, wanted)
      continue
    }
    const entries = await readdir(path, { recursive: true, withFileTypes: true })
    const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
    for (const file of files.sort()) {
      const name = relative(path, file).replaceAll('\\', '/')
      if (wanted(name) || (/\.zip$/i.test(name) && !LITTER.test(name)))
        yield* openFile(file, name, (await stat(file)).size, wanted)
    }
  }
}

async function* openFile(
  path: string,
  name: string,
  size: number,
  wanted: (name: string) => boolean,
): AsyncIterable<Blob> {
  if (/\.zip$/i.test(name)) yield* zipBlobs(path, name, wanted)
  else yield { name, size, path, bytes: () => createReadStream(path, { highWaterMark: 262_144 }) }
}
