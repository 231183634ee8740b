/** headers of one mail that are longer than this are no headers */
const MOST_HEADER = 262_144
const LONGEST_LINE = 65_536

/** The header of one mail as it stands, a character per byte; the text below it was read past. */
export interface RawMessage {
  /** which mail of the file, from 1 */
  readonly row: number
  /** unfolded; empty where the header was too long to be one */
  readonly header: readonly string[]
  /** the line that mbox puts before it */
  readonly separator: string | null
  readonly tooLong: boolean
}

/**
 * The headers of an mbox file, or of one mail alone. A mail of an mbox begins at a line `From ` after an empty line
 * that has a year in it and is followed by a header: a sentence that begins with "From " begins none.
 */
export async function* messages(bytes: AsyncIterable<Uint8Array>): AsyncIterable<RawMessage> {
  let row = 0
  let header: string[] = []
  let size = 0
  let separator: string | null = null
  let inHeader = true
  let afterEmpty = true
  let begun = false
  let isMbox: boolean | null = null
  /** a line `From ` in a text, until the next line says whether it begins a mail */
  let candidate: string | null = null
  const message = (): RawMessage => {
    const tooLong = size > MOST_HEADER
    return { row, header: tooLong ? [] : unfold(header), separator, tooLong }
  }
  const begin = (line: string | null) => {
    row += 1
    header = []
    size = 0
    separator = line
    inHeader = true
    begun = true
  }
  for await (const line of lines(bytes)) {
    if (isMbox === null) {
      if (line === '') continue
      isMbox = line.startsWith('From ')
      begin(isMbox ? line : null)
      if (isMbox) continue
    }
    if (candidate !== null) {
      const begins = /^[\x21-\x39\x3b-\x7e]+:/.test(line) || line.startsWith('>From ')
      if (begins) {
        if (inHeader) yield message()
        begin(candidate)
      }
      candidate = null
    }
    if (isMbox && afterEmpty && /^From .*\b\d{4}\b/.test(line)) {
      candidate = line
      afterEmpty = false
      continue
    }
    afterEmpty = line === ''
    if (!inHeader) continue
    if (line === '') {
      inHeader = false
      yield message()
      if (!isMbox) return
      continue
    }
    size += line.length
    if (size <= MOST_HEADER) header.push(line)
  }
  if (begun && inHeader) yield message()
}

function unfold(raw: readonly string[]): string[] {
  const unfolded: string[] = []
  for (const line of raw) {
    if (/^[ \t]/.test(line) && unfolded.length > 0) unfolded[unfolded.length - 1] += ` ${line.trim()}`
    else unfolded.push(line)
  }
  return unfolded
}

/** Lines as Latin-1, which keeps every byte; one without end is cut. */
async function* lines(bytes: AsyncIterable<Uint8Array>): AsyncIterable<string> {
  let carry = ''
  let dropping = false
  for await (const piece of bytes) {
    const parts = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength).toString('latin1').split('\n')
    for (const [index, part] of parts.entries()) {
      const last = index === parts.length - 1
      if (!last) {
        const line = dropping ? carry : carry + part
        carry = ''
        dropping = false
        yield line.endsWith('\r') ? line.slice(0, -1) : line
      } else if (!dropping) {
        carry += part
        if (carry.length > LONGEST_LINE) {
          carry = carry.slice(0, LONGEST_LINE)
          dropping = true
        }
      }
    }
  }
  if (carry !== '') yield carry.endsWith('\r') ? carry.slice(0, -1) : carry
}
