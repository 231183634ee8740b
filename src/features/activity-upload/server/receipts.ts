import { LeadoutError } from '#domain/errors.ts'
import type { Decided } from '#services/activity-upload/decisions.ts'
import type { UploadCounts } from '#services/activity-upload/uploads.ts'
import { readUpload } from '#services/activity-upload/uploads.ts'
import type { FigureValue } from '../../receipt.ts'
import type { ReceiptProvider } from '../../receipt-provider.ts'
import type { UploadEntry } from '../contract.ts'
import { entryWords, othersWords, reasonWords } from '../../entry-words.ts'
import { readEntries } from './queries.ts'

interface Counted {
  readonly title: string
  readonly words: string
  readonly of: (counts: UploadCounts) => number
  readonly wanted: (one: Decided) => boolean
}

const sum = (of: Readonly<Record<string, number | undefined>>) =>
  Object.values(of).reduce<number>((all, one) => all + (one ?? 0), 0)
const isStored = ({ decision }: Decided, type: 'meeting' | 'email', direction?: 'inbound' | 'outbound') =>
  decision.fate === 'store' && decision.type === type && (direction === undefined || decision.direction === direction)

const COUNTED: Readonly<Record<string, Counted>> = {
  meetings: {
    title: 'Meetings with customers',
    words: 'Calendar entries with somebody outside who is known here, or at a company that is.',
    of: ({ meetings }) => meetings,
    wanted: (one) => isStored(one, 'meeting'),
  },
  sent: {
    title: 'Mails sent',
    words: 'Mails from one of us to somebody outside who is known here, or at a company that is; one mail is one.',
    of: ({ sent }) => sent,
    wanted: (one) => isStored(one, 'email', 'outbound'),
  },
  received: {
    title: 'Mails received',
    words: 'Mails from somebody outside who is known here, or at a company that is.',
    of: ({ received }) => received,
    wanted: (one) => isStored(one, 'email', 'inbound'),
  },
  busy: {
    title: 'Busy time',
    words: 'Calendar entries of which nothing is kept but when and how long: among colleagues, alone, or private.',
    of: ({ busy }) => sum(busy),
    wanted: ({ decision }) => decision.fate === 'busy',
  },
  aside: {
    title: 'Set aside',
    words: 'Entries with companies that no account has. They count nowhere until someone says whose domain it is.',
    of: ({ aside }) => aside,
    wanted: ({ decision }) => decision.fate === 'aside',
  },
  left: {
    title: 'Left out',
    words: 'Entries of which nothing is kept.',
    of: ({ left }) => sum(left),
    wanted: ({ decision }) => decision.fate === 'leave',
  },
}

const text = (value: string): FigureValue => ({ type: 'text', text: value })

/** How many entries of an upload have which fate: the entries while it waits to be confirmed, the reasons afterwards. */
export const uploadCounts: ReceiptProvider = {
  kind: 'capture',
  async explain(ctx, view, { importId, count }, page) {
    const counted = typeof count === 'string' ? COUNTED[count] : undefined
    if (typeof importId !== 'string' || counted === undefined)
      throw new LeadoutError('not-found', 'There is no such figure.')
    const held = await readUpload(ctx, importId, 'anybody')
    const counts = (held.result ?? held.preview)?.counts
    const value = counts === undefined ? 0 : counted.of(counts)
    const own = held.state === 'ready' && (await isReadable(() => readUpload(ctx, importId)))
    const entries = own ? await readEntries(ctx, importId, { wanted: counted.wanted, ...page }) : null
    return {
      title: counted.title,
      value: { type: 'number', value },
      words: counted.words,
      parts: [],
      window: null,
      asOf: view.asOf,
      knownAt: view.knownAt,
      sources: [{ name: 'Mail and calendar', at: held.finishedAt ?? held.startedAt }],
      n: value,
      audience: 'The entries: the person alone. How many there are: whoever looks after imports, too.',
      notes: entries === null ? ['The entries themselves are not kept with the upload once it is written.'] : [],
      rows: entries === null ? reasonRows(counts, String(count), value) : entryRows(entries, value),
    }
  },
}

async function isReadable(read: () => Promise<unknown>): Promise<boolean> {
  return read().then(
    () => true,
    () => false,
  )
}

function entryRows(entries: readonly UploadEntry[], value: number) {
  return {
    columns: [
      { id: 'at', label: 'When', numeric: true },
      { id: 'what', label: 'What', numeric: false },
      { id: 'with', label: 'With', numeric: false },
      { id: 'why', label: 'Why', numeric: false },
    ],
    rows: entries.map((entry) => ({
      id: entry.id,
      cells: [
        entry.date === null ? { type: 'moment' as const, at: entry.at } : { type: 'date' as const, date: entry.date },
        text(entryWords(entry)),
        text(othersWords(entry)),
        text(reasonWords(entry)),
      ],
      opens: null,
    })),
    count: value,
    total: { type: 'number' as const, value },
  }
}

function reasonRows(counts: UploadCounts | undefined, count: string, value: number) {
  const reasons: Readonly<Record<string, number | undefined>> =
    count === 'busy' ? (counts?.busy ?? {}) : count === 'left' ? (counts?.left ?? {}) : { [count]: value }
  const rows = Object.entries(reasons).filter(([, entries]) => (entries ?? 0) > 0)
  return {
    columns: [
      { id: 'why', label: 'What', numeric: false },
      { id: 'entries', label: 'Entries', numeric: true },
    ],
    rows: rows.map(([why, entries]) => ({
      id: why,
      cells: [
        text(
          count === 'busy' || count === 'left'
            ? reasonWords({ fate: count === 'busy' ? 'busy' : 'leave', why })
            : COUNTED[count]!.title,
        ),
        { type: 'number' as const, value: entries ?? 0 },
      ],
      opens: null,
    })),
    count: rows.length,
    total: { type: 'number' as const, value },
  }
}
