import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { basename, join, parse } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import busboy from 'busboy'
import { LeadoutError } from '#domain/errors.ts'

const MOST_FILES = 100

/**
 * Writes each file of a multipart upload to the folder as it comes in, never holding one in memory. Returns their
 * names. Raises `invalid` for anything else than such an upload, and for one without a file.
 */
export async function receiveFiles(request: Request, folder: string): Promise<string[]> {
  const contentType = request.headers.get('content-type') ?? ''
  if (request.body === null || !contentType.startsWith('multipart/form-data'))
    throw new LeadoutError('invalid', 'Send the files as multipart/form-data, each in a field named file.')
  await mkdir(folder, { recursive: true })
  const form = busboy({
    headers: { 'content-type': contentType },
    limits: { files: MOST_FILES },
    defParamCharset: 'utf8',
  })
  const names: string[] = []
  const writing: Promise<void>[] = []
  form.on('file', (_field, stream, { filename }) => {
    const name = freeName(basename(filename ?? 'file').replace(/[^\p{L}\p{N}. _-]+/gu, '-'), names)
    names.push(name)
    writing.push(pipeline(stream, createWriteStream(join(folder, name))))
  })
  try {
    await pipeline(Readable.fromWeb(request.body), form)
  } catch (error) {
    throw new LeadoutError(
      'invalid',
      `The upload broke off: ${error instanceof Error ? error.message : 'unknown reason'}`,
    )
  }
  await Promise.all(writing)
  if (names.length === 0) throw new LeadoutError('invalid', 'There was no file in the upload.')
  return names
}

/** A name that no other file of the upload has: `deals.csv`, then `deals (2).csv`. */
function freeName(name: string, taken: readonly string[]): string {
  const { name: stem, ext } = parse(name)
  let free = name
  for (let n = 2; taken.includes(free); n += 1) free = `${stem} (${n})${ext}`
  return free
}
