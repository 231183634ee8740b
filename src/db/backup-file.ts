import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createZstdCompress, createZstdDecompress } from 'node:zlib'
import { z } from 'zod'
import { LeadoutError } from '#domain/errors.ts'

// A backup is one zstd stream of frames: a kind (1 byte), a length (4 bytes, big endian), a payload.
// head (JSON), then per table its name and columns (JSON) and chunks of COPY text, then the end (JSON), which holds
// the SHA-256 of all frames before it.
const HEAD = 0x48
const TABLE = 0x54
const DATA = 0x44
const END = 0x45
const PREFIX_BYTES = 5

const headSchema = z.object({
  format: z.literal('leadout-backup'),
  formatVersion: z.literal(1),
  schemaVersion: z.int().positive(),
  createdAt: z.iso.datetime(),
  postgres: z.string(),
})
const tableSchema = z.object({ name: z.string(), columns: z.array(z.string()).readonly() })
const endSchema = z.object({
  sha256: z.string(),
  tables: z.array(z.object({ name: z.string(), rows: z.int().nonnegative() })),
})

export type BackupHead = z.infer<typeof headSchema>
export type BackupTable = z.infer<typeof tableSchema>
export type BackupEnd = z.infer<typeof endSchema>

/** What a backup is made of, in this order: a head, then each table followed by its data, then an end. */
export type BackupContent =
  | { readonly kind: 'head'; readonly head: BackupHead }
  | { readonly kind: 'table'; readonly table: BackupTable }
  | { readonly kind: 'data'; readonly bytes: Buffer }
  | { readonly kind: 'end'; readonly tables: BackupEnd['tables'] }

export type BackupFrame =
  | Exclude<BackupContent, { kind: 'end' }>
  | { readonly kind: 'end'; readonly end: BackupEnd; readonly intact: boolean }

/** Writes beside `file` and moves the result there when it is complete and on the disk; a failure leaves nothing. */
export async function writeBackupFile(file: string, contents: AsyncIterable<BackupContent>): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  const unfinished = `${file}.unfinished`
  try {
    await pipeline(encode(contents), createZstdCompress(), createWriteStream(unfinished, { mode: 0o600, flush: true }))
    await rename(unfinished, file)
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
}

async function* encode(contents: AsyncIterable<BackupContent>): AsyncGenerator<Buffer> {
  const digest = createHash('sha256')
  const json = (value: unknown) => Buffer.from(JSON.stringify(value))
  for await (const content of contents) {
    if (content.kind === 'end') {
      const end: BackupEnd = { sha256: digest.digest('hex'), tables: content.tables }
      yield frame(END, json(end))
      return
    }
    const bytes =
      content.kind === 'head'
        ? frame(HEAD, json(content.head))
        : content.kind === 'table'
          ? frame(TABLE, json(content.table))
          : frame(DATA, content.bytes)
    digest.update(bytes)
    yield bytes
  }
}

function frame(kind: number, payload: Buffer): Buffer {
  const prefix = Buffer.alloc(PREFIX_BYTES)
  prefix.writeUInt8(kind)
  prefix.writeUInt32BE(payload.length, 1)
  return Buffer.concat([prefix, payload])
}

/**
 * The frames of a backup in order, one in memory at a time.
 * @throws LeadoutError `invalid` when the file is something else, damaged or cut off
 */
export async function* readBackupFile(file: string): AsyncGenerator<BackupFrame> {
  const input = createReadStream(file)
  const stream = input.pipe(createZstdDecompress())
  input.once('error', (error) => stream.destroy(error))
  const digest = createHash('sha256')
  try {
    for await (const { kind, prefix, payload } of splitFrames(stream)) {
      if (kind !== END) digest.update(prefix).update(payload)
      const json = () => JSON.parse(payload.toString('utf8'))
      if (kind === HEAD) yield { kind: 'head', head: headSchema.parse(json()) }
      else if (kind === TABLE) yield { kind: 'table', table: tableSchema.parse(json()) }
      else if (kind === DATA) yield { kind: 'data', bytes: payload }
      else {
        const end = endSchema.parse(json())
        yield { kind: 'end', end, intact: digest.digest('hex') === end.sha256 }
        return
      }
    }
    throw new Error('it ends too early')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      throw new LeadoutError('not-found', `There is no file ${file}.`)
    if (error instanceof LeadoutError) throw error
    const reason = error instanceof z.ZodError ? 'its contents are not those of a backup' : (error as Error).message
    throw new LeadoutError('invalid', `${file} is not a whole Leadout backup: ${reason}.`)
  } finally {
    input.destroy()
  }
}

async function* splitFrames(stream: Readable): AsyncGenerator<{ kind: number; prefix: Buffer; payload: Buffer }> {
  let parts: Buffer[] = []
  let held = 0
  let needed = PREFIX_BYTES
  let prefix: Buffer | undefined
  for await (const chunk of stream) {
    parts.push(chunk)
    held += chunk.length
    while (held >= needed) {
      const bytes = parts.length === 1 ? parts[0]! : Buffer.concat(parts)
      const taken = bytes.subarray(0, needed)
      parts = [bytes.subarray(needed)]
      held -= needed
      if (prefix === undefined) {
        prefix = taken
        needed = prefix.readUInt32BE(1)
      } else {
        yield { kind: prefix.readUInt8(), prefix, payload: taken }
        prefix = undefined
        needed = PREFIX_BYTES
      }
    }
  }
}
