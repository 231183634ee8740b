import type { Db } from '../../db/client.ts'
import { readSurvivors } from '../../db/merges.ts'
import { readBoxes } from '../../db/spans.ts'

export type NamedKind = 'person' | 'team' | 'calendar' | 'pipeline'

/** What a text names: one thing, nothing, or more than one. */
export type Found = { readonly id: string } | 'unknown' | 'ambiguous'

/** How strongly a text stands for a thing; the strongest meaning counts. */
const RANK = { externalId: 0, email: 1, name: 2, sourceId: 3, formerName: 4 } as const
export type NameRank = keyof typeof RANK

export interface Directory {
  readonly find: (kind: NamedKind, text: string) => Found
  readonly learn: (kind: NamedKind, text: string, id: string, rank: NameRank) => void
  /** whether a thing has a name of this rank, such as an address or an id of its own */
  readonly has: (id: string, rank: NameRank) => boolean
  /** the text that best names a thing for a reader, unique within its kind where possible */
  readonly nameOf: (kind: NamedKind, id: string) => string
}

/** Everything that can be named in an organisation, by every name it has or had. */
export async function openDirectory(db: Db, orgId: string): Promise<Directory> {
  const meanings = new Map<string, Map<string, number>>()
  const names = new Map<string, { text: string; rank: number }[]>()
  const survivor = await readSurvivors(db, orgId)
  const keyOf = (kind: NamedKind, text: string) => `${kind} ${text.trim().toLowerCase()}`
  const directory: Directory = {
    find: (kind, text) => {
      const found = [...(meanings.get(keyOf(kind, text)) ?? [])]
      const best = Math.min(...found.map(([, rank]) => rank))
      const [first, second] = found.filter(([, rank]) => rank === best)
      if (first === undefined) return 'unknown'
      return second === undefined ? { id: first[0] } : 'ambiguous'
    },
    learn: (kind, text, named, rank) => {
      const id = survivor(named)
      const key = keyOf(kind, text)
      if (!meanings.has(key)) meanings.set(key, new Map())
      const ids = meanings.get(key)!
      ids.set(id, Math.min(RANK[rank], ids.get(id) ?? Infinity))
      if (!names.has(id)) names.set(id, [])
      names.get(id)!.push({ text, rank: RANK[rank] })
    },
    has: (id, rank) => (names.get(id) ?? []).some((name) => name.rank === RANK[rank]),
    nameOf: (kind, id) => {
      const known = (names.get(id) ?? []).toSorted((a, b) => a.rank - b.rank)
      const clear = known.find(({ text }) => {
        const found = directory.find(kind, text)
        return typeof found === 'object' && found.id === id
      })
      return (clear ?? known[0])?.text ?? id
    },
  }
  await learnPeople(db, orgId, directory)
  for (const kind of ['team', 'calendar', 'pipeline'] as const) {
    for (const box of await readBoxes(db, orgId, kind)) {
      const current = box.validTo === Infinity && box.knownTo === Infinity && box.recordedTo === Infinity
      directory.learn(kind, box.state.name, box.id, current ? 'name' : 'formerName')
      const externalId = 'externalId' in box.state ? box.state.externalId : null
      if (externalId != null) directory.learn(kind, externalId, box.id, 'externalId')
    }
  }
  const records = await db
    .selectFrom('source_record')
    .select(['kind', 'external_id', 'entity_id'])
    .where('org_id', '=', orgId)
    .where('kind', 'in', ['person', 'team', 'pipeline'])
    .execute()
  for (const row of records) directory.learn(row.kind as NamedKind, row.external_id, row.entity_id, 'sourceId')
  return directory
}

async function learnPeople(db: Db, orgId: string, directory: Directory): Promise<void> {
  const subjects = await db
    .selectFrom('subject')
    .select(['id', 'name', 'email'])
    .where('org_id', '=', orgId)
    .where('kind', '=', 'person')
    .execute()
  for (const { id, name, email } of subjects) {
    if (email !== null) directory.learn('person', email, id, 'email')
    if (name !== null) directory.learn('person', name, id, 'name')
  }
  for (const box of await readBoxes(db, orgId, 'person')) {
    if (box.state.externalId != null) directory.learn('person', box.state.externalId, box.id, 'externalId')
  }
}
