import { hash } from 'node:crypto'
import type { ReadContext, ReadEntry } from '#domain/capture/entry.ts'
import { readAddress } from '#domain/capture/entry.ts'
import { mailDate } from './date.ts'
import { involved } from './read.ts'

/** Names under which exports of mailboxes and message traces keep what is read, without case and punctuation. */
const COLUMNS: Readonly<Record<string, readonly string[]>> = {
  at: [
    'date',
    'datetime',
    'sent',
    'senton',
    'sentat',
    'received',
    'receivedon',
    'datesent',
    'daterecieved',
    'datereceived',
    'time',
    'timestamp',
    'origintimestamputc',
    'datetimeutc',
    'gesendet',
    'datum',
  ],
  from: ['from', 'fromaddress', 'sender', 'senderaddress', 'fromemail', 'von', 'absender'],
  to: [
    'to',
    'toaddress',
    'toaddresses',
    'recipient',
    'recipients',
    'recipientaddress',
    'recipientstatus',
    'an',
    'empfanger',
    'empfaenger',
  ],
  cc: ['cc', 'ccaddress', 'ccaddresses', 'copy', 'kopie'],
  bcc: ['bcc', 'bccaddress'],
  id: ['messageid', 'internetmessageid', 'id'],
  parent: ['inreplyto', 'replyto'],
  references: ['references', 'thread', 'threadid', 'conversationid', 'conversation'],
}

/** Whether a header row is that of a list of mails: a moment, a sender and a recipient. */
export function isMailMetadata(header: readonly string[]): boolean {
  const columns = columnsOf(header)
  return columns.has('at') && columns.has('from') && columns.has('to')
}

/** Mails out of a list of their metadata, a row each; columns that are not asked for, subjects among them, are read past. */
export function metadataReader(
  header: readonly string[],
  context: ReadContext,
): (row: number, cells: readonly string[]) => ReadEntry | null {
  const columns = columnsOf(header)
  return (row, cells) => {
    const cell = (field: string) => {
      const index = columns.get(field)
      return index === undefined ? '' : (cells[index] ?? '').trim()
    }
    const at = mailDate(cell('at'), context.zone)
    const from = addressesOf(cell('from'))[0] ?? null
    if (at === null || from === null) {
      context.problem({
        severity: 'reject',
        row,
        value: (at === null ? cell('at') : cell('from')).slice(0, 100),
        reason: at === null ? 'The row has no date that can be read' : 'The row has no sender that can be read',
        remedy: 'Write dates as 2026-11-22 14:05 or as in the header of a mail, and senders as addresses',
        group: at === null ? 'metadata:no-date' : 'metadata:no-sender',
      })
      return null
    }
    if (at > context.until) return null
    const people = ['to', 'cc', 'bcc'].flatMap((field) => addressesOf(cell(field)))
    const key = bracketed(cell('id')) ?? `no-id:${hash('sha256', JSON.stringify([from, at, people]), 'base64url')}`
    return {
      row,
      entry: {
        kind: 'mail',
        key,
        thread: bracketed(cell('references')) ?? bracketed(cell('parent')) ?? key,
        at,
        date: null,
        seconds: null,
        from,
        people: involved(people),
        createdAt: at,
        cancelled: false,
        mark: /^(?:mailer-daemon|postmaster|no-?reply|do-?not-?reply)\b/.test(from) ? 'automatic' : null,
        topic: null,
        revision: 0,
      },
    }
  }
}

function columnsOf(header: readonly string[]): Map<string, number> {
  const names = header.map((name) =>
    name
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[^a-z]/g, ''),
  )
  const found = new Map<string, number>()
  for (const [field, known] of Object.entries(COLUMNS)) {
    // the names are in order of preference
    const index = known.map((name) => names.indexOf(name)).find((at) => at >= 0)
    if (index !== undefined) found.set(field, index)
  }
  return found
}

function addressesOf(text: string): string[] {
  return text.split(/[;,\s<>"|]+/).flatMap((part) => {
    const address = readAddress(part)
    return address === null ? [] : [address]
  })
}

function bracketed(text: string): string | null {
  const id = /<[^<>\s]+>/.exec(text)?.[0] ?? text.trim()
  return id === '' ? null : id.startsWith('<') ? id : `<${id}>`
}
