import { createHash } from 'node:crypto'
import type { Blob } from './blob.ts'
import { openBlobs } from './open-blobs.ts'
import { detectDelimiter, type Delimiter } from './delimiter.ts'
import { decodeStream, encodingEvidence, type Encoding } from './encoding.ts'
import { readRecords, type RecordBatch } from './csv.ts'
import type { Layout } from './layout.ts'
import type { OnReadProblem, Row } from './row.ts'
import { dataRows, sampleLayout } from './table.ts'
import { sheetFiles } from './xlsx.ts'

/** One table of what was dropped: a CSV file, or one sheet of a workbook. */
export interface InputFile {
  /** path below what was given, e.g. `export.zip/Opportunity.csv` or `deals.xlsx#Sheet1` */
  readonly name: string
  readonly size: number
  /** hex; of the whole workbook for a sheet */
  readonly sha256: string
  /** unique names; `Column 1` ... where the file has no header row */
  readonly header: readonly string[]
  /** a sheet that its workbook does not show */
  readonly hidden: boolean
  /** false: the first row was data */
  readonly headed: boolean
  /** how a delimited file was read; null for a sheet */
  readonly text: { readonly encoding: Encoding; readonly delimiter: Delimiter } | null
  /** data rows in chunks, header left out; can be read again */
  rows(onProblem?: OnReadProblem): AsyncIterable<Row[]>
}

/**
 * Opens files, folders and zip archives. Each file is read once from end to end for its hash and encoding; rows are
 * streamed. Raises `not-found` for a missing path, `invalid` for a broken archive or workbook and `limit` for a bomb.
 */
export async function* openInput(paths: readonly string[]): AsyncIterable<InputFile> {
  for await (const blob of openBlobs(paths)) {
    if (/\.xlsx$/i.test(blob.name)) yield* sheetFiles(blob)
    else yield await openText(blob)
  }
}

const ignore: OnReadProblem = () => undefined

async function openText(blob: Blob): Promise<InputFile> {
  const hash = createHash('sha256')
  const evidence = encodingEvidence()
  let size = 0
  for await (const bytes of blob.bytes()) {
    hash.update(bytes)
    evidence.add(bytes)
    size += bytes.length
  }
  const { encoding, faults } = evidence.result()
  const delimiter = detectDelimiter(await head(decodeStream(blob.bytes(), encoding)))
  const records = (width: () => number): AsyncIterable<RecordBatch> =>
    readRecords(decodeStream(blob.bytes(), encoding), delimiter, width)
  const layout: Layout = await sampleLayout(records(() => 0))
  return {
    name: blob.name,
    size,
    sha256: hash.digest('hex'),
    header: layout.header,
    hidden: false,
    headed: layout.headed,
    text: { encoding, delimiter },
    rows: async function* (onProblem = ignore) {
      if (faults > 0) onProblem({ severity: 'note', row: 0, reason: 'encoding' })
      if (layout.header.length > 0)
        yield* dataRows(
          records(() => layout.header.length),
          layout,
          onProblem,
        )
    },
  }
}

async function head(text: AsyncIterable<string>): Promise<string> {
  let sample = ''
  for await (const piece of text) {
    sample += piece.slice(0, 65_536)
    if (sample.length >= 65_536) break
  }
  return sample.replace(/\r\n?/g, '\n').replaceAll('\0', '')
}
