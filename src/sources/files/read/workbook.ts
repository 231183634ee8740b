import { LeadoutError } from '#domain/errors.ts'
import { posix } from 'node:path'
import yauzl from 'yauzl'
import type { Blob } from './blob.ts'
import { readXml } from './xml.ts'
import { assertHarmless, inflateEntry } from './zip.ts'

/** unpacked size a workbook may have */
const MOST_BYTES = 2 * 2 ** 30
/** all texts of a workbook are held in memory while its sheets are read */
const MOST_SHARED_CHARACTERS = 80_000_000
/** a workbook inside an archive is held in memory */
const MOST_NESTED_BYTES = 128 * 2 ** 20

export interface Workbook {
  readonly sheets: readonly { readonly name: string; readonly part: string; readonly hidden: boolean }[]
  part(name: string): AsyncIterable<Uint8Array>
  /** the text of a cell: dates as ISO text, numbers with a decimal point */
  cellText(type: string, style: number, text: string): string
}

/** Opens a workbook. Raises `invalid` for damage and `limit` for what would not fit. */
export async function openWorkbook(blob: Blob): Promise<Workbook> {
  const nested = blob.path === undefined ? await collect(blob) : null
  const open = () =>
    nested === null ? yauzl.openPromise(blob.path!, { autoClose: false }) : yauzl.fromBufferPromise(nested)
  const entries = await listEntries(blob.name, open)
  const part = async function* (name: string): AsyncIterable<Uint8Array> {
    const entry = entries.get(name)
    if (entry !== undefined) yield* inflateEntry(open, entry)
  }
  const { sheets, date1904 } = await readSheetList(part)
  if (sheets.length === 0) throw new LeadoutError('invalid', `${blob.name} is no workbook.`)
  const shared = await readShared(blob.name, part)
  const dateStyles = await readDateStyles(part)
  return {
    sheets,
    part,
    cellText: (type, style, text) => cellText(type, dateStyles[style] === true, text, shared, date1904),
  }
}

async function collect(blob: Blob): Promise<Buffer> {
  if (blob.size > MOST_NESTED_BYTES)
    throw new LeadoutError('limit', `${blob.name} is too large to be opened inside an archive; unpack it first.`)
  const pieces: Uint8Array[] = []
  for await (const piece of blob.bytes()) pieces.push(piece)
  return Buffer.concat(pieces)
}

async function listEntries(name: string, open: () => Promise<yauzl.ZipFile>): Promise<Map<string, yauzl.Entry>> {
  const zip = await open().catch((error: unknown) => {
    throw new LeadoutError('invalid', `${name} is no readable workbook.`, { cause: String(error) })
  })
  try {
    const entries = new Map<string, yauzl.Entry>()
    let total = 0
    for await (const entry of zip.eachEntry()) {
      total += entry.uncompressedSize
      assertHarmless(name, entry.uncompressedSize, entry.compressedSize)
      if (total > MOST_BYTES || entries.size > 10_000)
        throw new LeadoutError('limit', `${name} unpacks to far more than its size and was not opened.`)
      entries.set(entry.fileName, entry)
    }
    return entries
  } finally {
    zip.close()
  }
}

type ReadPart = (name: string) => AsyncIterable<Uint8Array>

async function eachElement(
  bytes: AsyncIterable<Uint8Array>,
  open: (name: string, attributes: Readonly<Record<string, string>>) => void,
): Promise<void> {
  for await (const _ of readXml(bytes, { open, text: () => undefined, close: () => undefined })) continue
}

