import { createHash } from 'node:crypto'
import type { CapturedEntry, EntryProblem, ReadContext, ReadEntry } from '#domain/capture/entry.ts'
import type { Problem } from '#domain/import/record.ts'
import { LeadoutError } from '#domain/errors.ts'
import type { Ctx } from '#services/context.ts'
import { zoneOfPerson } from '#services/activity-upload/person-zone.ts'
import { closeStagedFile, openStagedFile, writeChunk, writeProblems } from '#services/imports/staging.ts'
import type { StagedRow } from '#services/imports/staging.ts'
import { orgNow } from '#services/org/view.ts'
import { readCalendar } from './calendar/read.ts'
import type { Blob } from './files/read/blob.ts'
import { LITTER } from './files/read/blob.ts'
import { decodeStream, encodingEvidence } from './files/read/encoding.ts'
import { openBlobs } from './files/read/open-blobs.ts'
import { openInput } from './files/read/input.ts'
import { isMailMetadata, metadataReader } from './mailbox/metadata.ts'
import { readMailbox } from './mailbox/read.ts'

const CHUNK = 2_000
const DAY = 86_400_000
/** how far series are followed back and ahead */
const YEARS_BACK = 10 * 366
const DAYS_AHEAD = 366
const MOST_PROBLEMS = 5_000

type Kind = 'calendar' | 'mailbox' | 'table' | null

const isWanted = (name: string) => !LITTER.test(name) && !/\.(?:zip|xlsx|xls|pdf|docx?|png|jpe?g|html?)$/i.test(name)

/**
 * Reads mailboxes (mbox, single mails, lists of metadata) and calendars into staging, a committed chunk at a time, as
 * entries without anything that was written. What cannot be read is listed beside them. Raises `invalid` where nothing
 * of it is a mailbox or a calendar.
 */
export async function stageUpload(
  ctx: Ctx,
  upload: { readonly id: string; readonly personId: string },
  paths: readonly string[],
  onProgress: (rows: number) => void = () => undefined,
): Promise<void> {
  const zone = await zoneOfPerson(ctx.db, ctx.orgId, upload.personId, ctx.recordedAt)
  const now = await orgNow(ctx.db, ctx.orgId, ctx.recordedAt)
  const refused: string[] = []
  let fileNo = 0
  let rows = 0
  for await (const blob of openBlobs(paths, isWanted)) {
    const kind = await kindOf(blob)
    if (kind === null) {
      refused.push(blob.name)
      continue
    }
    const problems: Problem[] = []
    let told = 0
    const current = fileNo
    const context: ReadContext = {
      zone,
      since: now - YEARS_BACK * DAY,
      until: now + DAYS_AHEAD * DAY,
      problem: (problem: EntryProblem) => {
        told += 1
        if (told <= MOST_PROBLEMS) problems.push({ ...problem, fileNo: current })
      },
    }
    const { chunks } = await openStagedFile(ctx.db, ctx.orgId, upload.id, {
      fileNo,
      name: blob.name,
      size: blob.size,
      sha256: createHash('sha256').update(`${blob.name} ${blob.size}`).digest('hex'),
      header: [],
    })
    let chunkNo = 0
    let chunk: StagedRow[] = []
    const flush = async () => {
      // chunks that an interrupted reading left are there already
      if (chunk.length > 0 && chunkNo >= chunks) await writeChunk(ctx.db, ctx.orgId, upload.id, current, chunkNo, chunk)
      if (chunk.length > 0) chunkNo += 1
      chunk = []
      await writeProblems(ctx.db, ctx.orgId, upload.id, () => blob.name, problems.splice(0))
      onProgress(rows)
    }
    let own = 0
    for await (const { row, entry } of entriesOf(blob, kind, context)) {
      chunk.push([row, JSON.stringify(entry satisfies CapturedEntry)])
      rows += 1
      own += 1
      if (chunk.length >= CHUNK) await flush()
    }
    await flush()
    await closeStagedFile(ctx.db, ctx.orgId, upload.id, fileNo, own, null)
    fileNo += 1
  }
  if (fileNo === 0)
    throw new LeadoutError(
      'invalid',
      refused.length === 0
        ? 'There is no file to read: give a calendar (.ics), a mailbox (.mbox, .eml) or a list of mails (.csv)'
        : `This is neither a calendar nor a mailbox: ${refused.slice(0, 5).join(', ')}. Give a calendar (.ics), a mailbox (.mbox, .eml) or a list of mails (.csv) with date, sender and recipients.`,
    )
}

/** What a file is by what it begins with; its name can say anything. */
async function kindOf(blob: Blob): Promise<Kind> {
  let head = Buffer.alloc(0)
  for await (const piece of blob.bytes()) {
    head = Buffer.concat([head, piece])
    if (head.length >= 4_096) break
  }
  const text = head
    .toString('latin1')
    .replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '')
    .replaceAll('\0', '')
    .trimStart()
  if (/^BEGIN:(?:VCALENDAR|VEVENT|VTIMEZONE)/i.test(text) || /\.(?:ics|ical|icalendar)$/i.test(blob.name))
    return 'calendar'
  if (text.startsWith('From ') || /\.(?:mbox|mbx|eml)$/i.test(blob.name)) return 'mailbox'
  if (/\.(?:csv|tsv|txt|tab)$/i.test(blob.name)) return 'table'
  return /^[\x21-\x39\x3b-\x7e]+:[ \t]/.test(text) && /^(?:from|date|received|message-id|return-path|to):/im.test(text)
    ? 'mailbox'
    : null
}

async function* entriesOf(blob: Blob, kind: Exclude<Kind, null>, context: ReadContext): AsyncIterable<ReadEntry> {
  if (kind === 'calendar') yield* readCalendar(await textOf(blob), context)
  else if (kind === 'mailbox') yield* readMailbox(blob.bytes(), context)
  else yield* tableEntries(blob, context)
}

/** Calendars are UTF-8 by their standard; some programs write what their own machine speaks. */
async function textOf(blob: Blob): Promise<AsyncIterable<string>> {
  const evidence = encodingEvidence()
  for await (const bytes of blob.bytes()) evidence.add(bytes)
  return decodeStream(blob.bytes(), evidence.result().encoding)
}

async function* tableEntries(blob: Blob, context: ReadContext): AsyncIterable<ReadEntry> {
  if (blob.path === undefined)
    throw new LeadoutError('invalid', `${blob.name} lies in an archive: unpack lists of mails first`)
  for await (const file of openInput([blob.path])) {
    if (!isMailMetadata(file.header))
      throw new LeadoutError(
        'invalid',
        `${blob.name} has no columns for date, sender and recipients (Date, From, To): it is no list of mails.`,
      )
    const read = metadataReader(file.header, context)
    for await (const rows of file.rows())
      for (const { row, cells } of rows) {
        const entry = read(row, cells)
        if (entry !== null) yield entry
      }
  }
}
