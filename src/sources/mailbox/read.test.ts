import { existsSync } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { CapturedEntry, EntryProblem, ReadContext } from '#domain/capture/entry.ts'
import { mailDate } from './date.ts'
import { isMailMetadata, metadataReader } from './metadata.ts'
import { readMailbox } from './read.ts'

function contextOf(problems: EntryProblem[]): ReadContext {
  return {
    zone: 'Europe/Berlin',
    since: Date.UTC(1990, 0, 1),
    until: Date.UTC(2040, 0, 1),
    problem: (problem) => problems.push(problem),
  }
}

async function read(given: string | Buffer, size = Infinity) {
  const problems: EntryProblem[] = []
  const entries: CapturedEntry[] = []
  const bytes = typeof given === 'string' ? Buffer.from(given, 'utf8') : given
  const pieces = async function* () {
    for (let at = 0; at < bytes.length; at += Math.min(size, bytes.length)) yield bytes.subarray(at, at + size)
  }
  for await (const { entry } of readMailbox(pieces(), contextOf(problems))) entries.push(entry)
  return { entries, problems }
}

const mail = (...lines: string[]) => [...lines, ''].join('\n')
const basic = (id: string, ...more: string[]) =>
  mail(
    'From: Ana Berg <ana@example.com>',
    'To: Bo <bo@acme.test>',
    'Date: Mon, 4 Mar 2024 10:00:00 +0100',
    `Message-ID: <${id}@example.com>`,
    ...more,
  )

describe('a mail', () => {
  it('keeps who, when and the conversation, and nothing that was written', async () => {
    const { entries } = await read(
      mail(
        'From: =?utf-8?Q?Berg=2C_Ana?= <Ana@Example.com>',
        'To: "Smith, Bo" <bo@acme.test>,',
        '\tteam: cy@acme.test, dee@acme.test;, =?utf-8?B?RWU=?= <ee@acme.test>',
        'Cc: undisclosed-recipients:;',
        'Subject: =?utf-8?Q?Top_secret?=',
        'Date: Mon, 4 Mar 2024 10:00:00 +0100 (CET)',
        'Message-ID: <two@example.com>',
        'In-Reply-To: <one@acme.test>',
        'References: <zero@acme.test> <one@acme.test>',
        '',
        'The body is nobody’s business',
      ),
    )
    expect(entries).toMatchObject([
      {
        key: '<two@example.com>',
        thread: '<zero@acme.test>',
        from: 'ana@example.com',
        at: Date.UTC(2024, 2, 4, 9),
        people: ['bo', 'cy', 'dee', 'ee'].map((name) => ({ address: `${name}@acme.test`, answer: null })),
        mark: null,
      },
    ])
    expect(JSON.stringify(entries)).not.toMatch(/secret|business|Berg|Smith/)
  })

  it.each([
    ['List-Unsubscribe: <mailto:out@list.test>', 'newsletter'],
    ['List-Id: <news.list.test>', 'newsletter'],
    ['Precedence: bulk', 'newsletter'],
    ['Auto-Submitted: auto-replied', 'automatic'],
    ['Precedence: auto_reply', 'automatic'],
    ['Content-Type: multipart/report; report-type=delivery-status', 'automatic'],
    ['Auto-Submitted: no', null],
    ['X-Other: 1', null],
  ])('with %s is %s', async (line, mark) => {
    expect((await read(basic('a', line))).entries[0]!.mark).toBe(mark)
  })

  it('without an id is the same mail when it is read again, and another one at another moment', async () => {
    const without = mail(
      'From: ana@example.com',
      'To: bo@acme.test',
      'Subject: x',
      'Date: Mon, 4 Mar 2024 10:00:00 +0100',
    )
    const [first, again, later] = await Promise.all(
      [without, without, without.replace('10:00:00', '10:00:01')].map(
        async (text) => (await read(text)).entries[0]!.key,
      ),
    )
    expect(first).toBe(again)
    expect(first).not.toBe(later)
  })

  it('without sender or date is listed with a remedy', async () => {
    const { entries, problems } = await read(mail('To: bo@acme.test', 'Date: some day', ''))
    expect(entries).toEqual([])
    expect(problems).toMatchObject([{ severity: 'reject', row: 1, value: 'some day', group: 'mail:no-date' }])
  })
})