async function readSheetList(part: ReadPart): Promise<{ sheets: Workbook['sheets']; date1904: boolean }> {
  const targets = new Map<string, string>()
  await eachElement(part('xl/_rels/workbook.xml.rels'), (name, attributes) => {
    const { Id, Target, Type } = attributes
    if (name === 'Relationship' && Id !== undefined && Target !== undefined && Type?.endsWith('/worksheet')) {
      targets.set(Id, Target.startsWith('/') ? Target.slice(1) : posix.join('xl', Target))
    }
  })
  const sheets: { name: string; part: string; hidden: boolean }[] = []
  let date1904 = false
  await eachElement(part('xl/workbook.xml'), (name, attributes) => {
    if (name === 'workbookPr') date1904 = attributes['date1904'] === '1' || attributes['date1904'] === 'true'
    const target = targets.get(
      attributes['r:id'] ?? Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? '',
    )
    if (name === 'sheet' && target !== undefined)
      sheets.push({
        name: attributes['name'] ?? `Sheet${sheets.length + 1}`,
        part: target,
        hidden: /hidden$/i.test(attributes['state'] ?? ''),
      })
  })
  return { sheets, date1904 }
}

async function readShared(name: string, part: ReadPart): Promise<string[]> {
  const texts: string[] = []
  let text = ''
  let total = 0
  let inText = false
  let phonetic = false
  const handler = {
    open(element: string) {
      if (element === 'si') text = ''
      else if (element === 't') inText = true
      else if (element === 'rPh') phonetic = true
    },
    text(piece: string) {
      if (!inText || phonetic) return
      text += piece
      total += piece.length
      if (total > MOST_SHARED_CHARACTERS)
        throw new LeadoutError('limit', `${name} holds more text than a workbook may; save its sheets as CSV.`)
    },
    close(element: string) {
      if (element === 'si') texts.push(text)
      else if (element === 't') inText = false
      else if (element === 'rPh') phonetic = false
    },
  }
  for await (const _ of readXml(part('xl/sharedStrings.xml'), handler)) continue
  return texts
}

/** built-in formats of dates and times (ECMA-376 18.8.30) */
const isBuiltInDate = (id: number) =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58)
const isDateFormat = (code: string) =>
  /[dmyhs]/i.test(code.replace(/"[^"]*"|\\.|\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '')) && !/^general$/i.test(code)

async function readDateStyles(part: ReadPart): Promise<boolean[]> {
  const formats = new Map<number, string>()
  const styles: boolean[] = []
  let inCells = false
  const handler = {
    open(name: string, attributes: Readonly<Record<string, string>>) {
      if (name === 'numFmt') formats.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '')
      else if (name === 'cellXfs') inCells = true
      else if (name === 'xf' && inCells) {
        const id = Number(attributes['numFmtId'] ?? 0)
        const code = formats.get(id)
        styles.push(code === undefined ? isBuiltInDate(id) : isDateFormat(code))
      }
    },
    text: () => undefined,
    close(name: string) {
      if (name === 'cellXfs') inCells = false
    },
  }
  for await (const _ of readXml(part('xl/styles.xml'), handler)) continue
  return styles
}

const DAY_MS = 86_400_000

function cellText(type: string, isDate: boolean, text: string, shared: readonly string[], date1904: boolean): string {
  if (type === 's') return shared[Number(text)] ?? ''
  if (type === 'b') return text === '1' ? 'TRUE' : 'FALSE'
  if (type !== 'n') return text
  const value = Number(text)
  if (text.trim() === '' || !Number.isFinite(value)) return text
  return isDate ? dateText(value, date1904) : numberText(value)
}

/** a serial date as ISO text; days count from 1899-12-30, or from 1904-01-01 in old workbooks of the Mac */
function dateText(serial: number, date1904: boolean): string {
  if (serial < 0 || serial > 2_958_465) return String(serial)
  const ms = Math.round((serial - (date1904 ? 24_107 : 25_569)) * 86_400) * 1000
  const iso = new Date(ms).toISOString()
  if (serial < 1) return iso.slice(11, 19)
  return ms % DAY_MS === 0 ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${iso.slice(11, 19)}`
}

/** a number without the noise of its binary form; never `1.234`, which a reader of text could take for a thousand */
function numberText(value: number): string {
  const text = String(Number(value.toPrecision(15)))
  return /^-?\d{1,3}\.\d{3}$/.test(text) ? `${text}0` : text
}
