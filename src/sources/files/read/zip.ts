import { LeadoutError } from '#domain/errors.ts'
import yauzl from 'yauzl'
import { isTable, type Blob } from './blob.ts'

/** an entry may grow to this many times its packed size, once it is past the free allowance */
const MOST_RATIO = 200
const FREE_BYTES = 16 * 2 ** 20
const MOST_ENTRIES = 2_000
const MOST_BYTES = 16 * 2 ** 30

/** Tables (or what is `wanted`) inside an archive, without unpacking it to disk. Archives inside archives are not opened. */
export async function* zipBlobs(
  path: string,
  name: string,
  wanted: (name: string) => boolean = isTable,
): AsyncIterable<Blob> {
  const zip = await yauzl.openPromise(path, { autoClose: false }).catch((error: unknown) => {
    throw new LeadoutError('invalid', `${name} is no readable zip archive.`, { cause: String(error) })
  })
  try {
    let entries = 0
    let total = 0
    const tables: yauzl.Entry[] = []
    for await (const entry of zip.eachEntry()) {
      entries += 1
      total += entry.uncompressedSize
      if (entries > MOST_ENTRIES || total > MOST_BYTES) throw tooLarge(name)
      if (!wanted(entry.fileName)) continue
      assertHarmless(entry.fileName, entry.uncompressedSize, entry.compressedSize)
      tables.push(entry)
    }
    for (const entry of tables.sort((a, b) => (a.fileName < b.fileName ? -1 : 1))) {
      yield {
        name: `${name}/${entry.fileName}`,
        size: entry.uncompressedSize,
        bytes: () => inflateEntry(() => yauzl.openPromise(path, { autoClose: false }), entry),
      }
    }
  } finally {
    zip.close()
  }
}

/** Raises `limit` where the sizes are those of a decompression bomb. */
export function assertHarmless(name: string, unpacked: number, packed: number): void {
  if (unpacked > FREE_BYTES && unpacked > packed * MOST_RATIO) throw tooLarge(name)
}

const tooLarge = (name: string) =>
  new LeadoutError('limit', `${name} unpacks to far more than its size and was not opened.`)

/**
 * The bytes of one entry. An entry that holds more than it declares, or other bytes, raises `invalid`: that is how a
 * bomb with a false size ends.
 */
export async function* inflateEntry(open: () => Promise<yauzl.ZipFile>, entry: yauzl.Entry): AsyncIterable<Uint8Array> {
  const zip = await open()
  try {
    const stream = await zip.openReadStreamPromise(entry).catch(broken(entry))
    const pieces = stream[Symbol.asyncIterator]()
    for (;;) {
      const piece = await pieces.next().catch(broken(entry))
      if (piece.done === true) return
      yield piece.value as Uint8Array
    }
  } finally {
    zip.close()
  }
}

const broken =
  (entry: yauzl.Entry) =>
  (error: unknown): never => {
    throw new LeadoutError('invalid', `${entry.fileName} is damaged and cannot be unpacked.`, { cause: String(error) })
  }