describe('a mailbox', () => {
  const from = 'From ana@example.com Mon Mar  4 10:00:00 2024'
  const box = [
    from,
    basic('a'),
    'Hello,',
    '',
    'From 2023 to 2024 we sold well.',
    '',
    '>From the sea, with year 2024',
    '',
    from,
    basic('b'),
    '',
    from,
    basic('c').trimEnd(),
  ].join('\n')

  it('is told apart into mails, whatever stands in their texts and wherever a piece ends', async () => {
    const keys = (entries: readonly CapturedEntry[]) => entries.map(({ key }) => key[1])
    for (const size of [1, 2, 3, 17, 100, Infinity]) {
      const { entries, problems } = await read(box, size)
      expect(keys(entries)).toEqual(['a', 'b', 'c'])
      expect(problems).toEqual([])
    }
    expect(keys((await read(box.replaceAll('\n', '\r\n'), 5)).entries)).toEqual(['a', 'b', 'c'])
  })

  it('leaves drafts and spam of Gmail out', async () => {
    const { entries } = await read(
      [from, basic('a', 'X-Gmail-Labels: Sent,Drafts'), from, basic('b', 'X-Gmail-Labels: Sent')].join('\n'),
    )
    expect(entries.map(({ key }) => key)).toEqual(['<b@example.com>'])
  })

  it('with a header that never ends loses that mail only', async () => {
    const { entries, problems } = await read(
      [
        from,
        `X-Long: ${'a'.repeat(100_000)}`,
        ...Array.from({ length: 6_000 }, (_, n) => `X-${n}: ${'b'.repeat(60)}`),
        '',
        from,
        basic('b'),
      ].join('\n'),
      4_096,
    )
    expect(entries).toHaveLength(1)
    expect(problems).toMatchObject([{ group: 'mail:too-long' }])
  })

  it('that holds nothing says so', async () => {
    expect((await read('')).problems).toMatchObject([{ severity: 'note', group: 'mailbox:empty' }])
  })
})

describe('dates', () => {
  it.each([
    ['Fri, 21 Nov 1997 09:55:06 -0600', '1997-11-21T15:55:06.000Z'],
    ['21 Nov 97 09:55:06 GMT', '1997-11-21T09:55:06.000Z'],
    ['Fri, 21 Nov 97 09:55 EST', '1997-11-21T14:55:00.000Z'],
    ['Thu, 13 Feb 1969 23:32 -0330', null],
    ['Thu,\t4 Jul 2024 10:00:00', '2024-07-04T08:00:00.000Z'],
    ['Sat Jan  3 01:05:34 1998', '1998-01-03T00:05:34.000Z'],
    ['Mon Mar 04 10:00:00 +0000 2024', '2024-03-04T10:00:00.000Z'],
    ['2024-03-04T10:00:00Z', '2024-03-04T10:00:00.000Z'],
    ['2024-03-04 10:00', '2024-03-04T09:00:00.000Z'],
    ['Mon, 31 Feb 2024 10:00:00 +0000', null],
    ['yesterday', null],
  ])('%s', (text, instant) => {
    const at = mailDate(text, 'Europe/Berlin')
    expect(at === null ? null : new Date(at).toISOString()).toBe(instant)
  })
})

describe('a list of metadata', () => {
  it('is known by its columns', () => {
    expect(isMailMetadata(['Date', 'From', 'To', 'Subject'])).toBe(true)
    expect(isMailMetadata(['origin_timestamp_utc', 'sender_address', 'recipient_status', 'message_id'])).toBe(true)
    expect(isMailMetadata(['Opportunity ID', 'Stage', 'Close Date', 'Amount'])).toBe(false)
  })

  it('gives a mail for each row, and names the rows that do not', () => {
    const problems: EntryProblem[] = []
    const take = metadataReader(['Date', 'From', 'To', 'Subject', 'Message-ID', 'In-Reply-To'], contextOf(problems))
    const first = take(1, [
      '2024-03-04 10:00',
      'Ana <ana@example.com>',
      'bo@acme.test; Cy <cy@acme.test>',
      'secret',
      'x1@example.com',
      '',
    ])
    const second = take(2, [
      '2024-03-04 11:00',
      'bo@acme.test',
      'ana@example.com',
      'secret',
      '<x2@acme.test>',
      '<x1@example.com>',
    ])
    expect(first?.entry).toMatchObject({ key: '<x1@example.com>', thread: '<x1@example.com>', from: 'ana@example.com' })
    expect(first?.entry.people.map(({ address }) => address)).toEqual(['bo@acme.test', 'cy@acme.test'])
    expect(second?.entry.thread).toBe('<x1@example.com>')
    expect(JSON.stringify([first, second])).not.toContain('secret')
    expect(take(3, ['soon', 'ana@example.com', 'bo@acme.test'])).toBeNull()
    expect(problems).toMatchObject([{ row: 3, group: 'metadata:no-date', value: 'soon' }])
  })
})

/** mail of other people, kept beside the repository; see README there */
const root = fileURLToPath(new URL('../../../../shared/data/mail/', import.meta.url))
const present = existsSync(root)
if (!present) process.stderr.write(`skipped: no data at ${root}\n`)

describe.skipIf(!present)('mail of parser projects and of a public record', () => {
  it('is read to the end; nearly all of it has sender and date', async () => {
    let entries = 0
    let files = 0
    for (const file of await readdir(root, { recursive: true })) {
      const path = join(root, file)
      if (!(await stat(path)).isFile() || !/\.eml$|\.$/.test(file)) continue
      files += 1
      const result = await read(await readFile(path), 1_000)
      expect(result.entries.length + result.problems.length, file).toBeLessThanOrEqual(2)
      entries += result.entries.length
    }
    expect(files).toBeGreaterThan(1_000)
    expect(entries / files).toBeGreaterThan(0.95)
  }, 120_000)
})
