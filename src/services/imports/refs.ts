import { readSourceRecords, saveSourceRecords } from '../../db/source-records.ts'
import type { ColumnPlan, ImportRecord, RefBy } from '../../domain/import/record.ts'
import type { ObjectKind } from '../../domain/import/object-kind.ts'
import { readSurvivors } from '../../db/merges.ts'
import { otherSalesforceId } from '../../domain/import/salesforce-id.ts'
import { newId } from '../../platform/ids.ts'
import type { NamedEntity } from './held-names.ts'
import { foldName, readEmails, readNames } from './held-names.ts'
import type { ImportRun } from './run.ts'
import { countsOf, textOf, write } from './run.ts'

const CACHE_LIMIT = 100_000
/** few, and known from their rows alone */
const KEPT: ReadonlySet<ObjectKind> = new Set(['pipeline', 'stage'])

/** Objects that a bare name in another object's column brings into being. */
export type NamedKind = 'person' | 'account' | 'product' | 'team' | 'campaign' | 'priceBook'

/** Resolves what rows call other objects. One per import: it remembers, and it makes what only a name mentions. */
export interface Refs {
  /** forgets ids where they have become many; those of a chunk are loaded after it */
  readonly makeRoom: () => void
  /** loads the ids that a chunk's columns mention, so that `byId` answers without a query each */
  readonly prefetch: (source: string, kind: ObjectKind, externalIds: Iterable<string>) => Promise<void>
  readonly isLoaded: (source: string, kind: ObjectKind, externalId: string) => boolean
  readonly byId: (source: string, kind: ObjectKind, externalId: string) => string | null
  /** the object of this name; `adoptable` while only its name has been mentioned, never a row of its own */
  readonly byName: (kind: NamedKind, name: string) => NamedEntity | null
  readonly byEmail: (email: string) => string | null
  /** the object of this name, made now if there is none */
  readonly ensureNamed: (record: ImportRecord, field: string, kind: NamedKind, name: string) => Promise<string>
  /** the same for an id whose row has not come yet; a note tells of it, unless it comes in this import */
  readonly ensureId: (record: ImportRecord, field: string, kind: NamedKind, id: string) => Promise<string>
  /** a row of its own has come for an entity: true when this import had made it of a mere mention */
  readonly claim: (entityId: string) => boolean
  /** tells of the ids whose rows have not come */
  readonly reportMissing: () => void
  readonly learn: (source: string, kind: ObjectKind, externalId: string, entityId: string) => void
  readonly learnName: (kind: NamedKind, name: string, entityId: string) => void
  /** the entity that stands for an id today, its survivor where it was merged */
  readonly survivor: (id: string) => string
  readonly learnEmail: (email: string, entityId: string) => void
}

export async function openRefs(run: ImportRun): Promise<Refs> {
  const ids = new Map<string, Map<ObjectKind, Map<string, string | null>>>()
  let held = 0
  const survivor = await readSurvivors(run.db, run.orgId)
  /** what this import made of a mere mention, and what to tell if no row comes */
  const mentioned = new Map<string, (() => void) | null>()
  const names = await readNames(run, survivor)
  const emails = await readEmails(run, survivor)
  const idsOf = (source: string, kind: ObjectKind) => {
    let kinds = ids.get(source)
    if (kinds === undefined) ids.set(source, (kinds = new Map()))
    let known = kinds.get(kind)
    if (known === undefined) kinds.set(kind, (known = new Map()))
    return known
  }
  const nameKey = (kind: NamedKind, name: string) => `${kind} ${foldName(name)}`
  // a file without a vendor's marks goes by its own name, and yet its ids are those of the files beside it
  const near = new Map<string, readonly string[]>()
  const sourcesFrom = (source: string) => {
    let found = near.get(source)
    if (found === undefined) near.set(source, (found = [source, ...run.sources.filter((other) => other !== source)]))
    return found
  }
  const learn = (source: string, kind: ObjectKind, externalId: string, entityId: string | null) => {
    const known = idsOf(source, kind)
    if (!known.has(externalId)) held += 1
    known.set(externalId, entityId)
  }
  const refs: Refs = {
    survivor,
    isLoaded: (source, kind, externalId) =>
      sourcesFrom(source).every((own) => idsOf(own, kind).get(externalId) !== undefined),
    makeRoom: () => {
      if (held <= CACHE_LIMIT) return
      for (const kinds of ids.values()) for (const [of, known] of kinds) if (!KEPT.has(of)) known.clear()
      held = 0
    },
    prefetch: async (source, kind, externalIds) => {
      for (const own of sourcesFrom(source)) {
        const known = idsOf(own, kind)
        const missing = new Set<string>()
        for (const id of externalIds) {
          if (known.has(id)) continue
          missing.add(id)
          for (const other of otherForm(own, id)) if (!known.has(other)) missing.add(other)
        }
        const found = await readSourceRecords(run.db, run.orgId, own, kind, [...missing])
        for (const id of missing) learn(own, kind, id, found.get(id)?.entityId ?? null)
      }
    },
    byId: (source, kind, externalId) => {
      for (const own of sourcesFrom(source)) {
        const known = idsOf(own, kind)
        const found = known.get(externalId) ?? null
        if (found !== null) return found
        if (known.size === 0) continue
        for (const id of otherForm(own, externalId)) {
          const other = known.get(id) ?? null
          if (other !== null) return other
        }
      }
      return null
    },
    byName: (kind, name) => names.get(nameKey(kind, name)) ?? null,
    byEmail: (email) => emails.get(email.toLowerCase()) ?? null,
    ensureNamed: async (record, field, kind, name) => {
      const found = names.get(nameKey(kind, name))
      if (found !== undefined) {
        if (found.name.toLowerCase() !== name.toLowerCase()) reportNearName(run, record, field, kind, name, found.name)
        return found.id
      }
      const source = run.sourceOf(record.fileNo)
      // what is written like a name may be the id of one that is here
      await refs.prefetch(source, kind, [name])
      const own = refs.byId(source, kind, name)
      if (own !== null) return own
      const entityId = newId()
      names.set(nameKey(kind, name), { id: entityId, name, adoptable: true })
      mentioned.set(entityId, null)
      await makeNamed(run, source, kind, name, entityId)
      if (kind === 'person' && addressOf(name) !== null) refs.learnEmail(name, entityId)
      refs.learn(source, kind, name, entityId)
      return entityId
    },
    ensureId: async (record, field, kind, id) => {
      const entityId = await refs.ensureNamed(record, field, kind, id)
      const { fileNo, row } = record
      if (mentioned.get(entityId) === null)
        mentioned.set(entityId, () => reportMissing(run, { fileNo, row }, field, kind, id))
      return entityId
    },
    claim: (entityId) => mentioned.delete(entityId),
    reportMissing: () => {
      for (const report of mentioned.values()) report?.()
    },
    learn,
    learnName: (kind, name, entityId) => {
      const held = names.get(nameKey(kind, name))
      if (held === undefined || held.id === entityId)
        names.set(nameKey(kind, name), { id: entityId, name, adoptable: false })
    },
    learnEmail: (email, entityId) => emails.set(email.toLowerCase(), entityId),
  }
  return refs
}

