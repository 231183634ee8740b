import { createWriteStream } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { finished } from 'node:stream/promises'
import { once } from 'node:events'
import type { Writable } from 'node:stream'
import { Zip, ZipDeflate } from 'fflate'

/** Where an export goes: a folder of files, or one zip archive. */
export interface Archive {
  readonly file: (name: string, pieces: AsyncIterable<string>) => Promise<void>
  readonly close: () => Promise<void>
  readonly discard: () => Promise<void>
}

/** A path that ends in `.zip` is an archive, which appears under its name only when it is complete. */
export async function openArchive(path: string): Promise<Archive> {
  return /\.zip$/i.test(path) ? openZip(path) : openFolder(path)
}

async function openFolder(path: string): Promise<Archive> {
  await mkdir(path, { recursive: true })
  return {
    file: async (name, pieces) => {
      const stream = createWriteStream(join(path, name))
      for await (const piece of pieces) await write(stream, piece)
      stream.end()
      await finished(stream)
    },
    close: async () => {},
    discard: async () => {},
  }
}

async function openZip(path: string): Promise<Archive> {
  await mkdir(dirname(path), { recursive: true })
  const unfinished = `${path}.unfinished`
  const stream = createWriteStream(unfinished)
  let failure: Error | null = null
  const zip = new Zip((error, data) => {
    if (error !== null) failure = error
    else stream.write(data)
  })
  const encoder = new TextEncoder()
  return {
    file: async (name, pieces) => {
      const entry = new ZipDeflate(name)
      zip.add(entry)
      for await (const piece of pieces) {
        entry.push(encoder.encode(piece))
        if (stream.writableNeedDrain) await once(stream, 'drain')
      }
      entry.push(new Uint8Array(), true)
      if (failure !== null) throw failure
    },
    close: async () => {
      zip.end()
      stream.end()
      await finished(stream)
      if (failure !== null) throw failure
      await rename(unfinished, path)
    },
    discard: async () => {
      stream.destroy()
      await rm(unfinished, { force: true })
    },
  }
}

async function write(stream: Writable, piece: string): Promise<void> {
  if (!stream.write(piece)) await once(stream, 'drain')
}
