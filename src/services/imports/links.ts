import { hash } from 'node:crypto'
import type { CellValue, FilePlan, ImportRecord } from '../../domain/import/record.ts'
import type { ApplyInput, RecordChunk } from './apply.ts'
import { textOf } from './run.ts'

/** What link files say about one deal or activity: ids in the order of their rows, the primary ones first. */
type Linked = Record<Target, string[]>

const TARGETS = ['deal', 'account', 'contact'] as const
type Target = (typeof TARGETS)[number]

/** what HubSpot calls the primary company of a deal, by number and by label */
const PRIMARY = new Set(['5', 'primary'])

/**
 * Puts what files of links say into the records they link: a deal gets its account, an activity its deal, account and
 * contacts, where their own file has no such ids. A record whose links change has changed.
 */
export async function joinLinks(input: ApplyInput): Promise<ApplyInput> {
  const files = input.plan.files.filter(({ object }) => object === 'link')
  if (files.length === 0) return input
  const links = new Map<string, Linked>()
  for (const file of files)
    for await (const { records } of input.read(file)) for (const record of records) addLink(links, record)
  return {
    ...input,
    read: (file) => (isLinked(file) ? joined(input.read(file), file, links) : input.read(file)),
  }
}

const isLinked = ({ object }: FilePlan): boolean => object === 'deal' || object === 'activity'
const keyOf = (object: string, id: string): string => `${object} ${id}`

function addLink(links: Map<string, Linked>, record: ImportRecord): void {
  const primary = PRIMARY.has((textOf(record, 'label') ?? '').toLowerCase())
  for (const from of ['deal', 'activity'] as const) {
    const id = textOf(record, from)
    if (id === null) continue
    const key = keyOf(from, id)
    const held = links.get(key) ?? { deal: [], account: [], contact: [] }
    links.set(key, held)
    for (const to of TARGETS) {
      const other = from === to ? null : textOf(record, to)
      if (other === null || (held[to].includes(other) && !primary)) continue
      held[to] = primary ? [other, ...held[to].filter((one) => one !== other)] : [...held[to], other]
    }
  }
}

async function* joined(
  chunks: AsyncIterable<RecordChunk>,
  file: FilePlan,
  links: ReadonlyMap<string, Linked>,
): AsyncIterable<RecordChunk> {
  // a column of names stays: an id beside names would be taken for one
  const open = TARGETS.filter((field) =>
    file.columns.every((column) => column.field !== field || column.refBy === 'id'),
  )
  for await (const { records, problems } of chunks)
    yield { records: records.map((record) => joinRecord(record, open, links)), problems }
}

function joinRecord(record: ImportRecord, open: readonly Target[], links: ReadonlyMap<string, Linked>): ImportRecord {
  const linked = links.get(keyOf(record.object, record.externalId))
  if (linked === undefined) return record
  const values: Record<string, CellValue | null> = { ...record.values }
  for (const field of open) values[field] ??= linked[field][0] ?? null
  if (record.object === 'activity' && linked.contact.length > 1)
    values['participants'] = [textOf(record, 'participants'), ...linked.contact].filter((one) => one !== null).join(';')
  return { ...record, values, hash: hash('sha1', record.hash + JSON.stringify(linked), 'base64url') }
}
