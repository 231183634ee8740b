import { hash } from 'node:crypto'
import type { Db } from '../../db/client.ts'
import type { Decision } from '../../domain/capture/decide.ts'
import { decide } from '../../domain/capture/decide.ts'
import type { CapturedEntry } from '../../domain/capture/entry.ts'
import { readChunks, readStagedFiles } from '../imports/staging.ts'
import type { AsideDomain, UploadCounts, UploadPreview } from './uploads.ts'
import type { WorldReader } from './world.ts'
import { openWorld } from './world.ts'

export interface Decided {
  readonly file: string
  readonly row: number
  readonly entry: CapturedEntry
  readonly decision: Decision
  /** what the entry is called here: a fingerprint of what its source calls it */
  readonly externalId: string
  /** of the first mail of the conversation */
  readonly thread: string | null
}

/** Message-IDs and UIDs can name people and machines: only their fingerprints are kept. */
export function fingerprint(text: string): string {
  return hash('sha256', text, 'base64url').slice(0, 32)
}

/** What becomes of each staged entry, a batch at a time. An entry that stands twice is decided by its latest revision. */
export async function* decideUpload(
  db: Db,
  orgId: string,
  upload: { readonly id: string; readonly personId: string },
  reader?: WorldReader,
): AsyncIterable<{ readonly decided: readonly Decided[]; readonly twice: number }> {
  const files = await readStagedFiles(db, orgId, upload.id)
  const latest = new Map<string, { readonly revision: number; readonly place: string }>()
  const before = new Map<string, string>()
  for (const { fileNo } of files) {
    for await (const chunk of readChunks(db, orgId, upload.id, fileNo)) {
      for (const [row, text] of chunk) {
        const { key, revision, thread } = JSON.parse(text!) as CapturedEntry
        const held = latest.get(key)
        if (held === undefined || revision >= held.revision)
          latest.set(key, { revision, place: `${fileNo} ${row} ${key}` })
        if (thread !== null && thread !== key) before.set(key, thread)
      }
    }
  }
  const world = reader ?? (await openWorld(db, orgId, upload.personId))
  for (const { fileNo, name } of files) {
    for await (const chunk of readChunks(db, orgId, upload.id, fileNo)) {
      const all = chunk.map(([row, text]) => ({ row, entry: JSON.parse(text!) as CapturedEntry }))
      const counted = all.filter(({ row, entry }) => {
        const place = `${fileNo} ${row} ${entry.key}`
        if (latest.get(entry.key)?.place !== place) return false
        // within one row of a calendar an occurrence stands once
        latest.delete(entry.key)
        return true
      })
      const lookUp = await world.worldFor(counted.map(({ entry }) => entry))
      yield {
        twice: all.length - counted.length,
        decided: counted.map(({ row, entry }) => ({
          file: name,
          row,
          entry,
          decision: decide(entry, lookUp),
          externalId: fingerprint(entry.key),
          thread: entry.thread === null ? null : fingerprint(firstOf(entry.thread, before)),
        })),
      }
    }
  }
}

/** Follows a conversation back to its first mail, as far as the files tell. */
function firstOf(thread: string, before: ReadonlyMap<string, string>): string {
  const passed = new Set<string>()
  let first = thread
  for (let next: string | undefined = thread; next !== undefined && !passed.has(next); next = before.get(next)) {
    passed.add(next)
    first = next
  }
  return first
}

const TWELVE_HOURS = 43_200
const MOST_DOMAINS = 500

/** Adds up what becomes of entries. */
export function counting() {
  const tally = { meetings: 0, sent: 0, received: 0, aside: 0, notHeld: 0, long: 0, twice: 0 }
  const matched: Record<string, number> = {}
  const busy: Record<string, number> = {}
  const left: Record<string, number> = {}
  const domains = new Map<string, AsideDomain>()
  const one = (of: Record<string, number>, key: string) => (of[key] = (of[key] ?? 0) + 1)
  return {
    addTwice: (entries: number) => (tally.twice += entries),
    add: ({ entry, decision }: Pick<Decided, 'entry' | 'decision'>) => {
      switch (decision.fate) {
        case 'store':
          tally[decision.type === 'meeting' ? 'meetings' : decision.direction === 'outbound' ? 'sent' : 'received'] += 1
          one(matched, decision.match.reason)
          if (!decision.held) tally.notHeld += 1
          if (decision.type === 'meeting' && (entry.seconds ?? 0) > TWELVE_HOURS) tally.long += 1
          return
        case 'busy':
          one(busy, decision.why)
          return
        case 'leave':
          one(left, decision.why)
          return
        case 'aside':
          tally.aside += 1
          for (const domain of decision.domains) {
            const held = domains.get(domain)
            domains.set(domain, {
              domain,
              entries: (held?.entries ?? 0) + 1,
              lastAt: Math.max(held?.lastAt ?? -Infinity, entry.at),
            })
          }
      }
    },
    preview: (): UploadPreview => ({
      counts: { ...tally, matched, busy, left } satisfies UploadCounts,
      domains: [...domains.values()]
        .toSorted((a, b) => b.entries - a.entries || (a.domain < b.domain ? -1 : 1))
        .slice(0, MOST_DOMAINS),
    }),
  }
}
