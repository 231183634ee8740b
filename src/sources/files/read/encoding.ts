import { isAscii } from 'node:buffer'
import { analyse } from 'chardet'
import iconv from 'iconv-lite'

/** a name that iconv-lite knows */
export type Encoding = string

const WESTERN = 'windows-1252'
const SAMPLE_BYTES = 256 * 1024

export interface EncodingEvidence {
  add(bytes: Uint8Array): void
  /** the encoding all bytes agree with best; `faults` counts bytes that are not valid in it */
  result(): { encoding: Encoding; faults: number }
}

/** Judges the encoding from all bytes of a file, fed in pieces. */
export function encodingEvidence(): EncodingEvidence {
  const decoder = new TextDecoder('utf-8')
  let head: Uint8Array | null = null
  let wide: Encoding | null = null
  const sample: Uint8Array[] = []
  let sampled = 0
  let invalid = 0
  let valid = 0
  return {
    add(bytes) {
      if (head === null) {
        head = bytes.slice(0, 4_096)
        wide = utf16(head)
      }
      if (wide !== null) return
      if (isAscii(bytes)) {
        if (decoder.decode(bytes, { stream: true }).startsWith('\ufffd')) invalid += 1
        return
      }
      if (sampled < SAMPLE_BYTES) {
        sample.push(bytes.slice(0, SAMPLE_BYTES - sampled))
        sampled += sample.at(-1)!.length
      }
      for (const char of decoder.decode(bytes, { stream: true })) {
        if (char === '\ufffd') invalid += 1
        else if (char > '\u007f') valid += 1
      }
    },
    result() {
      if (wide !== null) return { encoding: wide, faults: 0 }
      if (decoder.decode() !== '') invalid += 1
      // a few broken bytes among many good sequences are damage, not another encoding
      return invalid > 0 && valid < invalid * 20
        ? { encoding: encodingOfLetters(Buffer.concat(sample)), faults: 0 }
        : { encoding: 'utf-8', faults: invalid }
    },
  }
}

/** fewer letters beyond ASCII say nothing of their language */
const FEWEST_LETTERS = 24
const CLEARLY = 1.5
/** what no text has: undefined bytes and control codes */
const MEANINGLESS = /[\ufffd\u0080-\u009f]/

/** What bytes that are no Unicode are written in: by their letters, where these clearly are no western ones. */
function encodingOfLetters(sample: Buffer): Encoding {
  const letters = sample.reduce((count, byte) => count + (byte > 0x7f ? 1 : 0), 0)
  if (letters < FEWEST_LETTERS) return WESTERN
  const lines = sample.subarray(0, sample.lastIndexOf('\n') + 1)
  const fitting = analyse(lines)
    .map(({ name, confidence }) => ({ name: name === 'ISO-8859-1' ? WESTERN : name.toLowerCase(), confidence }))
    .filter(({ name }) => iconv.encodingExists(name) && !MEANINGLESS.test(iconv.decode(lines, name)))
  const [best] = fitting
  const western = fitting.find(({ name }) => name === WESTERN)?.confidence ?? 0
  return best !== undefined && best.confidence >= western * CLEARLY ? best.name : WESTERN
}

function utf16(head: Uint8Array): Encoding | null {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  let even = 0
  let odd = 0
  for (let i = 0; i + 1 < head.length; i += 2) {
    if (head[i] === 0 && head[i + 1] !== 0) even += 1
    if (head[i] !== 0 && head[i + 1] === 0) odd += 1
  }
  const pairs = head.length / 2
  if (odd > pairs * 0.4) return 'utf-16le'
  return even > pairs * 0.4 ? 'utf-16be' : null
}

/** Text without byte order mark. */
export async function* decodeStream(bytes: AsyncIterable<Uint8Array>, encoding: Encoding): AsyncIterable<string> {
  const decoder = iconv.getDecoder(encoding, { stripBOM: true })
  for await (const piece of bytes) {
    const text = decoder.write(Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength))
    if (text !== '') yield text
  }
  const rest = decoder.end()
  if (rest !== undefined && rest !== '') yield rest
}