/** What else a source calls the same id. */
function otherForm(source: string, externalId: string): string[] {
  const other = source === 'salesforce' ? otherSalesforceId(externalId) : null
  return other === null ? [] : [other]
}

/** An owner may be named by an address alone. */
const addressOf = (name: string): string | null => (/^\S+@\S+$/.test(name) ? name : null)

const PLURAL: Record<NamedKind, string> = {
  person: 'people',
  account: 'accounts',
  product: 'products',
  team: 'teams',
  campaign: 'campaigns',
  priceBook: 'priceBooks',
}

async function makeNamed(
  run: ImportRun,
  source: string,
  kind: NamedKind,
  name: string,
  entityId: string,
): Promise<void> {
  const always = { validAt: -Infinity, knownAt: -Infinity, source }
  if (kind === 'person') {
    await run.db
      .insertInto('subject')
      .values({ org_id: run.orgId, id: entityId, kind, name, email: addressOf(name), phone: null, title: null })
      .execute()
    await write(run, [
      { ...always, id: newId(), kind, entityId, patch: { notPerson: false, active: true, externalId: name } },
      // where files say where everyone belonged, a name alone says nothing of it
      ...(run.memberships
        ? []
        : [{ ...always, id: newId(), kind: 'membership' as const, entityId, patch: { employed: true } }]),
    ])
  } else {
    await write(run, [{ ...always, id: newId(), kind, entityId, patch: { name, externalId: name } }])
  }
  countsOf(run, PLURAL[kind]).new += 1
  await saveSourceRecords(
    run.db,
    [
      {
        org_id: run.orgId,
        source,
        kind,
        external_id: name,
        entity_id: entityId,
        row_hash: null,
        import_id: run.importId,
      },
    ],
    new Set(),
  )
}

/** How each reference column of a file names what it refers to. */
export function refColumns(columns: readonly ColumnPlan[]): Map<string, RefBy> {
  return new Map(columns.flatMap((column) => (column.field && column.refBy ? [[column.field, column.refBy]] : [])))
}

/**
 * The entity a record's field refers to; a name that nothing bears makes a new one, an unknown id gives null. A promise
 * only where something is made: rows are many, and waiting for what is at hand costs more than finding it.
 */
export function resolve(
  run: ImportRun,
  refs: Refs,
  record: ImportRecord,
  field: string,
  kind: ObjectKind,
  by: RefBy,
): Promise<string> | string | null {
  const text = textOf(record, field)?.trim() ?? ''
  if (text === '') return null
  const source = run.sourceOf(record.fileNo)
  if (kind === 'person' && text.includes('@')) {
    return refs.byEmail(text) ?? refs.byId(source, kind, text) ?? refs.ensureNamed(record, field, kind, text)
  }
  if (by === 'id') {
    const found = refs.byId(source, kind, text)
    if (found !== null) return found
    // an owner or account whose file is missing still holds its deals together, under its id
    if (kind === 'person' || kind === 'account') return refs.ensureId(record, field, kind, text)
    reportMissing(run, record, field, kind, text)
    return null
  }
  if (
    kind === 'person' ||
    kind === 'account' ||
    kind === 'product' ||
    kind === 'team' ||
    kind === 'campaign' ||
    kind === 'priceBook'
  ) {
    return refs.ensureNamed(record, field, kind, text)
  }
  return refs.byId(source, kind, text)
}

function reportNearName(
  run: ImportRun,
  record: ImportRecord,
  field: string,
  kind: string,
  value: string,
  name: string,
): void {
  run.problem({
    severity: 'note',
    fileNo: record.fileNo,
    row: record.row,
    column: field,
    value,
    reason: `${value} was read as ${name}`,
    remedy: `Nothing to do if they are the same ${kind}; otherwise rename one of them and import again`,
    group: `${kind}:${value}`,
  })
}

function reportMissing(
  run: ImportRun,
  record: Pick<ImportRecord, 'fileNo' | 'row'>,
  field: string,
  kind: string,
  value: string,
): void {
  run.problem({
    severity: 'note',
    fileNo: record.fileNo,
    row: record.row,
    column: field,
    value,
    reason: `There is no ${kind} with this id in this or an earlier import`,
    remedy: `Import the file that holds this ${kind}`,
    group: `missing-${kind}`,
  })
}
