import { dayNumber } from '../domain/calendar/local-date.ts'

const SIGNATURE = Buffer.from('PGCOPY\n\u00ff\r\n\0\0\0\0\0\0\0\0\0', 'latin1')
const PIECE_BYTES = 65_536
const NULL = 0xffffffff
const WORD = 2 ** 32
/** 2000-01-01, from which PostgreSQL counts */
const EPOCH_DAY = 10_957
const EPOCH_MS = EPOCH_DAY * 86_400_000
/** digits of an id by character code; 16 for what is none */
const HEX = Uint8Array.from({ length: 256 }, (_, code) => {
  const digit = '0123456789abcdef'.indexOf(String.fromCharCode(code).toLowerCase())
  return digit < 0 ? 16 : digit
})

/** Bytes that grow as they are written; whoever takes them owns them. */
interface Sink {
  bytes: Buffer
  at: number
}

type Writer = (sink: Sink, value: unknown) => void

interface PlannedColumn {
  readonly name: string
  readonly write: (typeof WRITERS)[string]
  last: unknown
  from: number
  to: number
}

/**
 * Rows in COPY's binary format, a piece at a time: the server parses no text, and little is made to be thrown away.
 * Values are what `insertRows` takes. Raises for a type it does not know, an id that is none, an instant that is none.
 */
export function* encodeRows(
  columns: readonly (readonly [name: string, type: string])[],
  rows: Iterable<Readonly<Record<string, unknown>>>,
): Generator<Buffer> {
  const plan = columns.map(([name, type]): PlannedColumn => {
    const write = WRITERS[type]
    if (write === undefined) throw new TypeError(`Rows with a column of type ${type} cannot be copied`)
    return { name, write, last: undefined, from: 0, to: 0 }
  })
  const sink: Sink = { bytes: Buffer.allocUnsafeSlow(PIECE_BYTES), at: 0 }
  sink.at = SIGNATURE.copy(sink.bytes)
  for (const row of rows) {
    short(sink, plan.length)
    for (const column of plan) {
      const value = row[column.name]
      if (value === null || value === undefined) word(sink, NULL)
      else if (value === column.last && typeof value === 'string') {
        // an organisation, an import, an instant of recording: most rows have what the row before had
        const size = column.to - column.from
        reserve(sink, size)
        sink.bytes.copyWithin(sink.at, column.from, column.to)
        sink.at += size
      } else {
        column.from = sink.at
        column.write(sink, value)
        column.to = sink.at
        column.last = value
      }
    }
    if (sink.at > PIECE_BYTES - 4_096) {
      yield sink.bytes.subarray(0, sink.at)
      sink.bytes = Buffer.allocUnsafeSlow(PIECE_BYTES)
      sink.at = 0
      for (const column of plan) column.last = undefined
    }
  }
  short(sink, -1)
  yield sink.bytes.subarray(0, sink.at)
}

const WRITERS: Readonly<Record<string, Writer>> = {
  uuid: (sink, value) => {
    const id = String(value)
    word(sink, 16)
    reserve(sink, 16)
    const { bytes } = sink
    let { at } = sink
    let digits = id.length === 36 ? 0 : 16
    for (let i = 0; i < 36; i += 2) {
      if (i === 8 || i === 13 || i === 18 || i === 23) {
        if (id.charCodeAt(i) !== 45) digits = 16
        i += 1
      }
      const high = HEX[id.charCodeAt(i)] ?? 16
      const low = HEX[id.charCodeAt(i + 1)] ?? 16
      digits |= high | low
      bytes[at++] = (high << 4) | low
    }
    if (digits >= 16) throw new TypeError(`${id} is no id`)
    sink.at = at
  },
  text: (sink, value) => sized(sink, () => utf8(sink, String(value))),
  jsonb: (sink, value) =>
    sized(sink, () => {
      reserve(sink, 1)
      sink.bytes[sink.at++] = 1
      utf8(sink, JSON.stringify(value))
    }),
  bool: (sink, value) => {
    word(sink, 1)
    reserve(sink, 1)
    sink.bytes[sink.at++] = value === true ? 1 : 0
  },
  int4: (sink, value) => {
    word(sink, 4)
    word(sink, Number(value))
  },
  int8: (sink, value) => long(sink, Number(value)),
  date: (sink, value) => {
    word(sink, 4)
    word(sink, dayNumber(String(value)) - EPOCH_DAY)
  },
  timestamptz: (sink, value) => {
    if (value === 'infinity') pair(sink, 0x7fffffff, 0xffffffff)
    else if (value === '-infinity') pair(sink, 0x80000000, 0)
    else microseconds(sink, instantOf(String(value)) - EPOCH_MS)
  },
}

function reserve(sink: Sink, size: number): void {
  if (sink.at + size <= sink.bytes.length) return
  const larger = Buffer.allocUnsafeSlow(Math.max(sink.bytes.length * 2, sink.at + size))
  sink.bytes.copy(larger, 0, 0, sink.at)
  sink.bytes = larger
}

function short(sink: Sink, value: number): void {
  reserve(sink, 2)
  sink.bytes[sink.at++] = value >>> 8
  sink.bytes[sink.at++] = value
}

function word(sink: Sink, value: number): void {
  short(sink, value >>> 16)
  short(sink, value)
}

/** Eight bytes with their length. */
function pair(sink: Sink, high: number, low: number): void {
  word(sink, 8)
  word(sink, high)
  word(sink, low)
}

function long(sink: Sink, value: number): void {
  pair(sink, Math.floor(value / WORD), value)
}

function microseconds(sink: Sink, ms: number): void {
  if (Number.isSafeInteger(ms * 1000)) return long(sink, ms * 1000)
  const exact = BigInt.asUintN(64, BigInt(ms) * 1000n)
  pair(sink, Number(exact >> 32n), Number(exact & 0xffff_ffffn))
}

/** What `write` writes, with its length before it. */
function sized(sink: Sink, write: () => void): void {
  const from = sink.at
  word(sink, 0)
  write()
  const end = sink.at
  sink.at = from
  word(sink, end - from - 4)
  sink.at = end
}

/** a call out of the engine costs more than the characters of a short text */
const SHORT_TEXT = 48

function utf8(sink: Sink, text: string): void {
  reserve(sink, text.length * 3)
  const { bytes, at } = sink
  if (text.length <= SHORT_TEXT) {
    let i = 0
    while (i < text.length) {
      const code = text.charCodeAt(i)
      if (code > 127) break
      bytes[at + i] = code
      i += 1
    }
    if (i === text.length) {
      sink.at = at + i
      return
    }
  }
  sink.at = at + bytes.write(text, at)
}

/** Milliseconds of an instant in text. The form that `instantText` gives is read by place: an import has millions. */
function instantOf(text: string): number {
  const year = digits(text, 0, 4)
  const at =
    text.length === 24 && text.charCodeAt(23) === 90 && year >= 100
      ? Date.UTC(
          year,
          digits(text, 5, 2) - 1,
          digits(text, 8, 2),
          digits(text, 11, 2),
          digits(text, 14, 2),
          digits(text, 17, 2),
          digits(text, 20, 3),
        )
      : Date.parse(text)
  if (Number.isNaN(at)) throw new TypeError(`${text} is no instant`)
  return at
}

function digits(text: string, from: number, count: number): number {
  let value = 0
  for (let i = from; i < from + count; i += 1) value = value * 10 + text.charCodeAt(i) - 48
  return value
}
