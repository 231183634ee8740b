import { readBoxes, readKind } from '../../db/spans.ts'
import { LATEST } from '../../domain/span/box.ts'
import type { ImportRun } from './run.ts'

const EVERYTHING = { valid: LATEST, known: LATEST, recorded: LATEST }

export interface NamedEntity {
  readonly id: string
  readonly name: string
  readonly adoptable: boolean
}

/** Names that differ only in case, spacing or punctuation are one name: `GTXPro` is `GTX Pro`. */
export function foldName(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')
}

/** What is called by a name here, by kind and folded name. */
export async function readNames(run: ImportRun, survivor: (id: string) => string): Promise<Map<string, NamedEntity>> {
  const names = new Map<string, NamedEntity>()
  // a merged account or product is in no present span, but files still call it by its name
  for (const kind of ['account', 'product'] as const) {
    for (const { id, state } of await readBoxes(run.db, run.orgId, kind)) {
      if (survivor(id) !== id)
        names.set(`${kind} ${foldName(state.name)}`, { id: survivor(id), name: state.name, adoptable: false })
    }
  }
  for (const kind of ['account', 'product', 'team', 'priceBook', 'campaign'] as const) {
    for (const { id, state } of await readKind(run.db, run.orgId, kind, EVERYTHING)) {
      names.set(`${kind} ${foldName(state.name)}`, { id, name: state.name, adoptable: state.externalId === state.name })
    }
  }
  const people = await presentPeople(run).select(['subject.id', 'subject.name']).execute()
  for (const { id, name } of people)
    if (name !== null) names.set(`person ${foldName(name)}`, { id: survivor(id), name, adoptable: true })
  return names
}

/** Persons by address, in lower case. */
export async function readEmails(run: ImportRun, survivor: (id: string) => string): Promise<Map<string, string>> {
  const people = await presentPeople(run)
    .select(['subject.id', 'subject.email'])
    .where('subject.email', 'is not', null)
    .execute()
  return new Map(people.map(({ id, email }) => [email!.toLowerCase(), survivor(id)]))
}

/** Persons that stand in the ledger or were merged into one who does: what an undone import named is not among them. */
function presentPeople(run: ImportRun) {
  return run.db
    .selectFrom('subject')
    .where('subject.org_id', '=', run.orgId)
    .where('subject.kind', '=', 'person')
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('change as c')
          .select('c.id')
          .where('c.org_id', '=', run.orgId)
          .where('c.kind', '=', 'person')
          .whereRef('c.entity_id', '=', 'subject.id')
          .where(({ not, exists: some, selectFrom: from }) =>
            not(
              some(
                from('retraction as r')
                  .select('r.id')
                  .where('r.org_id', '=', run.orgId)
                  .whereRef('r.import_id', '=', 'c.import_id')
                  .whereRef('r.recorded_at', '>=', 'c.recorded_at'),
              ),
            ),
          ),
      ),
    )
}
