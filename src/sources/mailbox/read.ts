import { hash } from 'node:crypto'
import { addressParser, decodeWords } from 'postal-mime'
import type { CapturedEntry, EntryMark, Involved, ReadContext, ReadEntry } from '#domain/capture/entry.ts'
import { readAddress } from '#domain/capture/entry.ts'
import type { Instant } from '#domain/instant.ts'
import { mailDate } from './date.ts'
import type { RawMessage } from './messages.ts'
import { messages } from './messages.ts'

const MOST_PEOPLE = 200

/**
 * The mails of a mailbox (mbox) or of one mail file, by their headers alone. Whatever cannot be read costs itself only
 * and is told to `context.problem`.
 */
export async function* readMailbox(bytes: AsyncIterable<Uint8Array>, context: ReadContext): AsyncIterable<ReadEntry> {
  let any = false
  for await (const message of messages(bytes)) {
    any = true
    const entry = entryOf(message, context)
    if (entry !== null) yield { row: message.row, entry }
  }
  if (!any)
    context.problem({
      severity: 'note',
      row: 0,
      reason: 'There is no mail in this file',
      remedy: 'Check that the right folder was exported',
      group: 'mailbox:empty',
    })
}

function entryOf({ row, header, separator, tooLong }: RawMessage, context: ReadContext): CapturedEntry | null {
  const fields = fieldsOf(header)
  const labels = fields.get('x-gmail-labels')?.join(',') ?? ''
  if (/\b(?:drafts?|spam|trash|chat|entw[uü]rfe?|papierkorb)\b/i.test(labels)) return null
  const at = dateOf(fields, separator, context.zone)
  const people = ['to', 'cc', 'bcc'].flatMap((name) => addresses(fields, name))
  const from = addresses(fields, 'from')[0] ?? addresses(fields, 'sender')[0] ?? null
  if (at !== null && at > context.until) {
    context.problem({
      severity: 'reject',
      row,
      value: new Date(at).toISOString(),
      reason: 'Its date lies in the future',
      remedy: 'Nothing to do: the clock of who sent it was wrong',
      group: 'mail:future',
    })
    return null
  }
  if (at === null || from === null) {
    context.problem({
      severity: 'reject',
      row,
      ...(at === null && { value: (fields.get('date')?.[0] ?? '').slice(0, 100) }),
      reason: tooLong
        ? 'Its header is too long to be one'
        : at === null
          ? 'It has no date that can be read'
          : 'It has no sender that can be read',
      remedy: 'Nothing to do if it was a draft or spam; otherwise export this mail again',
      group: tooLong ? 'mail:too-long' : at === null ? 'mail:no-date' : 'mail:no-sender',
    })
    return null
  }
  const ids = (name: string) => (fields.get(name) ?? []).flatMap((text) => text.match(/<[^<>\s]+>/g) ?? [])
  const key = ids('message-id')[0] ?? keyOf(fields, from, at)
  return {
    kind: 'mail',
    key,
    thread: ids('references')[0] ?? ids('in-reply-to')[0] ?? key,
    at,
    date: null,
    seconds: null,
    from,
    people: involved(people),
    createdAt: at,
    cancelled: false,
    mark: markOf(fields),
    topic: null,
    revision: 0,
  }
}

type Fields = ReadonlyMap<string, readonly string[]>

function fieldsOf(header: readonly string[]): Fields {
  const fields = new Map<string, string[]>()
  for (const line of header) {
    const end = line.indexOf(':')
    if (end < 1) continue
    const name = line.slice(0, end).trim().toLowerCase()
    fields.set(name, [...(fields.get(name) ?? []), line.slice(end + 1).trim()])
  }
  return fields
}

/** The addresses of a field; a name that is encoded may hold a comma, so it is parsed before it is decoded. */
function addresses(fields: Fields, name: string): string[] {
  const found: string[] = []
  for (const raw of fields.get(name) ?? []) {
    const text = Buffer.from(raw, 'latin1').toString('utf8').slice(0, 100_000)
    const parsed = parse(text)
    found.push(...(parsed.length > 0 ? parsed : text.includes('=?') ? parse(decoded(text)) : []))
  }
  return [...new Set(found)]
}

function parse(text: string): string[] {
  try {
    return addressParser(text, { flatten: true }).flatMap(({ address }) => {
      const read = readAddress(address ?? '')
      return read === null ? [] : [read]
    })
  } catch {
    return []
  }
}

function decoded(text: string): string {
  try {
    return decodeWords(text)
  } catch {
    return ''
  }
}

export function involved(people: readonly string[]): Involved[] {
  return [...new Set(people)].slice(0, MOST_PEOPLE).map((address) => ({ address, answer: null }))
}

/** When it was sent; where that cannot be read, when the first server had it, or what the mailbox says. */
function dateOf(fields: Fields, separator: string | null, zone: string): Instant | null {
  const received = fields.get('received')?.at(-1)
  const candidates = [
    ...(fields.get('date') ?? []),
    received?.slice(received.lastIndexOf(';') + 1) ?? '',
    separator?.replace(/^From \S+/, '') ?? '',
  ]
  for (const text of candidates) {
    const at = mailDate(text, zone)
    if (at !== null) return at
  }
  return null
}

/** Mails without an id are the same if sender, moment, recipients and subject are; the subject is not kept. */
function keyOf(fields: Fields, from: string, at: Instant): string {
  const rest = ['to', 'cc', 'subject'].map((name) => fields.get(name)?.join(','))
  return `no-id:${hash('sha256', JSON.stringify([from, at, rest]), 'base64url')}`
}

/** What machines send is nobody's touch: answers of absence, reports, lists and newsletters. */
function markOf(fields: Fields): EntryMark | null {
  const has = (name: string, pattern: RegExp) => (fields.get(name) ?? []).some((text) => pattern.test(text))
  if (
    has('auto-submitted', /^(?!no\b)/i) ||
    fields.has('x-autoreply') ||
    fields.has('x-autorespond') ||
    has('precedence', /auto_reply/i) ||
    has('content-type', /multipart\/report|text\/calendar|message\/delivery-status/i) ||
    has('return-path', /^<>$/) ||
    has('from', /\b(?:mailer-daemon|postmaster|no-?reply|do-?not-?reply|bounces?)\b[^@]*@/i)
  )
    return 'automatic'
  const bulk = fields.has('list-unsubscribe') || fields.has('list-id') || has('precedence', /bulk|list|junk/i)
  return bulk || fields.has('feedback-id') ? 'newsletter' : null
}
